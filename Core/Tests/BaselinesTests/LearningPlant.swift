import Baselines
import Vocabulary

/// A small plant that teaches baselines: an HMI polls and writes, an engineer logs in, files are read.
struct LearningPlant {
  var endpoints = EndpointTable()
  var names = NameTable()
  var baselines: Baselines
  private var packet: UInt32 = 0
  /// Monday, 2026-03-02, 06:00.
  static let start = Timestamp(seconds: 1_772_431_200, nanoseconds: 0)

  init(settings: BaselineSettings = BaselineSettings(), seed: UInt64 = 7) {
    baselines = Baselines(settings: settings, seed: seed)
  }

  static func time(_ hour: Int, _ minute: Int = 0) -> Timestamp {
    Timestamp(
      seconds: start.nanoseconds / 1_000_000_000 + Int64(hour * 3_600 + minute * 60), nanoseconds: 0)
  }

  mutating func host(_ number: UInt32) -> EndpointID {
    endpoints.intern(Endpoint(HostAddress(ipv4: 0x0A01_0000 | number)))
  }

  mutating func does(
    _ verb: Verb, _ actor: UInt32, _ target: UInt32, at time: Timestamp,
    object: ObjectReference = .none, deed: Deed = .plain, outcome: Outcome = .succeeded
  ) {
    packet += 1
    baselines.observe(
      ActivityObservation(
        time: time, place: PacketPlace(packet: packet), actor: host(actor), target: host(target),
        object: object, verb: verb, deed: deed, outcome: outcome, name: .modbus),
      endpoints: endpoints, names: names)
  }

  mutating func flows(
    _ client: UInt32, _ server: UInt32, at time: Timestamp, state: FlowState = .closed,
    port: UInt16 = 502, name: ProtocolName = .modbus
  ) {
    flows(from: host(client), to: host(server), at: time, state: state, port: port, name: name)
  }

  mutating func flows(
    from client: EndpointID, to server: EndpointID, at time: Timestamp, state: FlowState = .closed,
    port: UInt16 = 502, name: ProtocolName = .modbus
  ) {
    baselines.observe(
      FlowSummary(
        first: time, last: time, place: PacketPlace(packet: 1), client: client, server: server,
        clientPort: 40_000, serverPort: port, transport: .tcp, state: state, name: name, isEncrypted: false,
        packetsToServer: 3, packetsToClient: 3, octetsToServer: 300, octetsToClient: 300, gapOctets: 0),
      endpoints: endpoints)
  }

  func registers(_ first: UInt32, _ count: UInt32) -> ObjectReference {
    ObjectReference(.holdingRegisters, first: first, count: count)
  }

  mutating func file(_ path: String) -> ObjectReference { ObjectReference(.file, text: names.intern(path)) }

  /// What happens in each hour of a calm plant: 20 controllers are polled.
  mutating func work(hours: Range<Int>) {
    for hour in hours {
      for controller: UInt32 in 10..<30 {
        does(.read, 1, controller, at: Self.time(hour), object: registers(0, 100))
        does(.read, 1, controller, at: Self.time(hour, 1), object: registers(64, 60))
        does(.write, 1, controller, at: Self.time(hour, 2), object: registers(200, 1))
        flows(1, controller, at: Self.time(hour, 3))
      }
      does(.transfer, 2, 3, at: Self.time(hour, 4), object: file("share\\recipes\\\(hour).csv"))
    }
  }

  /// A plant of which everything is live, and when the next hour begins.
  static func live(_ settings: BaselineSettings = BaselineSettings()) -> LearningPlant {
    var plant = LearningPlant(settings: settings)
    plant.work(hours: 0..<30)
    plant.baselines.advance(to: time(30))
    _ = plant.baselines.takeNovelties()
    return plant
  }
}
