import Protocols
import Testing
import Vocabulary

@Suite("S7comm-plus")
struct S7commPlusPageTests {
  private typealias M = S7commMessages

  /// A whole message of version 2, its trailer behind it.
  static func message(_ text: String, version: UInt8 = 2, hasMore: Bool = false) -> [UInt8] {
    let body = wireOctets(text)
    return M.data(
      [0x72, version] + M.word(body.count) + body + (hasMore ? [] : [0x72, version, 0, 0]))
  }

  /// A request of session 0x398 with sequence number 7; `set` stands behind the transport flags.
  static func request(_ function: String, _ set: String) -> [UInt8] {
    message("31 0000 \(function) 0000 0007 00000398 34 \(set)")
  }

  static func response(_ function: String, _ set: String) -> [UInt8] {
    message("32 0000 \(function) 0000 0007 34 \(set)")
  }

  private static func sample(_ message: String, _ function: String, _ set: String) -> PageSample {
    PageSample(message, .client(request(function, set)))
  }

  private static func texts(_ identifier: String, _ text: String) -> String {
    identifier + "0015" + M.hexadecimal(String(UnicodeScalar(UInt8(text.utf8.count)))) + M.hexadecimal(text)
  }

  static let samples: [PageSample] = [
    PageSample(
      "04CA create object, a session",
      .client(
        request("04CA", "0000011D 00 04 00 00000000 A1 000000D3 821F 00 00 A3" + texts("8229", "HMI RT"))),
      .server(
        response("04CA", "00 01 8760 A1 00000120 821F 00 00" + texts("823F", "1;6ES7 214-1HE30-0XB0;V2.2")))),
    sample("04CA create object, a block", "04CA", "00000003 00 04 00 00000000 A1 8A0E0005 940E 00 00 A2"),
    sample("04D4 delete object, a block", "04D4", "8A0E0005 00"),
    sample("04F2 set variable, run (3)", "04F2", "00000034 01 9077 00 08 03"),
    sample("04F2 set variable, stop (1)", "04F2", "00000034 01 9077 00 08 01"),
    sample("04F2 set variable, of a data block", "04F2", "8A0E0002 01 9376 00 07 05"),
    sample("04F2 set variable, of another object", "04F2", "0000000C 01 9630 00 03 05"),
    sample("04FC get variable", "04FC", "00000034 01 9077"),
    sample("0506 add link", "0506", "0000000C"),
    sample("051A remove link", "051A", "0000000C"),
    sample("0524 get link", "0524", "0000000C 00"),
    sample(
      "0542 set multiple variables", "0542",
      "00000000 02 0A 00 88D0B88002 02 9376 0A 00 52 03 9D18 05 06 01 00 07 01 02 00 07 02 00"),
    sample("0542 set multiple variables, of a session: challenge", "0542", "00000398 01 01 8230 00 15 00"),
    sample("0542 set multiple variables, of another object", "0542", "0000000C 01 01 9630 00 03 05"),
    sample(
      "054C get multiple variables", "054C",
      "00000000 02 0A 8ACDF1CD66 88D0B88002 02 9376 0A 00 8149 02 880D 8768"),
    sample("054C get multiple variables, of an object", "054C", "000000C9 01 01 880D"),
    sample("056B invoke", "056B", "00000034"),
    sample("057C set variable in a stream", "057C", "8A0E0003 00"),
    sample("0586 get variable in a stream", "0586", "000000C9 20 04 01 880D"),
    sample("0590 get variables' addresses", "0590", "0000000C"),
    sample("04BB explore", "04BB", "0000000C 00 01 01 00 00 00"),
    sample("05B3 begin tls", "05B3", "00000000"),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("s7comm-plus", Self.samples) { S7commMessages.dissected($0) }
  }

  @Test("the samples cut and altered never trap")
  func hostile() {
    for sample in Self.samples {
      HostileInput.everyPrefix(of: sample.exchange, S7commMessages.flow)
      HostileInput.everyTruncation(of: sample.exchange, S7commMessages.flow)
      HostileInput.everyMutation(of: sample.exchange, S7commMessages.flow)
    }
  }

  private static func told(_ exchange: WireMessage...) -> DissectedFlow<ISOTransportDissector> {
    S7commMessages.dissected(exchange)
  }

  @Test(
    "the return value's lowest 16 bits say how a request ended",
    arguments: [
      ("04F2", "00", "succeeded"), ("04F2", "11", "succeeded"), ("04F2", "83FF7E", "refused"),
      ("04B1", "00", "refused"), ("054C", "00", "failed"),
    ])
  func outcomes(function: String, result: String, outcome: String) {
    // 83FF7E is 65,534, which is -2 in 16 bits.
    let stop = Self.request("04F2", "00000034 01 9077 00 08 01")
    let flow = Self.told(.client(stop), .server(Self.response(function, result)))
    #expect(flow.story == ["setMode object 52 attribute 2167 \(outcome)"])
    #expect(flow.activities.first?.deed == .stop)
  }

  @Test(
    "what the execution unit is asked for",
    arguments: [("01", Deed.stop), ("02", .reset), ("03", .start), ("04", .start), ("09", .modeChange)])
  func states(value: String, deed: Deed) {
    let flow = Self.told(.client(Self.request("04F2", "00000034 01 9077 00 08 \(value)")))
    #expect(flow.activities.map(\.deed) == [deed])
  }

  @Test("a short answer ends a request too")
  func shortAnswer() {
    let flow = Self.told(
      .client(Self.request("04F2", "8A0E0002 01 9376 00 07 05")),
      .server(Self.message("02 0000 04F2 0000 0007 74 00 00000000")))
    #expect(flow.story == ["write db2 succeeded"])
  }

  @Test("one item of several may be refused")
  func items() {
    let read = "00000000 02 0A 00 88D0B88002 02 9376 0A 00 88D0B88002 02 9376 0B"
    let second = Self.told(
      .client(Self.request("054C", read)), .server(Self.response("054C", "00 00 02 83FF7E 00")))
    #expect(Set(second.story) == ["read db2 lid 10 succeeded", "read db2 lid 11 refused"])
    let first = Self.told(
      .client(Self.request("054C", read)), .server(Self.response("054C", "00 00 01 83FF7E 00")))
    #expect(Set(first.story) == ["read db2 lid 10 refused", "read db2 lid 11 succeeded"])
  }

  @Test("what a client does to its own session and subscriptions is no activity")
  func housekeeping() {
    for (function, set) in [
      ("04CA", "000003AF 00 04 00 00000000 A1 7FFFC001 8769 00 00 A2"), ("04D4", "00000398 00"),
      ("04D4", "1000006A 00"), ("04F2", "1000006A 01 881D 00 07 00"),
      ("0542", "00000398 01 01 8232 00 17 00"),
      ("0556", "00000000"), ("0560", "00000000"), ("059A", "00000000"), ("0999", "00000000"),
    ] {
      #expect(Self.told(.client(Self.request(function, set))).story.isEmpty, "\(function)")
    }
    let notification = Self.told(.server(Self.message("33 1000006A 0400 0000 0000 02 01 00 00000000")))
    #expect(notification.story.isEmpty)
    #expect(notification.counts(.s7commPlus) == ["unconfirmed 51": 1])
  }

  @Test("parts of a long message are no messages")
  func parts() {
    let first = Self.message(
      "31 0000 054C 0000 0007 00000398 34 00000000 01 05 00 52 02 9D18 05", hasMore: true)
    let second = Self.message("31 0000 04F2 0000 0008 00000398 34 00000034 01 9077 00 08 01")
    let flow = Self.told(.client(first), .client(second), .client(Self.request("04D4", "8A0E0005 00")))
    #expect(flow.story == ["read merkers lid 5 unanswered", "program db5 unanswered"])
    #expect(flow.dissection.messages.packets(.s7commPlus) == 3)
  }

  @Test("version 3 puts a digest before the message")
  func digest() {
    let digest = "20" + String(repeating: "AB", count: 32)
    let body = "31 0000 04D4 0000 0007 00000398 34 8A0E0005 00"
    let flow = Self.told(.client(Self.message(digest + body, version: 3)))
    #expect(flow.story == ["program db5 unanswered"])
    #expect(flow.counts(.s7commPlus) == ["request 1236": 1])
  }

  @Test("a keep-alive is counted")
  func keepAlive() {
    let flow = Self.told(.client(S7commMessages.data([0x72, 0xFE, 0, 2, 0, 0])))
    #expect(flow.counts(.s7commPlus) == ["unconfirmed 254": 1])
  }
}
