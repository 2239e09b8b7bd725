import Vocabulary

/// One attribute's value at one endpoint, with the first packet that told it.
struct FactRecord: Sendable {
  let fact: IdentityFact
  /// The endpoint's fact before this one, as number plus one; 0 ends the chain.
  let older: UInt32
}

/// The distinct facts of all endpoints, each kept with its first evidence.
///
/// Two limits: of the whole table, and of one endpoint, so that a host which invents a name a packet fills
/// its own share only.
struct FactTable: Sendable {
  var records = ChunkedArray<FactRecord>()
  private var index = SlotIndex(capacity: 64)
  private let seed: UInt64
  let limit: Int
  let endpointLimit: Int
  private(set) var dropped = 0
  private(set) var endpointDropped = 0

  init(limit: Int, endpointLimit: Int, seed: UInt64) {
    self.limit = limit
    self.endpointLimit = endpointLimit
    self.seed = seed
  }

  /// Keeps a fact that is new; `trace` is its endpoint's.
  mutating func add(_ fact: IdentityFact, trace: inout EndpointTrace) {
    let who = UInt64(fact.endpoint.rawValue) << 32 | UInt64(fact.value.rawValue)
    let hash = mixed(mixed(seed, who), UInt64(fact.attribute.rawValue))
    let known = index.find(hash) { number in
      let kept = records[number].fact
      return kept.endpoint == fact.endpoint && kept.attribute == fact.attribute && kept.value == fact.value
    }
    if known != nil { return }
    guard Int(trace.factCount) < endpointLimit else {
      endpointDropped += 1
      return
    }
    guard records.count < limit else {
      dropped += 1
      return
    }
    records.append(FactRecord(fact: fact, older: trace.newestFact))
    index.insert(hash, record: records.count - 1)
    trace.newestFact = UInt32(truncatingIfNeeded: records.count)
    trace.factCount += 1
  }
}
