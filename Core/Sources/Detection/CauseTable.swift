import Vocabulary

/// What makes several deeds one finding: the same hosts in the same protocol.
struct Cause: Hashable, Sendable {
  var actor: EndpointID
  var target: EndpointID
  var name: ProtocolName

  var hash: UInt64 {
    mixed(mixed(0, UInt64(actor.rawValue) << 32 | UInt64(target.rawValue)), UInt64(name.rawValue))
  }
}

/// One tally a cause. At most `limit` causes are kept; deeds of further ones are counted in ``dropped``.
struct CauseTable: Sendable {
  private var causes: [Cause] = []
  private var tallies: [Tally] = []
  private var index = SlotIndex()
  /// Deeds come in runs, so the cause of the last one is looked at first.
  private var latest = 0
  let limit: Int
  private(set) var dropped = 0

  init(limit: Int) {
    self.limit = limit
  }

  var count: Int { causes.count }

  mutating func add(_ activity: ActivityObservation) {
    let cause = Cause(actor: activity.actor, target: activity.target, name: activity.name)
    if let known = find(cause) {
      tallies[known].add(activity)
    } else {
      open(cause, Evidence(activity))
    }
  }

  mutating func add(_ anomaly: Anomaly) {
    add(Evidence(anomaly), to: Cause(actor: anomaly.source, target: anomaly.target, name: anomaly.name))
  }

  private mutating func add(_ deed: Evidence, to cause: Cause) {
    if let known = find(cause) {
      tallies[known].add(deed)
    } else {
      open(cause, deed)
    }
  }

  private mutating func find(_ cause: Cause) -> Int? {
    if latest < causes.count, causes[latest] == cause { return latest }
    guard let known = index.find(cause.hash, where: { causes[$0] == cause }) else { return nil }
    latest = known
    return known
  }

  private mutating func open(_ cause: Cause, _ deed: Evidence) {
    guard causes.count < limit else {
      dropped += 1
      return
    }
    latest = causes.count
    causes.append(cause)
    tallies.append(Tally(deed))
    index.insert(cause.hash, record: latest)
  }

  /// The tallies, those of one device's several endpoints made one, in an order that no hash decides.
  func byDevice(_ profiles: HostProfiles) -> [CausedTally] {
    var result: [CausedTally] = []
    for at in causes.indices { result.append(CausedTally(causes[at], tallies[at], profiles)) }
    result.sort { $0.isBefore($1) }
    var merged: [CausedTally] = []
    for one in result {
      if let last = merged.last, last.isOfSameDevices(as: one) {
        merged[merged.count - 1].tally.merge(one.tally)
      } else {
        merged.append(one)
      }
    }
    return merged
  }
}

/// A tally with the hosts that it is of.
struct CausedTally: Sendable {
  let cause: Cause
  var tally: Tally
  let actor: HostProfile
  let target: HostProfile

  init(_ cause: Cause, _ tally: Tally, _ profiles: HostProfiles) {
    self.cause = cause
    self.tally = tally
    actor = profiles[cause.actor]
    target = profiles[cause.target]
  }

  /// The same with actor and target exchanged: who made it do so acts.
  var turned: CausedTally {
    CausedTally(
      cause: Cause(actor: cause.target, target: cause.actor, name: cause.name), tally, target, actor)
  }

  private init(cause: Cause, _ tally: Tally, _ actor: HostProfile, _ target: HostProfile) {
    self.cause = cause
    self.tally = tally
    self.actor = actor
    self.target = target
  }

  /// What a device tells itself crosses no wire.
  var isBetweenDevices: Bool { actor.asset != target.asset }

  func isOfSameDevices(as other: CausedTally) -> Bool {
    actor.asset == other.actor.asset && target.asset == other.target.asset && cause.name == other.cause.name
  }

  func isBefore(_ other: CausedTally) -> Bool {
    if actor.asset != other.actor.asset { return actor.asset < other.actor.asset }
    if target.asset != other.target.asset { return target.asset < other.target.asset }
    if cause.name != other.cause.name { return cause.name.rawValue < other.cause.name.rawValue }
    if cause.actor != other.cause.actor { return cause.actor.rawValue < other.cause.actor.rawValue }
    return cause.target.rawValue < other.cause.target.rawValue
  }

  /// The finding that a kind's words need: its ``FindingKind/parameters``, from this tally.
  func finding(
    _ kind: FindingKind, _ severity: Severity, octets: UInt64 = 0, exploit: Exploit? = nil
  ) -> Finding {
    var parameters: [FindingParameter] = []
    for name in kind.parameters {
      let value: FindingValue
      switch name {
      case .actor: value = .endpoint(cause.actor)
      case .target: value = .endpoint(cause.target)
      case .protocolName: value = .protocolName(cause.name)
      case .count: value = .number(UInt64(tally.count))
      case .succeeded: value = .number(UInt64(tally.succeeded))
      case .refused: value = .number(UInt64(tally.refused))
      case .unanswered: value = .number(UInt64(tally.unanswered))
      case .object: value = .object(tally.evidence.first?.object ?? .none)
      case .octets: value = .number(octets)
      case .attack:
        guard let exploit else { continue }
        value = .exploit(exploit)
      default: continue
      }
      parameters.append(FindingParameter(name, value))
    }
    return Finding(
      kind: kind, severity: severity,
      endpoints: cause.actor == cause.target ? [cause.actor] : [cause.actor, cause.target],
      parameters: parameters, first: tally.first, last: tally.last, count: tally.count,
      evidence: tally.evidence
    )
  }
}
