import Vocabulary

/// The roles of one party, kept apart by what they rest on.
struct PartyRoles: Equatable, Sendable {
  /// The owner's list.
  var owner: RoleSet = []
  /// A role that the device claims, or its order number.
  var told: RoleSet = []
  /// Words of its model, software or operating system.
  var worded: RoleSet = []
  /// Parts of its host name, which anybody may choose.
  var named: RoleSet = []
  /// What it answers.
  var serving: RoleSet = []
  /// What it reads regularly.
  var polling: RoleSet = []

  /// What the device says of itself, in whatever words.
  var stated: RoleSet { told.union(worded).union(named) }

  /// Each role with the best ground for it, surest first, then by name.
  var claims: [RoleClaim] {
    let grounds: [(RoleSet, UInt8)] = [
      (owner, 100), (told, 90), (worded, 80), (serving, 65), (polling, 55), (named, 40),
    ]
    var claims: [RoleClaim] = []
    if grounds.allSatisfy({ $0.0.isEmpty }) { return claims }
    for role in Role.allCases {
      if let ground = grounds.first(where: { $0.0.contains(role) }) {
        claims.append(RoleClaim(role, confidence: ground.1))
      }
    }
    return claims.sorted { left, right in
      left.confidence != right.confidence
        ? left.confidence > right.confidence : left.role.text < right.role.text
    }
  }
}

/// What a report knows of one party before its texts are made.
struct PartySummary: Sendable {
  var first = Timestamp(nanoseconds: .max)
  var last = Timestamp(nanoseconds: .min)
  var serves = ProtocolSet()
  var asks = ProtocolSet()
  var roles = PartyRoles()
  var servedControlAt: PacketPlace?
  var polledAt: PacketPlace?
  /// Regular reads, in objects; two make a poller.
  var regularReads: UInt32 = 0
  var hasSent = false
  /// At least one address of one host: neither group, broadcast nor unspecified.
  var isHost = false
  var isInOTNetwork = false

  mutating func add(_ trace: EndpointTrace) {
    if trace.first < first { first = trace.first }
    if last < trace.last { last = trace.last }
    serves.formUnion(trace.serves)
    asks.formUnion(trace.asks)
    if trace.hasSent { hasSent = true }
    if let place = trace.servedControlAt, servedControlAt.map({ place < $0 }) ?? true {
      servedControlAt = place
    }
  }

  mutating func saw(_ record: ActivityRecord) {
    if record.first < first { first = record.first }
    if last < record.last { last = record.last }
    hasSent = true
  }
}

extension ActivityRecord {
  /// Reads that repeat in time, which is what panels and historians do and a look-round does not.
  ///
  /// Five good answers over at least four seconds make one of several objects regular.
  var isRegularRead: Bool {
    key.verb == .read && key.name.isIndustrial && outcomes.succeeded >= 5
      && last.nanoseconds(since: first) >= 4_000_000_000
  }

  /// Twenty good answers over at least twenty seconds are regular without another object; so are fifty, for
  /// panels ask several times a second.
  var isLongRegularRead: Bool {
    let isLong = outcomes.succeeded >= 20 && last.nanoseconds(since: first) >= 20_000_000_000
    return isRegularRead && (isLong || outcomes.succeeded >= 50)
  }

  /// Reports that a device sends because somebody subscribed to them.
  var isRegularSignal: Bool {
    key.verb == .signal && key.name.isIndustrial && outcomes.total >= 5
      && last.nanoseconds(since: first) >= 4_000_000_000
  }
}
