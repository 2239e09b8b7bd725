import Vocabulary

@testable import Inventory

/// A small plant made by hand: names for endpoints, one packet a second.
struct Scene {
  /// Between two packets.
  var millisecondsApart: Int64 = 1_000
  var endpoints: EndpointTable
  var names: NameTable
  var inventory: Inventory
  private var packet: UInt32 = 0

  init(limits: InventoryLimits = InventoryLimits(), seed: UInt64 = 0) {
    endpoints = EndpointTable(seed: seed)
    names = NameTable(seed: seed)
    inventory = Inventory(limits: limits, seed: seed)
  }

  mutating func endpoint(_ text: String, vlan: UInt16 = 0) -> EndpointID {
    guard let address = HostAddress(text) else { return EndpointID(rawValue: .max) }
    return endpoints.intern(Endpoint(address, vlan: vlan))
  }

  mutating func bind(
    _ mac: String, _ address: String, vlan: UInt16 = 0, source: AddressBinding.Source = .arp
  ) {
    let (time, place) = tick()
    inventory.learn(
      AddressBinding(
        time: time, place: place, mac: endpoint(mac, vlan: vlan), address: endpoint(address, vlan: vlan),
        source: source))
  }

  mutating func tell(
    _ address: String, vlan: UInt16 = 0, _ attribute: IdentityAttribute, _ value: String,
    source: StaticString = "modbus device identification"
  ) {
    let (time, place) = tick()
    inventory.learn(
      IdentityFact(
        time: time, place: place, endpoint: endpoint(address, vlan: vlan), attribute: attribute,
        value: names.intern(value), source: source))
  }

  mutating func flow(
    _ client: String, _ server: String, vlan: UInt16 = 0, clientPort: UInt16 = 50_000, port: UInt16 = 502,
    name: ProtocolName = .modbus, state: FlowState = .established, toServer: UInt64 = 10,
    toClient: UInt64 = 10, at seconds: Int64? = nil
  ) {
    let (time, place) = tick()
    let first = seconds.map { Timestamp(seconds: $0, nanoseconds: 0) } ?? time
    inventory.learn(
      FlowSummary(
        first: first, last: first, place: place, client: endpoint(client, vlan: vlan),
        server: endpoint(server, vlan: vlan), clientPort: clientPort, serverPort: port, transport: .tcp,
        state: state, name: name, isEncrypted: false, packetsToServer: toServer, packetsToClient: toClient,
        octetsToServer: toServer * 60, octetsToClient: toClient * 60, gapOctets: 0))
  }

  mutating func act(
    _ actor: String, _ verb: Verb, _ target: String, _ object: ObjectReference = .none, unit: Int32 = 1,
    outcome: Outcome = .succeeded, name: ProtocolName = .modbus, times: Int = 1
  ) {
    for _ in 0..<times {
      let (time, place) = tick()
      inventory.learn(
        ActivityObservation(
          time: time, place: place, actor: endpoint(actor), target: endpoint(target), unit: unit,
          object: object, verb: verb, outcome: outcome, name: name))
    }
  }

  func book(
    owner: OwnerList = OwnerList(), otNetworks: NetworkList = NetworkList(), vendors: VendorNames = .none
  ) -> AssetBook {
    inventory.assets(
      endpoints: endpoints, names: names, owner: owner, otNetworks: otNetworks, vendors: vendors)
  }

  /// The ids of the asset rows, in the report's order.
  func assetIDs() -> [String] { book().assets.map { $0.id } }

  func asset(_ id: String) -> Asset? { book().assets.first { $0.id == id } }

  /// The activities as `actor verb target unit object count`, in the report's order.
  func activityLines() -> [String] {
    var lines: [String] = []
    let book = book()
    book.forEachActivity(in: inventory.activities) { row in
      let object = row.object.spelled(names).map { String(decoding: $0, as: UTF8.self) } ?? "-"
      let ends = "\(book.id(of: row.actor)) \(row.verb.text) \(book.id(of: row.target))"
      lines.append("\(ends) \(row.unit) \(object) \(row.count)")
    }
    return lines
  }

  private mutating func tick() -> (Timestamp, PacketPlace) {
    packet += 1
    return (
      Timestamp(nanoseconds: Int64(packet) * millisecondsApart * 1_000_000), PacketPlace(packet: packet)
    )
  }
}

extension AssetBook {
  var assets: [Asset] {
    var assets: [Asset] = []
    forEachAsset { assets.append($0) }
    return assets
  }
}

func registers(_ from: UInt32, _ to: UInt32) -> ObjectReference {
  ObjectReference(.holdingRegisters, from: from, to: to)
}
