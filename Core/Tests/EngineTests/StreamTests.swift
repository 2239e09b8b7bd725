import Packets
import Reports
import Streams
import Testing
import Vocabulary

@Suite("TCP streams")
struct StreamTests {
  private static let once = ["read holding-registers 0-1: 1 succeeded"]
  private static let conversation = "10.0.0.2 -> 10.0.0.3:502 modbus"

  @Test("a request and its reply are one activity")
  func inOrder() {
    var wire = Wire()
    wire.shakeHands()
    wire.segment(101, acknowledge: 901, Modbus.read(1))
    wire.segment(fromServer: true, 901, acknowledge: 113, Modbus.values(1))
    wire.segment(113, acknowledge: 914, [.fin, .acknowledge])
    wire.segment(fromServer: true, 914, acknowledge: 114, [.fin, .acknowledge])
    let seen = wire.seen()
    #expect(seen.activities == Self.once)
    #expect(seen.conversations == [Self.conversation + " closed"])
    #expect(seen.packets(.modbus) == 2)
    #expect(seen.report.coverage.gapOctets == 0)
  }

  @Test("a capture may begin in the middle of a connection, and with the reply")
  func midStream() {
    var wire = Wire()
    wire.segment(fromServer: true, 5_000, acknowledge: 700, Modbus.values(9))
    wire.segment(700, acknowledge: 5_013, Modbus.read(10))
    wire.segment(fromServer: true, 5_013, acknowledge: 712, Modbus.values(10))
    let seen = wire.seen()
    #expect(seen.activities == Self.once)
    #expect(seen.messages(.modbus) == 3)
    #expect(seen.conversations == [Self.conversation + " established"])
  }

  @Test("a message comes together wherever it is cut", arguments: 1..<12)
  func cut(_ at: Int) {
    var wire = Wire()
    wire.shakeHands()
    let request = Modbus.read(1)
    wire.segment(101, acknowledge: 901, Array(request[..<at]))
    wire.segment(101 + UInt32(at), acknowledge: 901, Array(request[at...]))
    wire.segment(fromServer: true, 901, acknowledge: 113, Modbus.values(1))
    let seen = wire.seen()
    #expect(seen.activities == Self.once)
    #expect(seen.messages(.modbus) == 2)
  }

  @Test("octet by octet, and in the wrong order")
  func outOfOrder() {
    var wire = Wire()
    wire.shakeHands()
    wire.segment(101, acknowledge: 901, Modbus.read(1))
    let second = Modbus.read(2)
    for at in second.indices.reversed() { wire.segment(113 + UInt32(at), acknowledge: 901, [second[at]]) }
    wire.segment(fromServer: true, 901, acknowledge: 125, Modbus.values(1) + Modbus.values(2))
    let seen = wire.seen()
    #expect(seen.activities == ["read holding-registers 0-1: 2 succeeded"])
    #expect(seen.report.coverage.gapOctets == 0)
    #expect(!seen.findings.contains("conflicting-overlap"))
  }

  @Test("copies count once: a retransmission, a mirrored frame, a keep-alive")
  func copies() {
    var wire = Wire()
    wire.shakeHands()
    for _ in 0..<3 { wire.segment(101, acknowledge: 901, Modbus.read(1)) }
    wire.segment(112, acknowledge: 901, .acknowledge, [2])
    for _ in 0..<2 { wire.segment(fromServer: true, 901, acknowledge: 113, Modbus.values(1)) }
    let seen = wire.seen()
    #expect(seen.activities == Self.once)
    #expect(seen.messages(.modbus) == 2)
    #expect(!seen.findings.contains("conflicting-overlap"))
  }

  @Test("a retransmission that brings new octets behind the old")
  func longerCopy() {
    var wire = Wire()
    wire.shakeHands()
    wire.segment(101, acknowledge: 901, Modbus.read(1))
    wire.segment(101, acknowledge: 901, Modbus.read(1) + Modbus.read(2))
    wire.segment(fromServer: true, 901, acknowledge: 125, Modbus.values(1) + Modbus.values(2))
    #expect(wire.seen().activities == ["read holding-registers 0-1: 2 succeeded"])
  }

  @Test("the first octets win, and a copy that differs is a finding", arguments: [true, false])
  func conflict(_ beforeItsTurn: Bool) {
    var wire = Wire()
    wire.shakeHands()
    if beforeItsTurn {
      // Both wait for the octets before them.
      wire.segment(113, acknowledge: 901, Modbus.write(2, 1))
      wire.segment(113, acknowledge: 901, Modbus.write(2, 99))
      wire.segment(101, acknowledge: 901, Modbus.read(1))
    } else {
      wire.segment(101, acknowledge: 901, Modbus.read(1))
      wire.segment(113, acknowledge: 901, Modbus.write(2, 1))
      wire.segment(113, acknowledge: 901, Modbus.write(2, 99))
    }
    let seen = wire.seen()
    #expect(seen.messages(.modbus) == 2)
    #expect(seen.findings.contains("conflicting-overlap"))
  }

  @Test("octets that the other side acknowledges and nobody saw are a gap; the next message is found again")
  func gap() {
    var wire = Wire()
    wire.shakeHands()
    wire.segment(101, acknowledge: 901, Modbus.read(1))
    wire.segment(fromServer: true, 901, acknowledge: 113, Modbus.values(1))
    // 113 to 124 were lost by the capture; the server has them.
    wire.segment(125, acknowledge: 914, Modbus.read(3))
    wire.segment(fromServer: true, 914, acknowledge: 137, Modbus.values(3))
    let seen = wire.seen()
    #expect(seen.report.coverage.gapOctets == 12)
    #expect(seen.activities == ["read holding-registers 0-1: 2 succeeded"])
  }

  @Test("an unfinished message before a gap is given up, not glued to what follows")
  func gapInMessage() {
    var wire = Wire()
    wire.shakeHands()
    wire.segment(101, acknowledge: 901, Modbus.read(1))
    wire.segment(113, acknowledge: 901, Array(Modbus.write(2, 1)[..<6]))
    wire.segment(125, acknowledge: 901, Modbus.read(3))
    wire.segment(fromServer: true, 901, acknowledge: 137, Modbus.values(1) + Modbus.values(3))
    let seen = wire.seen()
    #expect(seen.report.coverage.gapOctets == 6)
    #expect(seen.activities == ["read holding-registers 0-1: 2 succeeded"])
  }

  @Test("one forged segment from far off changes nothing; a stream that goes on elsewhere is followed")
  func stray() {
    var wire = Wire()
    wire.shakeHands()
    wire.segment(101, acknowledge: 901, Modbus.read(1))
    wire.segment(0x7000_0000, acknowledge: 901, Modbus.write(9, 9))
    wire.segment(113, acknowledge: 901, Modbus.read(2))
    wire.segment(0x6000_0000, acknowledge: 901, Modbus.read(3))
    wire.segment(0x6000_000C, acknowledge: 901, Modbus.read(4))
    let seen = wire.seen()
    #expect(seen.messages(.modbus) == 3)
    #expect(seen.report.coverage.gapOctets == 0)
    // The forged one, and the first of those elsewhere.
    #expect(seen.report.coverage.limits.first { $0.name == "streamWindowLimit" }?.dropped == 2)
  }

  @Test("a keep-alive may carry any octet")
  func keepAlive() {
    var wire = Wire()
    wire.shakeHands()
    wire.segment(101, acknowledge: 901, Modbus.read(1))
    wire.segment(113, acknowledge: 901, [0])
    for octet: UInt8 in 1...5 { wire.segment(113, acknowledge: 901, [octet]) }
    #expect(!wire.seen().findings.contains("conflicting-overlap"))
  }

  @Test("flows have a limit that holds")
  func flowLimit() {
    var table = FlowTable()
    var ended: [Int] = []
    for number in 0..<(FlowTable.flowLimit + 2_000) {
      var packet = Packet()
      packet.layer = .tcp
      packet.source = HostAddress(ipv4: UInt32(number))
      packet.destination = HostAddress(ipv4: .max)
      var fromLow = true
      let key = FlowKey(packet, fromLow: &fromLow)
      ended.removeAll()
      let host = EndpointID(rawValue: 0)
      _ = table.open(
        key, clientIsLow: true, clientIsKnown: true, client: host, server: host,
        time: Timestamp(nanoseconds: Int64(number)), place: PacketPlace(packet: 1), ended: &ended)
      for old in ended { table.close(old) }
    }
    #expect(table.recordCount <= FlowTable.flowLimit + 1)
    #expect(table.evicted > 1_900)
  }

  @Test("a packet that the capture cut short breaks no rule of its protocol")
  func cutShort() {
    var wire = Wire()
    wire.datagram(Modbus.read(1))
    wire.cutShort = 6
    wire.datagram(Modbus.read(2))
    let seen = wire.seen()
    #expect(seen.report.protocols.first { $0.name == .modbus }?.malformed == 0)
    #expect(seen.report.coverage.truncatedPackets == 1)
  }

  @Test("sequence numbers wrap at 32 bits", arguments: [UInt32.max - 20, .max - 6, .max - 1, .max])
  func wrap(_ start: UInt32) {
    var wire = Wire()
    wire.shakeHands(start, start)
    var (sent, answered) = (start &+ 1, start &+ 1)
    for turn in 1...4 {
      wire.segment(sent, acknowledge: answered, Modbus.read(UInt16(turn)))
      sent = sent &+ 12
      wire.segment(fromServer: true, answered, acknowledge: sent, Modbus.values(UInt16(turn)))
      answered = answered &+ 13
    }
    let seen = wire.seen()
    #expect(seen.activities == ["read holding-registers 0-1: 4 succeeded"])
    #expect(seen.report.coverage.gapOctets == 0)
  }

  @Test("ports that are used again begin a new flow of one conversation")
  func reusedPorts() {
    var wire = Wire()
    for start: UInt32 in [100, 70_000, 5] {
      wire.shakeHands(start, start)
      wire.segment(start + 1, acknowledge: start + 1, Modbus.read(1))
      wire.segment(fromServer: true, start + 1, acknowledge: start + 13, Modbus.values(1))
    }
    let seen = wire.seen()
    #expect(seen.activities == ["read holding-registers 0-1: 3 succeeded"])
    #expect(seen.conversations == [Self.conversation + " established"])
    #expect(seen.report.coverage.gapOctets == 0)
  }

  @Test("a connection that is turned away, and one that nobody answers")
  func refused() {
    var wire = Wire()
    wire.segment(100, .syn)
    wire.segment(fromServer: true, 0, acknowledge: 101, [.reset, .acknowledge])
    wire.serverPort = 503
    wire.segment(100, .syn)
    let states = wire.seen().conversations
    #expect(states.contains("10.0.0.2 -> 10.0.0.3:502 unknown refused"))
    #expect(states.contains("10.0.0.2 -> 10.0.0.3:503 unknown unanswered"))
  }

  @Test("the same report with any hash seed", arguments: [1, 0xDEAD_BEEF, UInt64.max])
  func seeds(_ seed: UInt64) {
    var (left, right) = (Wire(), Wire(seed: seed))
    for transaction in 0..<40 as Range<UInt16> {
      left.clientPort = 40_000 + transaction
      right.clientPort = 40_000 + transaction
      left.segment(1, Modbus.read(transaction, at: transaction * 3))
      right.segment(1, Modbus.read(transaction, at: transaction * 3))
    }
    let (one, other) = (left.seen(), right.seen())
    #expect(one.activities == other.activities)
    #expect(one.conversations == other.conversations)
    #expect(one.activities.count == 40)
  }
}
