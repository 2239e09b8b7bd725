import Vocabulary

/// When one host wrote into another by a share for administration. A program laid there and then run as a
/// service or task is how tools and worms move on.
///
/// At most `limit` pairs of hosts are kept; writes of further ones are counted in ``dropped``.
struct AdminShareWrites: Sendable {
  /// Nanoseconds before and after such writes in which other deeds belong to them.
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

  /// The actor wrote into the target by such a share at about the time of its deeds.
  func areNear(_ one: CausedTally) -> Bool {
    guard let known = find(AttemptTable.key(one.cause.actor, one.cause.target)) else { return false }
    let record = records[known]
    return one.tally.first.nanoseconds(since: record.last) <= Self.window
      && record.first.nanoseconds(since: one.tally.last) <= Self.window
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
