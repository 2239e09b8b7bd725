import Bytes
import Streams
import Vocabulary

/// What MQTT's packets say: who connects, publishes, subscribes.
extension MQTTDissector {
  // What waits for an answer, apart by kind.
  private static let connectID: UInt64 = 1 << 32
  private static let authenticationID: UInt64 = 2 << 32
  private static func publishID(_ packet: UInt16) -> UInt64 { 3 << 32 | UInt64(packet) }
  private static func subscribeID(_ packet: UInt16, _ ordinal: Int) -> UInt64 {
    4 << 32 | UInt64(ordinal) << 16 | UInt64(packet)
  }

  /// The texts of a connection are its client's, also where the server repeats them.
  private static func client(_ dissection: borrowing Dissection) -> EndpointID {
    dissection.isFromClient ? dissection.sender : dissection.receiver
  }

  mutating func connect(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    let connect = try MQTTConnect(parsing: &reader)
    let flow = flows.position(of: dissection.serial, initial: MQTTFlow())
    flows[flow].version = connect.version
    let client = dissection.clientObject(.clientID, reader.octets.extracting(connect.clientID))
    dissection.request(
      .mqtt, id: Self.connectID, .connect, client, code: UInt32(MQTTType.connect), memory: 1)
    if let user = connect.user {
      let object = dissection.clientObject(.user, reader.octets.extracting(user))
      dissection.request(
        .mqtt, id: Self.authenticationID, .authenticate, object, code: UInt32(MQTTType.connect))
    }
    if let octets = connect.passwordOctets, octets > 0 { dissection.secretInClear(.mqtt, octets: octets) }
  }

  /// Whether a session is present, then the return or reason code: 0 accepts.
  func endConnect(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    dissection.receiverIsClient = true
    try reader.skip(1)
    let outcome: Outcome = try reader.uint8() == 0 ? .succeeded : .refused
    dissection.reply(Self.connectID, outcome)
    dissection.reply(Self.authenticationID, outcome)
  }

  /// Topic, then the packet's number where an answer is wanted.
  func publish(
    _ header: MQTTHeader, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let topic = try MQTTConnect.text(&reader)
    let packet: UInt16? = header.quality > 0 ? try reader.uint16() : nil
    let text = reader.octets.extracting(topic)
    if Sparkplug.isTopic(text) {
      if version(dissection) >= 5 { try MQTTConnect.skipProperties(&reader) }
      return try Sparkplug.dissect(
        text, reader.rest(), of: Self.client(dissection), &dissection)
    }
    let object = dissection.clientObject(.topic, text, of: Self.client(dissection))
    guard let packet else {
      return dissection.activity(.mqtt, .signal, object, code: UInt32(header.type))
    }
    // A server publishes too: that it asks for an answer makes it no client.
    let (senderIsClient, isCopy) = (dissection.senderIsClient, header.flags & 0x08 != 0)
    if isCopy,
      dissection.pending.find(
        serial: dissection.serial, fromLow: (dissection.direction == .toServer) == dissection.clientIsLow,
        id: Self.publishID(packet)) != nil
    {
      return
    }
    dissection.request(
      .mqtt, id: Self.publishID(packet), .signal, object, code: UInt32(header.type))
    dissection.senderIsClient = senderIsClient
  }

  /// The packet's number; of version 5 a reason may follow, from 0x80 on a refusal.
  func endPublish(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    let packet = try reader.uint16()
    let reason = reader.isAtEnd ? 0 : try reader.uint8()
    dissection.reply(Self.publishID(packet), reason < 0x80 ? .succeeded : .refused)
  }

  func subscribe(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    dissection.senderIsClient = true
    let packet = try reader.uint16()
    if version(dissection) >= 5 { try MQTTConnect.skipProperties(&reader) }
    var ordinal = 0
    while !reader.isAtEnd {
      let filter = try MQTTConnect.text(&reader)
      try reader.skip(1)
      guard ordinal < Dissection.objectLimit else {
        dissection.droppedObjects += 1
        continue
      }
      let text = reader.octets.extracting(filter)
      let object = dissection.clientObject(.topic, text)
      dissection.request(
        .mqtt, id: Self.subscribeID(packet, ordinal), Self.asksForAll(text) ? .browse : .read, object,
        deed: .subscribe, code: UInt32(MQTTType.subscribe))
      ordinal &+= 1
    }
  }

  /// The packet's number, then a code for each filter.
  func endSubscribe(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    dissection.receiverIsClient = true
    let packet = try reader.uint16()
    // Where the CONNECT was not seen, properties of version 5 would stand as one code for each octet.
    if version(dissection) >= 5 { try MQTTConnect.skipProperties(&reader) }
    var ordinal = 0
    while !reader.isAtEnd, ordinal < Dissection.objectLimit {
      let code = try reader.uint8()
      dissection.reply(Self.subscribeID(packet, ordinal), code < 0x80 ? .succeeded : .refused)
      ordinal &+= 1
    }
  }

  /// Everything that is published, or what the server says of itself.
  private static func asksForAll(_ filter: Span<UInt8>) -> Bool {
    (filter.count == 1 && filter[0] == UInt8(ascii: "#")) || starts(filter, with: "$SYS/")
  }
}
