import Vocabulary

/// When one host did a thing to another, first and last. What else it does then may belong to it.
///
/// A program laid into a share for administration and then run as a service or task is how tools and worms
/// move on; a machine that logs in where somebody just logged in to it was told to.
///
/// At most `limit` pairs of hosts are kept; deeds of further ones are counted in ``dropped``.
struct PairTimes: Sendable {
  /// Nanoseconds before and after a program is laid in which other deeds belong to it.
  static let window: Int64 = 600 * .nanosecondsPerSecond

  private struct Record: Sendable {
    let key: UInt64
    var first: Timestamp
    var last: Timestamp
  }

  private var records: [Record] = []
  private var index = SlotIndex()
  private let seed: UInt64
  let limit: Int
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.causeLimit
    seed = settings.seed
  }

  mutating func note(_ client: EndpointID, _ server: EndpointID, at time: Timestamp) {
    let key = AttemptTable.key(client, server)
    if let known = find(key) {
      records[known].first = min(records[known].first, time)
      records[known].last = max(records[known].last, time)
      return
    }
    guard records.count < limit else {
      dropped += 1
      return
    }
    records.append(Record(key: key, first: time, last: time))
    index.insert(mixed(seed, key), record: records.count - 1)
  }

  /// The actor did it to the target at about the time of its deeds.
  func areNear(_ one: CausedTally) -> Bool {
    guard let known = find(AttemptTable.key(one.cause.actor, one.cause.target)) else { return false }
    let record = records[known]
    return one.tally.first.nanoseconds(since: record.last) <= Self.window
      && record.first.nanoseconds(since: one.tally.last) <= Self.window
  }

  /// It was done within `window` nanoseconds before `time`, as far as first and last tell.
  func wereBefore(
    _ time: Timestamp, within window: Int64, _ client: EndpointID, _ server: EndpointID
  ) -> Bool {
    guard let known = find(AttemptTable.key(client, server)) else { return false }
    return records[known].first <= time && time.nanoseconds(since: records[known].last) <= window
  }

  private func find(_ key: UInt64) -> Int? {
    index.find(mixed(seed, key)) { records[$0].key == key }
  }
}

extension HostProfile {
  /// The owner lists it as something that runs or watches other systems.
  var isOwnersManager: Bool {
    ownerRoles.intersects([
      RoleSet(.server), .engineeringWorkstation, RoleSet(.domainController), .scanner,
    ])
  }

  /// Keeps a domain's accounts, by the owner's word, by its own, or by what it answers.
  var isDomainController: Bool {
    ownerRoles.union(statedRoles).union(servingRoles).contains(.domainController)
  }
}

extension CausedTally {
  /// How bad a deed at another system is: that of a host which the owner lists as a manager of others is
  /// noted, one that was refused each time is a try.
  func severity(_ done: Severity, tried: Severity, byManager: Severity = .low) -> Severity {
    if actor.isOwnersManager { return byManager }
    return tally.succeeded + tally.unanswered > 0 ? done : tried
  }
}
