import Protocols
import Testing
import Vocabulary

@Suite("UMAS")
struct UMASPageTests {
  private static func frame(_ transaction: UInt8, _ text: String) -> [UInt8] {
    let body = wireOctets("00 5A" + text)
    return [0, transaction, 0, 0, 0, UInt8(body.count)] + body
  }

  /// A request with key 1; `text` begins with the function.
  private static func request(_ message: String, _ text: String) -> PageSample {
    PageSample(message, .client(frame(1, "01" + text)))
  }

  static let samples: [PageSample] = [
    request("01 initialise communication", "01 00"),
    PageSample(
      "02 read identity", .client(frame(1, "00 02")),
      .server(
        frame(
          1,
          """
          00 FE 10FF 5A010100 0000 7002 0000 2700 0900 08000000 0000
          0E 31343020435055203331312031 30 01 0101000000001100
          """))),
    request("03 read project information", "03 00"),
    request("04 read controller information", "04"),
    request("06 read memory card information", "06"),
    request("07 read block information", "07 3600"),
    request("0A repeat", "0A 00 54"),
    request("10 take reservation", "10 434C0000 03 455753"),
    request("11 release reservation", "11"),
    request("20 read memory block", "20 00 1300 6400 0000 9C00"),
    request("21 write memory block", "21 00 1300 6400 0000 0200 1234"),
    request("22 read variables", "22 00000000 02 01 3A00 01 0100 05 13 3B00 01 0000 00 0200"),
    request("23 write variables", "23 00000000 01 02 3A00 0100 0400 1234"),
    request("24 read coils and registers", "24 00"),
    request("25 write coils and registers", "25 00"),
    request("26 read data dictionary", "26 0000"),
    request("27 preload data dictionary", "27 00"),
    request("28 read physical address", "28 00"),
    request("29 write physical address", "29 00"),
    request("2A browse events", "2A"),
    request("30 begin program download", "30 0001"),
    request("31 download program block", "31 0001 0700 0200 1234"),
    request("32 end program download", "32 0001 0700"),
    request("33 begin program upload", "33 0001 FB00"),
    request("34 upload program block", "34 0001 0A00"),
    request("35 end program upload", "35 0001 3500"),
    request("36 backup or restore", "36 00"),
    request("37 preload blocks", "37 00"),
    request("39 read ethernet master data", "39 00"),
    request("40 start controller", "40 FF00"),
    request("41 stop controller", "41 FF00"),
    request("50 monitor controller", "50 1500 01 0B"),
    request("58 check controller", "58 07 01800000 0000FB00"),
    request("60 set breakpoint", "60 00"),
    request("6D private message", "6D 00"),
    request("6E enhanced reservation", "6E 00"),
    request("70 read io object", "70 00"),
    request("71 write io object", "71 00"),
    request("73 get module status", "73 00"),
    request("another function, refused or unanswered", "EE"),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("umas", Self.samples) { exchange in
      var flow = ModbusDissectorTests.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange, ModbusDissectorTests.flow)
      HostileInput.everyTruncation(of: sample.exchange, ModbusDissectorTests.flow)
      HostileInput.everyMutation(of: sample.exchange, ModbusDissectorTests.flow)
    }
  }

  private static func told(_ exchange: [WireMessage]) -> DissectedFlow<ModbusDissector> {
    var flow = ModbusDissectorTests.flow()
    flow.feed(exchange)
    flow.finish()
    return flow
  }

  @Test("a reply says how it ended", arguments: [("01 FE", "succeeded"), ("01 FD 81", "refused")])
  func outcomes(reply: String, outcome: String) {
    let flow = Self.told([.client(Self.frame(1, "01 41 FF00")), .server(Self.frame(1, reply))])
    #expect(flow.story == ["setMode - \(outcome)"])
    #expect(flow.activities.first?.deed == .stop)
    #expect(flow.activities.first?.unit == 0)
    #expect(flow.counts(.modbus) == ["function 90": 2])
    #expect(flow.counts(.umas) == ["function 65": 1, reply == "01 FE" ? "response 254" : "response 253": 1])
  }

  @Test("a Modbus exception refuses it too")
  func exception() {
    let flow = Self.told([.client(Self.frame(1, "01 40 FF00")), .server("0001 0000 0003 00 DA 01")])
    #expect(flow.story == ["setMode - refused"])
  }

  @Test("all variables of a request end with its reply")
  func variables() {
    let read = "00 22 00000000 02 01 3A00 01 0100 05 12 3B00 01 0000 00 0200"
    let flow = Self.told([.client(Self.frame(1, read)), .server(Self.frame(1, "00 FE 01 0203"))])
    #expect(Set(flow.story) == ["read block 58 bytes 6 succeeded", "read block 59 bytes 0-3 succeeded"])
  }

  @Test("whoever reserves tells its name")
  func owner() {
    let flow = Self.told([.client(Self.frame(1, "00 10 434C0000 03 455753"))])
    #expect(flow.facts == ["client: hostname EWS"])
  }

  @Test("an unknown function that succeeds, and a keep-alive, are no activities")
  func silent() {
    let unknown = Self.told([.client(Self.frame(1, "00 EE")), .server(Self.frame(1, "00 FE"))])
    #expect(unknown.story.isEmpty)
    #expect(Self.told([.client(Self.frame(1, "00 12"))]).story.isEmpty)
  }
}
