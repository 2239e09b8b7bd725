import Detection
import Vocabulary

/// Hosts, and what they do to each other, in the words of a test.
struct Scene {
  static let second: Int64 = 1_000_000_000

  var detectors: Detectors
  private(set) var hosts: [HostProfile] = []
  private var packets: UInt32 = 0

  init(_ settings: DetectionSettings = DetectionSettings()) {
    detectors = Detectors(settings: settings)
  }

  var findings: [Finding] { detectors.conclude(HostProfiles(hosts)) }

  var kinds: [FindingKind] { findings.map(\.kind) }

  func severity(_ kind: FindingKind) -> Severity? { findings.first { $0.kind == kind }?.severity }

  @discardableResult
  mutating func host(
    _ address: HostAddress? = nil, owner: RoleSet = [], stated: RoleSet = [], serving: RoleSet = [],
    polling: RoleSet = [], isInOTNetwork: Bool = false, asset: UInt32? = nil
  ) -> EndpointID {
    let number = UInt32(hosts.count)
    hosts.append(
      HostProfile(
        asset: asset ?? number, address: address ?? HostAddress(ipv4: 0x0A00_0001 + number),
        ownerRoles: owner,
        statedRoles: stated, servingRoles: serving, pollingRoles: polling, isInOTNetwork: isInOTNetwork))
    return EndpointID(rawValue: number)
  }

  mutating func mac(_ number: UInt64, stated: RoleSet = [], owner: RoleSet = []) -> EndpointID {
    host(HostAddress(mac: MACAddress(rawValue: number)), owner: owner, stated: stated)
  }

  mutating func controller() -> EndpointID { host(serving: .controller) }

  mutating func act(
    _ actor: EndpointID, _ target: EndpointID, _ verb: Verb, _ deed: Deed = .plain,
    _ outcome: Outcome = .succeeded, at seconds: Double = 0, unit: Int32 = -1, code: UInt32 = 0,
    object: ObjectReference = .none, name: ProtocolName = .s7comm
  ) {
    packets += 1
    detectors.observe(
      ActivityObservation(
        time: Self.time(seconds), place: PacketPlace(packet: packets), actor: actor, target: target,
        unit: unit,
        object: object, code: code, verb: verb, deed: deed, outcome: outcome, name: name))
  }

  mutating func flow(
    _ client: EndpointID, _ server: EndpointID, port: UInt16 = 502, _ state: FlowState,
    at seconds: Double = 0,
    name: ProtocolName = .unknown, transport: Transport = .tcp, clientPort: UInt16 = 50_000,
    toServer: UInt64 = 1, toClient: UInt64 = 0
  ) {
    packets += 1
    detectors.observe(
      FlowSummary(
        first: Self.time(seconds), last: Self.time(seconds), place: PacketPlace(packet: packets),
        client: client,
        server: server, clientPort: clientPort, serverPort: port, transport: transport, state: state,
        name: name,
        isEncrypted: false, packetsToServer: toServer, packetsToClient: toClient, octetsToServer: 60,
        octetsToClient: 60, gapOctets: 0))
  }

  mutating func claim(
    _ mac: EndpointID, _ address: EndpointID, at seconds: Double, source: AddressBinding.Source = .arp
  ) {
    packets += 1
    detectors.observe(
      AddressBinding(
        time: Self.time(seconds), place: PacketPlace(packet: packets), mac: mac, address: address,
        source: source
      ))
  }

  mutating func wrong(
    _ kind: Anomaly.Kind, _ source: EndpointID, _ target: EndpointID, name: ProtocolName = .modbus,
    octets: UInt32 = 0, mark: UInt32 = 0
  ) {
    packets += 1
    detectors.observe(
      Anomaly(
        time: Self.time(Double(packets)), place: PacketPlace(packet: packets), source: source, target: target,
        kind: kind, name: name, octets: octets, mark: mark))
  }

  /// The place of the next packet.
  mutating func nextPlace() -> PacketPlace {
    packets += 1
    return PacketPlace(packet: packets)
  }

  static func time(_ seconds: Double) -> Timestamp {
    Timestamp(nanoseconds: 1_700_000_000 * second + Int64(seconds * 1_000_000_000))
  }
}
