import Vocabulary

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
