public import Vocabulary

extension AssetBook {
  /// Every asset as the report orders them, by id; each is made when its turn comes.
  public func forEachAsset<Failure: Error>(_ body: (Asset) throws(Failure) -> Void) throws(Failure) {
    for party in summaries.indices where summaries[party].isAsset { try body(asset(party)) }
  }

  /// The asset to which an endpoint belongs, nil where the endpoint is none.
  public func asset(of endpoint: EndpointID) -> Asset? {
    let party = party(endpoint)
    return party < summaries.count && summaries[party].isAsset ? asset(party) : nil
  }

  private func asset(_ party: Int) -> Asset {
    let summary = summaries[party]
    var asset = Asset(
      id: String(decoding: parties.id(party), as: UTF8.self), first: summary.first, last: summary.last)
    var told: [ToldValue] = []
    for member in parties.members(party) {
      addAddress(Int(member), to: &asset)
      collectFacts(of: Int(member), into: &told)
    }
    addOwnersWords(party, to: &asset, &told)
    addRegistryName(party, to: &asset, &told)
    settle(&told, into: &asset)
    addRoles(summary, to: &asset)
    asset.protocolsAsServer = summary.serves.names
    asset.protocolsAsClient = summary.asks.names
    asset.evidence.sort { ($0.attribute, $0.value, $0.source) < ($1.attribute, $1.value, $1.source) }
    return asset
  }

  private func addAddress(_ number: Int, to asset: inout Asset) {
    let endpoint = endpoints.at(number)
    asset.endpoints.append(endpoint)
    switch endpoint.address.kind {
    case .mac:
      let mac = MACAddress(rawValue: endpoint.address.low)
      if asset.macs.last != mac { asset.macs.append(mac) }
    case .ipv4: if asset.ipv4.last != endpoint.address { asset.ipv4.append(endpoint.address) }
    case .ipv6: if asset.ipv6.last != endpoint.address { asset.ipv6.append(endpoint.address) }
    }
    if !asset.vlans.contains(endpoint.vlan) {
      asset.vlans.append(endpoint.vlan)
      asset.vlans.sort()
    }
    if endpoint.address.kind != .mac { addClaims(of: number, endpoint.address, to: &asset) }
    for address in contested[EndpointID(rawValue: UInt32(truncatingIfNeeded: number))] ?? [] {
      asset.contestedAddresses.append(endpoints[address].address)
    }
  }

  /// Who said that the address is the asset's; where it is contested, each hardware address that claims it.
  private func addClaims(of number: Int, _ address: HostAddress, to asset: inout Asset) {
    var low = 0
    var high = claims.count
    while low < high {
      let middle = (low + high) / 2
      if bindings.records[Int(claims[middle])].address.index < number {
        low = middle + 1
      } else {
        high = middle
      }
    }
    while low < claims.count {
      let claim = bindings.records[Int(claims[low])]
      if claim.address.index != number { break }
      let isContested = contested[claim.address] != nil
      let isJoined = party(claim.mac) == party(claim.address)
      if isContested || isJoined {
        asset.evidence.append(
          AttributeEvidence(
            attribute: isContested ? "mac" : address.kind == .ipv4 ? "ipv4" : "ipv6",
            value: isContested ? endpoints[claim.mac].address.text : address.text,
            source: claim.source.text.description, place: claim.place))
      }
      low += 1
    }
  }

  private func collectFacts(of number: Int, into told: inout [ToldValue]) {
    guard number < traces.count else { return }
    var next = Int(traces[number].newestFact)
    while next > 0 && next <= facts.records.count {
      let record = facts.records[next - 1]
      told.append(
        ToldValue(
          attribute: record.fact.attribute, value: names.text(record.fact.value),
          source: record.fact.source.description, place: record.fact.place, time: record.fact.time,
          rank: FactPrecedence(record.fact.source).rawValue * 2))
      next = Int(record.older)
    }
  }

  private func addOwnersWords(_ party: Int, to asset: inout Asset, _ told: inout [ToldValue]) {
    var rows: [Int] = []
    for member in parties.members(party) {
      if let row = owner.find(endpoints.at(Int(member))), !rows.contains(row) { rows.append(row) }
    }
    for row in rows.sorted() {
      let owned = owner.assets[row]
      if asset.location == nil { asset.location = owned.location }
      if asset.level == nil { asset.level = owned.level }
      // The owner knows what a device is called and is; what is inside, the device knows better.
      let words: [(IdentityAttribute, String?, UInt8)] = [
        (.hostname, owned.name, 6), (.vendor, owned.vendor, 6), (.model, owned.model, 6),
        (.orderNumber, owned.orderNumber, 3), (.firmware, owned.firmware, 3), (.serial, owned.serial, 3),
      ]
      for (attribute, value, rank) in words {
        guard let value else { continue }
        told.append(ToldValue(attribute, value, source: "owner", place: nil, asset.first, rank: rank))
      }
      for role in owned.roles {
        told.append(ToldValue(.role, role.text, source: "owner", place: nil, asset.first, rank: 6))
      }
    }
  }

  private func addRegistryName(_ party: Int, to asset: inout Asset, _ told: inout [ToldValue]) {
    for member in parties.members(party) {
      guard let mac = endpoints.at(Int(member)).address.mac, let name = vendors.name(of: mac) else {
        continue
      }
      let place = Int(member) < traces.count ? traces[Int(member)].place : nil
      told.append(ToldValue(.vendor, name, source: "ieee-data", place: place, asset.first, rank: 0))
      return
    }
  }

  /// The best value of each attribute into the asset, all of them into its evidence.
  private func settle(_ told: inout [ToldValue], into asset: inout Asset) {
    told.sort { $0.isBetter(than: $1) }
    for value in told {
      asset.evidence.append(
        AttributeEvidence(
          attribute: value.attribute.text, value: value.value, source: value.source, place: value.place))
      switch value.attribute {
      case .hostname:
        if !asset.hostnames.contains(value.value) { asset.hostnames.append(value.value) }
      case .vendor: asset.vendor = asset.vendor ?? value.value
      case .model: asset.model = asset.model ?? value.value
      case .orderNumber: asset.orderNumber = asset.orderNumber ?? value.value
      case .firmware: asset.firmware = asset.firmware ?? value.value
      case .hardware: asset.hardware = asset.hardware ?? value.value
      case .serial: asset.serial = asset.serial ?? value.value
      case .operatingSystem: asset.operatingSystem = asset.operatingSystem ?? value.value
      case .role, .software, .ja4, .certificate, .certificateSHA256: break
      }
    }
    asset.hostnames.sort()
  }

  private func addRoles(_ summary: PartySummary, to asset: inout Asset) {
    asset.roles = summary.roles.claims
    let grounds: [(RoleSet, String, PacketPlace?)] = [
      (summary.roles.serving, "what it answers", summary.servedControlAt),
      (summary.roles.polling, "what it reads regularly", summary.polledAt),
    ]
    for (roles, source, place) in grounds {
      for role in Role.allCases where roles.contains(role) {
        asset.evidence.append(
          AttributeEvidence(attribute: "role", value: role.text, source: source, place: place))
      }
    }
    let addresses = asset.ipv4 + asset.ipv6
    asset.level = RoleInference.level(
      owned: asset.level, summary.roles, isInOTNetwork: summary.isInOTNetwork,
      networksAreNamed: !otNetworks.isEmpty,
      isOnInternet: !addresses.isEmpty && addresses.allSatisfy { $0.scope == .global })
  }
}

/// One value of one attribute while the best one is looked for.
private struct ToldValue {
  let attribute: IdentityAttribute
  let value: String
  let source: String
  let place: PacketPlace?
  let time: Timestamp
  let rank: UInt8

  init(
    attribute: IdentityAttribute, value: String, source: String, place: PacketPlace?, time: Timestamp,
    rank: UInt8
  ) {
    self.attribute = attribute
    self.value = value
    self.source = source
    self.place = place
    self.time = time
    self.rank = rank
  }

  init(
    _ attribute: IdentityAttribute, _ value: String, source: String, place: PacketPlace?, _ time: Timestamp,
    rank: UInt8
  ) {
    self.init(attribute: attribute, value: value, source: source, place: place, time: time, rank: rank)
  }

  func isBetter(than other: ToldValue) -> Bool {
    if rank != other.rank { return rank > other.rank }
    if time != other.time { return time < other.time }
    return (value, source) < (other.value, other.source)
  }
}
