import Packets
import Reports
import Testing
import Vocabulary

@Suite("Identification")
struct IdentificationTests {
  @Test("one message and the port's hint name a flow")
  func hinted() {
    var wire = Wire()
    wire.segment(101, Modbus.read(1))
    #expect(wire.seen().messages(.modbus) == 1)
  }

  @Test("without a hint two consistent messages do, and the first counts too")
  func unhinted() {
    var wire = Wire()
    wire.serverPort = 7_777
    wire.shakeHands()
    wire.segment(101, acknowledge: 901, Modbus.read(1))
    wire.segment(fromServer: true, 901, acknowledge: 113, Modbus.values(1))
    let seen = wire.seen()
    #expect(seen.messages(.modbus) == 2)
    #expect(seen.packets(.modbus) == 2)
    #expect(seen.activities == ["read holding-registers 0-1: 1 succeeded"])
  }

  @Test("without a hint one message does not")
  func single() {
    var wire = Wire()
    wire.serverPort = 7_777
    wire.shakeHands()
    wire.segment(101, acknowledge: 901, Modbus.read(1))
    let seen = wire.seen()
    #expect(seen.names == [])
    #expect(seen.report.coverage.unknownProtocolPackets == 1)
  }

  @Test("content decides: TLS on EtherNet/IP's port is TLS, text on Modbus's is nothing")
  func content() {
    var wire = Wire()
    wire.serverPort = 44_818
    wire.shakeHands()
    let body: [UInt8] = [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0x13, 1, 1, 0]
    let hello: [UInt8] = [1, 0, 0, UInt8(body.count)] + body
    wire.segment(101, acknowledge: 901, [22, 3, 1, 0, UInt8(hello.count)] + hello)
    let answer: [UInt8] = [2, 0, 0, 38, 3, 3] + [UInt8](repeating: 9, count: 32) + [0, 0x13, 1, 0]
    wire.segment(
      fromServer: true, 901, acknowledge: 101 + UInt32(hello.count) + 5,
      [22, 3, 3, 0, UInt8(answer.count)] + answer)
    wire.serverPort = 502
    wire.clientPort = 50_001
    wire.segment(1, Array("GET / of nothing at all".utf8))
    let seen = wire.seen()
    #expect(!seen.names.contains("enip") && !seen.names.contains("modbus"))
    #expect(seen.names.contains("tls"))
  }

  @Test("datagrams come together from their fragments, in any order")
  func fragments() {
    for pieces in [[0..<8, 8..<16, 16..<20], [16..<20, 8..<16, 0..<8], [8..<16, 0..<8, 0..<8, 16..<20]] {
      var wire = Wire()
      wire.datagram(Modbus.read(1), pieces: pieces)
      #expect(wire.seen().messages(.modbus) == 1, "\(pieces)")
    }
  }

  @Test(
    "frames of every length, and of any octets, are taken", arguments: [0, 1, 13, 14, 15, 33, 34, 41, 60])
  func short(_ count: Int) {
    for octet: UInt8 in [0, 0x45, 0x81, 0x88, 0xFF] {
      for link in [LinkLayer.ethernet, .linuxCooked, .linuxCooked2, .rawIP, .loopback] {
        var wire = Wire()
        wire.take([UInt8](repeating: octet, count: count), link: link)
        #expect(wire.seen().report.coverage.packets == 1)
      }
    }
  }
}
