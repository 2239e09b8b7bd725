import Protocols
import Testing
import Vocabulary

extension FINSDissector: StreamDissector, DatagramDissector {}

@Suite("FINS")
struct FINSDissectorTests {
  private static func told(_ exchange: [WireMessage]) -> DissectedFlow<FINSDissector> {
    var flow = FINSPageTests.flow()
    flow.deliver(exchange)
    flow.finish()
    return flow
  }

  @Test(
    "an end code decides the outcome",
    arguments: [
      ("0000", "succeeded"), ("0040", "succeeded"), ("1103", "refused"), ("2002", "refused"),
      ("0001", "failed"), ("0205", "failed"), ("3001", "refused"), ("2202", "refused"),
    ])
  func outcomes(code: String, outcome: String) {
    let flow = Self.told([
      .client("80 00 02 00 C8 00 00 63 00 05 0402"),
      .server("C0 00 02 00 63 00 00 C8 00 05 0402" + code),
    ])
    #expect(flow.story == ["setMode - \(outcome)"])
    #expect(flow.activities.first?.deed == .stop)
    #expect(flow.activities.first?.unit == 200)
    #expect(flow.counts(.omron) == ["command 1026": 2])
  }

  @Test("a response of another service id answers nothing")
  func otherService() {
    let flow = Self.told([
      .client("80 00 02 00 C8 00 00 63 00 05 0402"), .server("C0 00 02 00 63 00 00 C8 00 06 0402 0000"),
    ])
    #expect(flow.story == ["setMode - unanswered"])
  }

  @Test("a command that wants no response is whole in itself")
  func silent() {
    let flow = Self.told([.client("81 00 02 00 C8 00 00 63 00 05 0401 FFFF 04")])
    #expect(flow.story == ["setMode - succeeded"])
    #expect(flow.activities.first?.deed == .start)
  }

  @Test("all objects of one command end with its response")
  func several() {
    let flow = Self.told([
      .client("80 00 02 00 C8 00 00 63 00 05 0104 82 0001 00 B0 0002 00"),
      .server("C0 00 02 00 63 00 00 C8 00 05 0104 0000 82 1234 B0 5678"),
    ])
    #expect(Set(flow.story) == ["read dm words 1 succeeded", "read cio words 2 succeeded"])
  }

  @Test("a command that nobody knows is no activity where it succeeds")
  func unknown() {
    let asked = WireMessage.client("80 00 02 00 C8 00 00 63 00 05 7777")
    let done = Self.told([asked, .server("C0 00 02 00 63 00 00 C8 00 05 7777 0000")])
    #expect(done.story.isEmpty)
    let refused = Self.told([asked, .server("C0 00 02 00 63 00 00 C8 00 05 7777 0401")])
    #expect(refused.story == ["browse - refused"])
  }

  @Test("on TCP the exchange of node addresses is the connection, and an error refuses it")
  func connection() {
    var flow = FINSPageTests.flow()
    flow.feed([
      .client("46494E53 0000000C 00000000 00000000 00000000"),
      .server("46494E53 00000010 00000001 00000000 000000FB 000000C8"),
    ])
    #expect(flow.story == ["connect - succeeded"])
    var refused = FINSPageTests.flow()
    refused.feed([
      .client("46494E53 0000000C 00000000 00000000 00000000"),
      .server("46494E53 00000010 00000001 00000020 00000000 00000000"),
    ])
    #expect(refused.story == ["connect - refused"])
    #expect(refused.counts(.omron).isEmpty)
  }

  @Test("a password that protects a program is named by its length")
  func password() {
    let flow = Self.told([.client("80 00 02 00 C8 00 00 63 00 05 0304 FFFF 00 00000000 FFFFFFFF 41424344")])
    #expect(flow.dissection.observations.anomalies.map(\.kind) == [.secretInClear])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [4])
  }

  @Test("octets that are no FINS are not taken for it")
  func recognition() {
    #expect(FINSDissector.recognise(octets: wireOctets("46494E53 00000014 00000002 00000000")) == .consistent)
    #expect(FINSDissector.recognise(octets: wireOctets("46494E53 00000004 00000002 00000000")) == .no)
    #expect(FINSDissector.recognise(octets: wireOctets("46494E54")) == .no)
    func datagram(_ text: String) -> Recognition {
      FINSDissector.recogniseWithoutHint(datagram: wireOctets(text).span)
    }
    #expect(datagram("80 00 02 00 C8 00 00 63 00 05 0402") == .consistent)
    #expect(datagram("80 01 02 00 C8 00 00 63 00 05 0402") == .no)
    #expect(datagram("80 00 02 00 C8 00 00 63 00 05 7777") == .no)
    #expect(datagram("00 00 02 00 C8 00 00 63 00 05 0402") == .no)
    #expect(datagram("C0 00 02 00 63 00 00 C8 00 05 0402") == .no)
  }
}
