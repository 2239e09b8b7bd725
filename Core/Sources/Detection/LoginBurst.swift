import Vocabulary

/// Login burst: one host opens session after session of a protocol that begins with a login, each short and
/// small.
///
/// Sees: connections in SSH, remote desktops, Telnet, FTP, mail and databases that ended after a few packets,
/// whether or not the login can be read.
///
/// Why it matters: whoever tries passwords needs a new session for every few of them.
///
/// Threshold: 15 such sessions with one server within a minute, low; 30, medium.
///
/// Stays silent: sessions in which something is done, which are longer or larger; a machine that fetches its
/// files often, half of whose logins or more were let in meanwhile; a monitor that looks in now and then; the
/// scanner that the owner lists.
struct LoginBurst: Sendable {
  static let threshold = 15
  static let mediumThreshold = 30
  static let window: Int64 = 60 * .nanosecondsPerSecond
  static let longest: Int64 = 30 * .nanosecondsPerSecond
  static let octetLimit: UInt64 = 8_192
  static let packetLimit: UInt64 = 40

  private(set) var attempts: AttemptTable
  /// Logins that can be read, and were let in.
  private(set) var entries: AttemptTable

  init(_ settings: DetectionSettings) {
    attempts = AttemptTable(settings)
    entries = AttemptTable(settings)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .authenticate, activity.outcome == .succeeded,
      Self.beginsWithLogin(activity.name)
    else { return }
    entries.note(
      key: activity.pair,
      value: UInt64(activity.name.rawValue) << 56 | UInt64(bitPattern: activity.time.nanoseconds) >> 8,
      time: activity.time, place: activity.place)
  }

  mutating func observe(_ flow: FlowSummary) {
    guard Self.beginsWithLogin(flow.name), flow.state == .closed || flow.state == .reset,
      flow.packetsToServer >= 5, flow.packetsToServer <= Self.packetLimit, flow.packetsToClient >= 4,
      flow.octetsToServer <= Self.octetLimit, flow.last.nanoseconds(since: flow.first) <= Self.longest
    else { return }
    let session = UInt64(bitPattern: flow.first.nanoseconds) << 16 | UInt64(flow.clientPort)
    attempts.note(
      key: AttemptTable.key(flow.client, flow.server),
      value: UInt64(flow.name.rawValue) << 56 | session & 0x00FF_FFFF_FFFF_FFFF, time: flow.first,
      place: flow.place)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let bursts = attempts.bursts(of: Self.threshold, within: Self.window) {
      !profiles[$0.actor].isOwnersScanner && profiles[$0.actor].asset != profiles[$0.target].asset
    }
    let entered = bursts.isEmpty ? [] : entries.bursts(of: 1, within: Self.window)
    return bursts.compactMap { burst in
      if Self.entries(during: burst, among: entered) * 2 >= burst.count { return nil }
      return burst.finding(
        .loginBurst, burst.count >= Self.mediumThreshold ? .medium : .low, counting: .count)
    }
  }

  /// Logins of the same pair in the same protocols that were let in while the sessions went on.
  private static func entries(during burst: Burst, among entered: [Burst]) -> Int {
    guard let first = burst.attempts.first, let last = burst.attempts.last else { return 0 }
    var names: Set<UInt64> = []
    for attempt in burst.attempts { names.insert(attempt.value >> 56) }
    var count = 0
    for one in entered where one.attempts.first?.key == first.key {
      for entry in one.attempts
      where names.contains(entry.value >> 56) && entry.time >= first.time
        && entry.time.nanoseconds(since: last.time) <= longest
      {
        count += 1
      }
    }
    return count
  }

  private static func beginsWithLogin(_ name: ProtocolName) -> Bool {
    switch name {
    case .ssh, .telnet, .ftp, .rdp, .vnc, .pop, .imap, .smtp, .mysql, .postgresql, .tds, .tns: true
    default: false
    }
  }
}
