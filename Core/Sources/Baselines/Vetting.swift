public import Vocabulary

/// Why something that was seen is shown to a person instead of being learned silently.
public enum VettingReason: UInt8, CaseIterable, Hashable, Sendable {
  /// One end is on the internet.
  case internetPeer
  /// Administration that anybody on the wire can read and change.
  case cleartextAdministration
  /// A tool or a screen by which people reach machines from afar.
  case remoteAccess
  /// A client that asks many hosts that do not answer. The target is the client itself.
  case scanner

  /// As lists name it.
  public var text: String {
    switch self {
    case .internetPeer: "internetPeer"
    case .cleartextAdministration: "cleartextAdministration"
    case .remoteAccess: "remoteAccess"
    case .scanner: "scanner"
    }
  }
}

/// A habit that learning alone does not make right.
public struct VettedHabit: Equatable, Sendable {
  public let reason: VettingReason
  public let actor: Endpoint
  public let target: Endpoint
  public let name: ProtocolName
  public internal(set) var first: Timestamp
  public internal(set) var last: Timestamp
  /// A person said that it is right.
  public internal(set) var isAccepted: Bool
}

/// The habits that wait for a person's word, in the order in which they came.
///
/// At most ``habitLimit`` are kept, 120 octets each, and ``clientLimit`` clients are watched for scans; what
/// comes after is counted.
public struct Vetting: Sendable {
  public static let habitLimit = 2_000
  static let clientLimit = 4_096
  /// Different silent hosts from which on a client is a scanner. Their count is exact to a few.
  static let scannerTargets = 20

  public internal(set) var habits: [VettedHabit] = []
  public internal(set) var dropped: UInt64 = 0
  private var places: [Key: Int] = [:]
  /// A bit for each of 64 parts of the silent hosts that a client asked.
  private var silentHosts: [Endpoint: UInt64] = [:]

  private struct Key: Hashable {
    let reason: VettingReason
    let actor: Endpoint
    let target: Endpoint
    let name: ProtocolName
  }

  public init() {}

  mutating func observe(_ flow: FlowSummary, client: Endpoint, server: Endpoint, seed: UInt64) {
    guard client.address.isUnicast, server.address.isUnicast else { return }
    switch flow.state {
    case .unanswered, .refused:
      if countSilent(client, server, seed) { note(.scanner, client, client, .unknown, at: flow.last) }
    case .oneWay: return
    case .established, .closed, .reset:
      if let reason = Self.reason(flow.name) { note(reason, client, server, flow.name, at: flow.last) }
      if client.address.scope == .global || server.address.scope == .global {
        note(.internetPeer, client, server, flow.name, at: flow.last)
      }
    }
  }

  mutating func observe(_ activity: ActivityObservation, actor: Endpoint, target: Endpoint) {
    guard activity.deed == .remoteAccess, activity.outcome != .unanswered else { return }
    note(.remoteAccess, actor, target, activity.name, at: activity.time)
  }

  mutating func note(
    _ reason: VettingReason, _ actor: Endpoint, _ target: Endpoint, _ name: ProtocolName, at time: Timestamp
  ) {
    let key = Key(reason: reason, actor: actor, target: target, name: name)
    if let place = places[key] {
      habits[place].first = min(habits[place].first, time)
      habits[place].last = max(habits[place].last, time)
      return
    }
    guard habits.count < Self.habitLimit else {
      if dropped < .max { dropped += 1 }
      return
    }
    places[key] = habits.count
    habits.append(
      VettedHabit(
        reason: reason, actor: actor, target: target, name: name, first: time, last: time, isAccepted: false))
  }

  /// A person says that the habit is right; false where it is none of those kept.
  public mutating func accept(
    _ reason: VettingReason, _ actor: Endpoint, _ target: Endpoint, _ name: ProtocolName
  ) -> Bool {
    guard let place = places[Key(reason: reason, actor: actor, target: target, name: name)] else {
      return false
    }
    habits[place].isAccepted = true
    return true
  }

  private static func reason(_ name: ProtocolName) -> VettingReason? {
    switch name {
    case .telnet, .ftp, .tftp, .rlogin, .rsh: .cleartextAdministration
    case .teamviewer, .anydesk, .rustdesk, .rdp, .vnc, .x11: .remoteAccess
    default: nil
    }
  }

  private mutating func countSilent(_ client: Endpoint, _ server: Endpoint, _ seed: UInt64) -> Bool {
    guard silentHosts[client] != nil || silentHosts.count < Self.clientLimit else {
      if dropped < .max { dropped += 1 }
      return false
    }
    let hash = mixed(mixed(seed, server.address.low), server.address.high ^ UInt64(server.vlan))
    let bits = silentHosts[client, default: 0] | 1 << (hash >> 58)
    silentHosts[client] = bits
    // 20 hosts among 64 parts touch 17.3 of them on average (linear counting).
    return bits.nonzeroBitCount >= 17
  }
}
