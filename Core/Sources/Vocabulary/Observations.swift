/// What a sensor saw since the last time somebody took it, in order. Its arrays are emptied, never freed.
public struct Observations: Sendable {
  public var activities: [ActivityObservation] = []
  public var facts: [IdentityFact] = []
  public var bindings: [AddressBinding] = []
  public var anomalies: [Anomaly] = []
  public var flows: [FlowSummary] = []
  public var files: [FileTouch] = []
  public var lookups: [NameLookup] = []
  public var leases: [LeaseOffer] = []
  /// Empty unless lists of indicators were given.
  public var mentions = Mentions()

  public init() {}

  @inlinable
  public var isEmpty: Bool {
    activities.isEmpty && facts.isEmpty && bindings.isEmpty && anomalies.isEmpty && flows.isEmpty
      && files.isEmpty && lookups.isEmpty && leases.isEmpty && mentions.isEmpty
  }

  /// Enough waits that it should be taken: many activities or look-ups, or anything that is rare.
  @inlinable
  public func areDue(activities limit: Int) -> Bool {
    activities.count >= limit || !flows.isEmpty || !facts.isEmpty || !bindings.isEmpty || !anomalies.isEmpty
      || !leases.isEmpty || lookups.count >= limit || !mentions.isEmpty
  }

  public mutating func removeAll() {
    activities.removeAll(keepingCapacity: true)
    facts.removeAll(keepingCapacity: true)
    bindings.removeAll(keepingCapacity: true)
    anomalies.removeAll(keepingCapacity: true)
    flows.removeAll(keepingCapacity: true)
    files.removeAll(keepingCapacity: true)
    lookups.removeAll(keepingCapacity: true)
    leases.removeAll(keepingCapacity: true)
    mentions.removeAll()
  }
}
