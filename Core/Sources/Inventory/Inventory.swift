public import Vocabulary

/// How much an inventory keeps; each limit is reported by name when something was dropped at it.
public struct InventoryLimits: Sendable {
  public var activityLimit = 500_000
  public var conversationLimit = 300_000
  public var factLimit = 100_000
  /// Distinct values that one endpoint may tell of itself.
  public var endpointFactLimit = 64
  public var bindingLimit = 100_000
  /// IPv4 addresses of one hardware address; above it the device answers for others (proxy ARP, RFC 1027).
  public var addressesOfOneHostLimit = 16

  public init() {}
}

/// What a sensor's observations say of the plant: who is there, who talks to whom, who did what.
///
/// It learns while packets pass, in place and bounded, and becomes an ``AssetBook`` when a report is made.
public struct Inventory: Sendable {
  public private(set) var activities: ActivityTally
  public private(set) var conversations: ConversationTally
  var traces = ChunkedArray<EndpointTrace>()
  var facts: FactTable
  var bindings: BindingTable
  let limits: InventoryLimits

  /// - Parameter seed: what hashes start from; it decides no output.
  public init(limits: InventoryLimits = InventoryLimits(), seed: UInt64 = 0) {
    self.limits = limits
    activities = ActivityTally(limit: limits.activityLimit, seed: seed)
    conversations = ConversationTally(limit: limits.conversationLimit, seed: seed)
    facts = FactTable(limit: limits.factLimit, endpointLimit: limits.endpointFactLimit, seed: seed)
    bindings = BindingTable(limit: limits.bindingLimit, seed: seed)
  }

  /// Learns all that a sensor observed.
  public mutating func learn(_ observations: borrowing Observations) {
    for activity in observations.activities { activities.add(activity) }
    for fact in observations.facts { learn(fact) }
    for binding in observations.bindings { learn(binding) }
    for flow in observations.flows { learn(flow) }
  }

  public mutating func learn(_ activity: ActivityObservation) { activities.add(activity) }

  public mutating func learn(_ fact: IdentityFact) {
    guard fact.value != .none else { return }
    makeTrace(fact.endpoint)
    traces[fact.endpoint.index].saw(fact.time, fact.place)
    if !traces[fact.endpoint.index].hasSent && fact.isOfTheSpeaker {
      traces[fact.endpoint.index].hasSent = true
    }
    facts.add(fact, trace: &traces[fact.endpoint.index])
  }

  public mutating func learn(_ binding: AddressBinding) {
    makeTrace(binding.mac)
    makeTrace(binding.address)
    traces[binding.mac.index].saw(binding.time, binding.place)
    traces[binding.address.index].saw(binding.time, binding.place)
    // The address has not: DHCP gives it away before it is used, a proxy answers for whoever is asked for.
    traces[binding.mac.index].hasSent = true
    bindings.add(binding)
  }

  public mutating func learn(_ flow: FlowSummary) {
    conversations.add(flow)
    makeTrace(flow.client)
    makeTrace(flow.server)
    if flow.packetsToServer > 0 {
      traces[flow.client.index].saw(flow.first, flow.place)
      traces[flow.client.index].saw(flow.last, flow.place)
      traces[flow.client.index].asks.insert(flow.name)
      traces[flow.client.index].hasSent = true
    }
    if flow.packetsToClient > 0 {
      traces[flow.server.index].saw(flow.first, flow.place)
      traces[flow.server.index].saw(flow.last, flow.place)
      traces[flow.server.index].hasSent = true
      if flow.state.reach > FlowState.refused.reach { learnService(flow) }
    }
  }

  private mutating func learnService(_ flow: FlowSummary) {
    traces[flow.server.index].serves.insert(flow.name)
    if flow.name.isIndustrial && traces[flow.server.index].servedControlAt == nil {
      traces[flow.server.index].servedControlAt = flow.place
    }
  }

  /// The limits by name, with what was dropped at each, sorted by name.
  public var limitReports: [LimitReport] {
    [
      LimitReport(name: "activityLimit", limit: activities.limit, dropped: activities.dropped),
      LimitReport(name: "bindingLimit", limit: bindings.limit, dropped: bindings.dropped),
      LimitReport(name: "conversationLimit", limit: conversations.limit, dropped: conversations.dropped),
      LimitReport(name: "endpointFactLimit", limit: facts.endpointLimit, dropped: facts.endpointDropped),
      LimitReport(name: "factLimit", limit: facts.limit, dropped: facts.dropped),
    ]
  }

  private mutating func makeTrace(_ endpoint: EndpointID) {
    while traces.count <= endpoint.index { traces.append(EndpointTrace()) }
  }
}

extension IdentityFact {
  /// Told by the endpoint itself: what a name server says of an address, or an engineer of a station that is
  /// to be renamed, proves no host there.
  var isOfTheSpeaker: Bool {
    let text = source.description
    return !text.hasPrefix("dns") && !text.hasPrefix("pn_dcp set")
  }
}
