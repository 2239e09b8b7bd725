import Vocabulary

/// A station that reads a Siemens controller's data blocks in a cycle, and now and then writes a setpoint.
struct S7Poll: Sendable {
  let client: HostID
  let server: HostID
  let slot: UInt8
  let items: [S7Message.Item]
  let interval: Duration
  /// A setpoint is written once in so many cycles; zero for never.
  let writesOnceIn: Int
  var session: S7Session?

  mutating func wake(at now: Timestamp, in network: inout Network) -> Timestamp {
    var time = now
    var current = session ?? S7Session(client, to: server, slot: slot, in: &network, at: &time)
    current.read(items, in: &network, at: &time)
    if writesOnceIn > 0, network.random.happens(onceIn: writesOnceIn) {
      time += network.random.duration(.milliseconds(5), .milliseconds(60))
      let setpoint = network.random.octets(4)
      current.write(S7Message.Item(block: 20, start: 8, count: 4), setpoint, in: &network, at: &time)
    }
    network.settle(&current.connection, at: &time)
    session = current
    return max(time + .milliseconds(1), now + interval + network.random.duration(.zero, .milliseconds(25)))
  }
}

/// A connection with a controller after COTP and the setup of communication.
struct S7Session: Sendable {
  var connection: TCPConnection
  private var reference: UInt16 = 0x0100

  init(
    _ client: HostID, to server: HostID, slot: UInt8, local: UInt8 = 0x01, in network: inout Network,
    at time: inout Timestamp
  ) {
    connection = network.connect(client, to: server, port: 102, at: &time)
    let local16 = UInt16(truncatingIfNeeded: network.random.number(in: 1...0x7FFF))
    network.exchange(
      &connection, S7Message.connection(isConfirm: false, reference: local16, slot: slot, local: local),
      S7Message.connection(isConfirm: true, reference: local16, slot: slot, local: local), at: &time)
    job(S7Message.setup(octetLimit: 480), S7Message.setup(octetLimit: 240), in: &network, at: &time)
  }

  mutating func nextReference() -> UInt16 {
    reference &+= 0x0100
    return reference
  }

  /// A job and its answer with data.
  mutating func job(
    _ parameters: [UInt8], data: [UInt8] = [], _ answer: [UInt8], answerData: [UInt8] = [], error: UInt16 = 0,
    in network: inout Network, at time: inout Timestamp
  ) {
    let reference = nextReference()
    network.exchange(
      &connection, S7Message.message(.job, reference: reference, parameters: parameters, data: data),
      S7Message.message(
        .acknowledgementWithData, reference: reference, parameters: answer, data: answerData, error: error),
      at: &time)
  }

  mutating func read(_ items: [S7Message.Item], in network: inout Network, at time: inout Timestamp) {
    let values = items.map { network.random.octets($0.count) }
    job(
      S7Message.read(items), [0x04, UInt8(truncatingIfNeeded: items.count)],
      answerData: S7Message.values(values), in: &network, at: &time)
  }

  mutating func write(
    _ item: S7Message.Item, _ value: [UInt8], in network: inout Network, at time: inout Timestamp
  ) {
    job(
      S7Message.write([item]), data: S7Message.values([value], returnCode: 0), [0x05, 1], answerData: [0xFF],
      in: &network, at: &time)
  }

  /// A user data request and its answer.
  mutating func userData(
    group: UInt8, subfunction: UInt8, _ data: [UInt8], _ answer: [UInt8], in network: inout Network,
    at time: inout Timestamp
  ) {
    let reference = nextReference()
    network.exchange(
      &connection,
      S7Message.message(
        .userData, reference: reference,
        parameters: S7Message.request(group: group, subfunction: subfunction), data: data),
      S7Message.message(
        .userData, reference: reference,
        parameters: S7Message.response(group: group, subfunction: subfunction, sequence: 1), data: answer),
      at: &time)
  }

  /// Reads order number, versions, names and serial number.
  mutating func identify(_ identity: S7Identity, in network: inout Network, at time: inout Timestamp) {
    for (list, records) in [(0x0011, identity.moduleRecords), (0x001C, identity.componentRecords)] {
      var request: [UInt8] = []
      request.put16(list)
      request.put16(0)
      userData(
        group: 4, subfunction: 1, S7Message.userData(request),
        S7Message.userData(S7Message.statusList(list, index: 0, records: records)), in: &network, at: &time)
    }
  }
}

/// What a Siemens controller says of itself.
struct S7Identity: Sendable {
  let order: String
  let firmware: (UInt16, UInt16)
  let station: String
  let module: String
  let plant: String
  let serial: String
  let type: String

  var moduleRecords: [[UInt8]] {
    [
      S7Message.moduleRecord(index: 1, order: order, version: (1, 0x0001)),
      S7Message.moduleRecord(index: 6, order: order, version: (4, 0x0001)),
      S7Message.moduleRecord(index: 7, order: "", version: firmware),
    ]
  }

  var componentRecords: [[UInt8]] {
    [(1, station), (2, module), (3, plant), (5, serial), (7, type)].map {
      S7Message.componentRecord(index: $0.0, $0.1)
    }
  }

  /// Source: the firmware word is 'V' and the first number, then the second and third.
  static let press = S7Identity(
    order: "6ES7 315-2EH14-0AB0", firmware: (0x5603, 0x0208), station: "PRESS-01", module: "CPU 315-2 PN/DP",
    plant: "HALL-1", serial: "S C-X4U421302009", type: "CPU 315-2 PN/DP")

  static let mill = S7Identity(
    order: "6ES7 214-1AG40-0XB0", firmware: (0x5604, 0x0201), station: "MILL-02",
    module: "CPU 1214C DC/DC/DC",
    plant: "HALL-1", serial: "S C-E8T203812014", type: "CPU 1214C DC/DC/DC")
}
