public import Vocabulary

/// The assets of one report: which endpoints belong together, and what is known of each asset.
///
/// Every endpoint belongs to a *party*; a party that sent something is an asset. Parties are numbered in the
/// order of their ids, so that a number sorts as its id does. An address that was only asked for, and a group
/// address, is a party without an asset row: conversations and activities name it by the same form of id.
///
/// Source: contracts/activities, "Endpoints and assets".
public struct AssetBook: Sendable {
  let endpoints: EndpointTable
  let names: NameTable
  let owner: OwnerList
  let otNetworks: NetworkList
  let vendors: VendorNames
  let traces: ChunkedArray<EndpointTrace>
  let facts: FactTable
  let bindings: BindingTable
  let parties: PartyTable
  /// By party.
  private(set) var summaries: [PartySummary]
  /// Claims of addresses, sorted by their address endpoint.
  private(set) var claims: [UInt32] = []
  /// Addresses that an endpoint claims, or that are claimed of it, by several hardware addresses.
  private(set) var contested: [EndpointID: [EndpointID]] = [:]
  /// Rows of the report's `assets`.
  public private(set) var count = 0

  init(
    _ inventory: Inventory, endpoints: EndpointTable, names: NameTable, owner: OwnerList,
    otNetworks: NetworkList, vendors: VendorNames
  ) {
    self.endpoints = endpoints
    self.names = names
    self.owner = owner
    self.otNetworks = otNetworks
    self.vendors = vendors
    traces = inventory.traces
    facts = inventory.facts
    bindings = inventory.bindings
    parties = PartyTable(
      endpoints, bindings, addressesOfOneHostLimit: inventory.limits.addressesOfOneHostLimit)
    summaries = [PartySummary](repeating: PartySummary(), count: parties.count)
    sumEndpoints()
    sumActivities(inventory.activities)
    inferRoles()
    let bindings = bindings
    claims = (0..<UInt32(truncatingIfNeeded: bindings.records.count)).map { $0 }
    claims.sort { left, right in
      let (leftClaim, rightClaim) = (bindings.records[Int(left)], bindings.records[Int(right)])
      return (leftClaim.address.rawValue, left) < (rightClaim.address.rawValue, right)
    }
    for conflict in parties.conflicts {
      summaries[party(conflict.address)].hasSent = true
      contested[conflict.address, default: []].append(conflict.address)
      for mac in conflict.macs { contested[mac, default: []].append(conflict.address) }
    }
    count = summaries.reduce(0) { $0 + ($1.isAsset ? 1 : 0) }
  }

  /// Addresses that several hardware addresses claim, sorted by address and VLAN.
  public var conflicts: [BindingConflict] { parties.conflicts }

  /// Hardware addresses that answer ARP for more addresses than one host has; none of those is joined to
  /// them.
  public var proxies: [EndpointID] { parties.proxies }

  /// The id under which the report names an endpoint's asset.
  public func id(of endpoint: EndpointID) -> String {
    var text: [UInt8] = []
    appendID(of: endpoint, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the id's octets, which are ASCII.
  public func appendID(of endpoint: EndpointID, to text: inout [UInt8]) {
    text.append(contentsOf: parties.id(party(endpoint)))
  }

  /// The address and VLAN behind a number.
  public func endpoint(_ id: EndpointID) -> Endpoint { endpoints[id] }

  /// Both endpoints are of one asset.
  public func isSameAsset(_ left: EndpointID, _ right: EndpointID) -> Bool {
    left == right || (party(left) == party(right) && party(left) < parties.count)
  }

  /// The endpoint's party is a row of the report's `assets`.
  public func isAsset(_ endpoint: EndpointID) -> Bool {
    let party = party(endpoint)
    return party < summaries.count && summaries[party].isAsset
  }

  /// What detectors may know of each endpoint's device.
  public var profiles: HostProfiles {
    var profiles: [HostProfile] = []
    profiles.reserveCapacity(endpoints.count)
    for number in 0..<endpoints.count {
      let party = Int(parties.partyOf[number])
      let summary = summaries[party]
      profiles.append(
        HostProfile(
          asset: UInt32(truncatingIfNeeded: party), address: endpoints.at(number).address,
          ownerRoles: summary.roles.owner, statedRoles: summary.roles.stated,
          servingRoles: summary.roles.serving, pollingRoles: summary.roles.polling,
          isInOTNetwork: summary.isInOTNetwork))
    }
    return HostProfiles(profiles)
  }

  /// The endpoint's party, or the number behind the last where it is not of this book.
  func party(_ endpoint: EndpointID) -> Int {
    endpoint.index < parties.partyOf.count ? Int(parties.partyOf[endpoint.index]) : parties.count
  }

  private mutating func sumEndpoints() {
    for number in 0..<endpoints.count {
      let endpoint = endpoints.at(number)
      let party = Int(parties.partyOf[number])
      if number < traces.count { summaries[party].add(traces[number]) }
      if endpoint.address.isUnicast { summaries[party].isHost = true }
      if otNetworks.contains(endpoint.address) { summaries[party].isInOTNetwork = true }
      guard let row = owner.find(endpoint) else { continue }
      for role in owner.assets[row].roles { summaries[party].roles.owner.formUnion(RoleSet(role)) }
    }
  }

  private mutating func sumActivities(_ activities: ActivityTally) {
    for number in 0..<activities.count {
      let record = activities.records[number]
      let (actor, target) = (party(record.key.actor), party(record.key.target))
      guard max(actor, target) < summaries.count else { continue }
      let isSignal = record.key.verb == .signal || record.key.isAnnouncement
      let (asking, serving) = isSignal ? (target, actor) : (actor, target)
      summaries[actor].saw(record)
      if !isSignal && record.outcomes.succeeded &+ record.outcomes.refused > 0 {
        summaries[target].saw(record)
      }
      if summaries[serving].hasSent { summaries[serving].serves.insert(record.key.name) }
      summaries[asking].asks.insert(record.key.name)
      let weight: UInt32 =
        record.isLongRegularRead ? 2 : record.isRegularRead || record.isRegularSignal ? 1 : 0
      guard weight > 0 else { continue }
      let known = summaries[asking].regularReads
      summaries[asking].regularReads = known >= 2 ? 2 : known + weight
      if summaries[asking].polledAt.map({ record.place < $0 }) ?? true {
        summaries[asking].polledAt = record.place
      }
    }
  }

  private mutating func inferRoles() {
    for number in 0..<facts.records.count {
      let fact = facts.records[number].fact
      let party = party(fact.endpoint)
      if party < summaries.count { add(fact, to: &summaries[party].roles) }
    }
    for party in summaries.indices {
      var roles = summaries[party].roles
      roles.serving = RoleInference.roles(serving: summaries[party].serves)
      // A controller that reads another one's values is no panel.
      let isController = roles.serving.union(roles.told).union(roles.worded).intersects(.controlDevices)
      if summaries[party].regularReads >= 2 && !isController { roles.polling = .hmi }
      summaries[party].roles = roles
    }
  }

  private func add(_ fact: IdentityFact, to roles: inout PartyRoles) {
    let text = names.octets(of: fact.value)
    switch fact.attribute {
    case .role:
      if let role = Role(text: names.text(fact.value)) { roles.told.formUnion(RoleSet(role)) }
    case .orderNumber: roles.told.formUnion(RoleWords.roles(ofOrderNumber: text))
    case .model, .software: roles.worded.formUnion(RoleWords.roles(ofModel: text))
    case .operatingSystem: roles.worded.formUnion(RoleWords.roles(ofOperatingSystem: text))
    case .hostname: roles.named.formUnion(RoleWords.roles(ofHostname: text))
    case .vendor, .firmware, .hardware, .serial, .ja4, .certificate, .certificateSHA256: break
    }
  }
}

extension PartySummary {
  var isAsset: Bool { hasSent && isHost }
}

extension Inventory {
  /// What is known now, as a report shows it.
  ///
  /// - Parameter vendors: the registry's names for ``organisationsWanted(_:)``.
  public func assets(
    endpoints: EndpointTable, names: NameTable, owner: OwnerList = OwnerList(),
    otNetworks: NetworkList = NetworkList(), vendors: VendorNames = .none
  ) -> AssetBook {
    AssetBook(
      self, endpoints: endpoints, names: names, owner: owner, otNetworks: otNetworks, vendors: vendors)
  }
}
