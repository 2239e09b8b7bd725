import Protocols
import Testing
import Vocabulary

@Suite("SMB attacks on the service")
struct SMBWormTests {
  private static func anomalies(_ exchange: [WireMessage]) -> [Anomaly.Kind] {
    SMBFileTests.oldFlow(exchange, share: "\\\\pc7\\IPC$").dissection.observations.anomalies.map(\.kind)
  }

  @Test("a large transaction of one kind that another kind continues")
  func mixed() {
    #expect(
      Self.anomalies([
        SMBWire.ntTransaction(id: 65, total: 66_512, function: 0), SMBWire.answer1(0xA0, id: 65),
        SMBWire.secondary(0x33, id: 65, total: 4_096, octets: 4_096, at: 976),
      ]) == [.serviceExploit])
  }

  @Test("a reserved function, a look at pipe 0, raw octets under a transaction's ids")
  func others() {
    #expect(Self.anomalies([SMBWire.ntTransaction(id: 65, total: 4_304, function: 5)]) == [.serviceExploit])
    #expect(
      Self.anomalies([SMBWire.transaction(0x25, id: 65, total: 0, setup: [0x23, 0, 0, 0])]) == [
        .weaknessProbe
      ])
    #expect(
      Self.anomalies(
        [SMBWire.transaction(0x25, id: 7, total: 900, setup: [0x26, 0, 7, 0])]
          + SMBWire.write1(file: 7, id: 7, mode: 0x0C, [1])) == [.serviceExploit])
  }

  @Test("the back door is called by a reserved transaction, and answers under another id")
  func backdoor() {
    let call = SMBWire.transaction(0x32, id: 65, total: 0, setup: [14, 0], parameters: SMBWire.zeros(12))
    let answer = { (id: Int) in SMBWire.answer1(0x32, id: id, status: 0xC000_0002) }
    #expect(Self.anomalies([call, answer(81)]) == [.backdoorCall, .backdoorAnswer])
    #expect(Self.anomalies([call, answer(65)]) == [.backdoorCall])
  }

  @Test("SMB2's mark without a header, compressed messages that reach beyond themselves")
  func later() {
    var flow = SMBDissectorTests.flow()
    flow.feed(.client([0, 0, 0xFF, 0xF7, 0xFE] + Array("SMB".utf8) + SMBWire.zeros(124)))
    #expect(flow.dissection.observations.anomalies.first?.kind == .serviceExploit)
    for (size, offset, isFound) in [(0xFFFF_FFFF, 16, true), (4_096, 0xFFFF_FFFF, true), (4_096, 16, false)] {
      var flow = SMBDissectorTests.flow()
      flow.feed(
        .client(
          SMBWire.frame(
            [0xFC] + Array("SMB".utf8) + SMBWire.little32(size) + [1, 0, 0, 0] + SMBWire.little32(offset)
              + SMBWire.zeros(80))))
      #expect(flow.dissection.observations.anomalies.isEmpty != isFound)
    }
  }

  @Test("silent: transactions in parts, pipes, listings")
  func lookAlikes() {
    #expect(
      Self.anomalies([
        SMBWire.ntTransaction(id: 65, total: 70_000, function: 3), SMBWire.answer1(0xA0, id: 65),
        SMBWire.ask1(
          0xA1, id: 65,
          SMBWire.zeros(3) + SMBWire.little32(0) + SMBWire.little32(70_000) + SMBWire.zeros(8)
            + SMBWire.little32(4_000) + SMBWire.zeros(4) + SMBWire.little32(66_000) + [0, 0, 0]),
        SMBWire.transaction(0x25, id: 66, total: 10, setup: [0x26, 0, 7, 0]),
        SMBWire.secondary(0x26, id: 66, total: 10, octets: 5, at: 5),
        SMBWire.transaction(0x32, id: 67, total: 0, setup: [1, 0], parameters: SMBWire.zeros(16)),
      ]) == [])
  }
}
