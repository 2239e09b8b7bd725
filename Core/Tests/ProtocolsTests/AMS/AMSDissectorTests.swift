import Protocols
import Streams
import Testing
import Vocabulary

@Suite("AMS requests and responses")
struct AMSDissectorTests {
  typealias Wire = AMSWire

  /// A read, a write that is refused by its result, a stop that the router refuses, a notification.
  static let exchange: [WireMessage] = [
    Wire.read(0x4020), Wire.response(2, [0, 0, 0, 0] + Wire.number(4) + [1, 2, 3, 4]),
    Wire.write(0x4020, 100, invoke: 2), Wire.response(3, invoke: 2, Wire.number(0x703)),
    Wire.control(6), Wire.response(5, error: 6, []), Wire.notification(),
  ]

  @Test("a response ends its request; its error or its result refuses")
  func pairs() {
    var flow = Wire.flow()
    flow.feed(Self.exchange)
    flow.finish()
    #expect(
      flow.story == [
        "read port 851 group 0x4020 offset 0-3 succeeded",
        "write port 851 group 0x4020 offset 100-103 refused",
        "setMode port 851 refused", "signal port 851 succeeded",
      ])
    #expect(flow.activities.map(\.isFromClient) == [true, true, true, false])
    #expect(flow.activities.map(\.packet) == [1, 3, 5, 7])
    #expect(flow.counts(.ams) == ["command 2": 2, "command 3": 2, "command 5": 2, "command 8": 1])
    #expect(flow.dissection.messages.packets(.ams) == 7)
    #expect(flow.malformed(.ams) == 0)
  }

  @Test("a response of another command ends its request as failed, one to another port ends nothing")
  func strangeResponses() {
    var flow = Wire.flow()
    flow.feed([Wire.read(0x4020), Wire.response(2, invoke: 9)])
    #expect(flow.story == [])
    flow.feed(Wire.response(3))
    #expect(flow.story == ["read port 851 group 0x4020 offset 0-3 failed"])
  }

  @Test(
    "what a state asks for",
    arguments: [
      (2, 851, Deed.reset), (2, 10_000, .restart), (4, 851, .start), (5, 851, .start), (6, 851, .stop),
      (12, 10_000, .stop), (15, 10_000, .modeChange), (16, 10_000, .modeChange),
    ])
  func states(_ state: Int, _ port: Int, _ deed: Deed) {
    var flow = Wire.flow()
    flow.feed([Wire.control(state, port: port), Wire.response(5, port: port)])
    #expect(flow.activities.map(\.deed) == [deed])
    #expect(flow.story == ["setMode port \(port) succeeded"])
  }

  @Test(
    "what services behind an index group do",
    arguments: [
      (Wire.readWrite(120, 0x11, Wire.text("a")), Deed.fileRead),
      (Wire.readWrite(120, 0x12, Wire.text("a")), .fileWrite),
      (Wire.write(123, 7), .fileWrite), (Wire.read(122, 7), .fileRead),
      (Wire.readWrite(131, 0, Wire.text("a")), .fileWrite),
      (Wire.write(400, 1), .clock), (Wire.write(200), .parameter), (Wire.write(500), .call),
      (Wire.write(600), .readdress),
      (Wire.write(801), .route), (Wire.write(802), .route),
    ])
  func systemServices(_ message: WireMessage, _ deed: Deed) {
    var flow = Wire.flow()
    // The target's port stands behind its network id.
    var atSystem = message
    atSystem.octets.replaceSubrange(12..<14, with: Wire.short(10_000))
    flow.feed(atSystem)
    flow.finish()
    #expect(flow.activities.map(\.deed) == [deed])
  }

  @Test("a handle that is given back is no activity")
  func housekeeping() {
    var flow = Wire.flow()
    flow.feed([Wire.write(0xF006), Wire.readWrite(121, 7, port: 10_000), Wire.request(7, Wire.number(3))])
    flow.finish()
    #expect(flow.story == [])
    #expect(flow.dissection.senderIsClient)
  }

  @Test("each entry of a sum command ends by its own result")
  func sums() {
    let entries = Wire.access(0x4020, 0, 2) + Wire.access(0x4020, 8, 4)
    var flow = Wire.flow()
    flow.feed([
      Wire.readWrite(0xF081, 2, read: 8, entries + [1, 0, 2, 0, 0, 0]),
      Wire.response(9, Wire.number(0) + Wire.number(8) + Wire.number(0) + Wire.number(0x703)),
      Wire.readWrite(0xF083, 2, read: 20, entries),
      Wire.response(
        9,
        Wire.number(0) + Wire.number(20) + Wire.number(0x703) + Wire.number(0) + Wire.number(0)
          + Wire.number(4)
          + [1, 2, 3, 4]),
    ])
    #expect(
      flow.story == [
        "write port 851 group 0x4020 offset 0-1 succeeded", "write port 851 group 0x4020 offset 8-11 refused",
        "read port 851 group 0x4020 offset 0-1 refused", "read port 851 group 0x4020 offset 8-11 succeeded",
      ])
  }

  @Test("a sum command of more entries than the limit counts the rest as dropped")
  func sumLimit() {
    let limit = Dissection.objectLimit
    for (count, dropped) in [(limit, 0), (limit + 1, 1)] {
      var flow = Wire.flow()
      flow.feed(Wire.readWrite(0xF080, count, (0..<count).flatMap { Wire.access(0x4020, $0, 1) }))
      flow.finish()
      #expect(flow.story.count == limit)
      #expect(flow.dissection.droppedObjects == dropped)
    }
  }

  @Test("octets behind the limit of a message are skipped, and the next message is found")
  func large() {
    let blob = [UInt8](repeating: 0, count: 100_000)
    let write = Wire.write(0x4020, 0, blob)
    var flow = Wire.flow()
    flow.feed(.client(Array(write.octets.prefix(20_000))))
    #expect(flow.waitingOctets(.toServer) == 0)
    flow.feed(.client(Array(write.octets.dropFirst(20_000)) + Wire.control(5).octets))
    flow.finish()
    #expect(
      flow.story == ["write port 851 group 0x4020 offset 0-99999 unanswered", "setMode port 851 unanswered"])
    #expect(flow.malformed(.ams) == 0)
  }

  @Test("AMS in an Ethernet frame is told from EtherCAT by the frame's type")
  func frames() {
    let message = Array(Wire.read(0x4020).octets.dropFirst(6))
    var flow = Wire.flow()
    flow.arrive(.toServer, .ethernet)
    let isAMS = [UInt8(0x10), 0x20].map { type in
      flow.dissector.dissect(frame: ([UInt8(message.count), type] + message).span, &flow.dissection)
    }
    #expect(isAMS == [false, true])
    flow.finish()
    #expect(flow.story == ["read port 851 group 0x4020 offset 0-3 unanswered"])
  }

  @Test("messages that share a segment, and messages that are spread over several")
  func segments() {
    HostileInput.everyPrefix(of: Self.exchange, Wire.flow)
    var flow = Wire.flow()
    flow.feed(.client(Self.exchange[0].octets + Self.exchange[2].octets))
    flow.feed(.server(Self.exchange[1].octets + Self.exchange[3].octets))
    #expect(flow.story.count == 2)
  }

  @Test("hostile octets never trap")
  func hostile() {
    HostileInput.everyTruncation(of: Self.exchange, Wire.flow)
    HostileInput.everyMutation(of: Self.exchange, Wire.flow)
  }

  @Test("a length that does not agree with the other is no message")
  func lost() {
    var octets = Self.exchange[0].octets
    octets[26] = 13
    var flow = Wire.flow()
    flow.feed(.client(octets))
    #expect(flow.losses == 1)
    #expect(flow.malformed(.ams) == 1)
    #expect(AMSDissector.recognise(octets: octets) == .no)
  }

  @Test("recognises a message by both its lengths, and waits for 38 octets")
  func recognition() {
    let octets = Self.exchange[0].octets
    #expect(AMSDissector.recognise(octets: octets) == .consistent)
    #expect(AMSDissector.recognise(octets: Array(octets.prefix(37))) == .undecided)
    #expect(AMSDissector.recognise(octets: [0, 0, 5, 0, 0, 0]) == .no)
  }
}
