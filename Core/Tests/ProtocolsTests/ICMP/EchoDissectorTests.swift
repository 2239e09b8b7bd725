import Protocols
import Testing
import Vocabulary

@Suite("Echo requests and answers")
struct EchoDissectorTests {
  struct Echoes: DatagramDissector {
    var dissector = EchoDissector()
    mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
      dissector.dissect(octets, as: .icmp, &dissection)
    }
  }

  private static func message(_ type: UInt8, _ data: [UInt8], sequence: UInt8 = 1) -> [UInt8] {
    [type, 0, 0, 0, 0, 7, 0, sequence] + data
  }

  private static func kinds(_ messages: [WireMessage]) -> [Anomaly.Kind] {
    var flow = DissectedFlow(Echoes())
    flow.deliver(messages)
    return flow.dissection.observations.anomalies.map(\.kind)
  }

  /// A time of eight octets, four of microseconds, four of zero.
  private static let time: [UInt8] = [0x3C, 0x6A, 0x61, 0x65, 0, 0, 0, 0, 0x7A, 0x51, 0x02, 0, 0, 0, 0, 0]

  static let usual: [[UInt8]] = [
    // Linux: a time, then octets that rise from 0x10.
    time + Array(0x10...0x37), time + Array(0x10...0xFF) + Array(0...0xFF),
    // Windows: the alphabet up to w, again and again.
    (0..<32).map { 0x61 + UInt8($0 % 23) }, (0..<1_400).map { 0x61 + UInt8($0 % 23) },
    // Routers and switches: one octet or two, repeated.
    [UInt8](repeating: 0xAB, count: 72), (0..<36).flatMap { _ in [0xAB, 0xCD] as [UInt8] },
    // A monitor: times and numbers, then zeros.
    time + time + [UInt8](repeating: 0, count: 40), [1, 2, 3, 4], [],
  ]

  @Test("what ping programs send is usual", arguments: usual)
  func pings(_ data: [UInt8]) {
    let exchange: [WireMessage] = [.client(Self.message(8, data)), .server(Self.message(0, data))]
    #expect(Self.kinds(exchange).isEmpty)
  }

  static let carried: [[UInt8]] = [
    Array("shell".utf8) + [UInt8](repeating: 0, count: 783), Array("GET /index.html HTTP/1.1\r\n".utf8),
    (0..<600).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 37 &+ 11) },
  ]

  @Test("words and anything without a pattern are data", arguments: carried)
  func data(_ data: [UInt8]) {
    #expect(Self.kinds([.client(Self.message(8, data))]) == [.echoCarriesData])
  }

  @Test("an answer repeats its request; one that does not is told")
  func differing() {
    let (asked, answered) = (Self.time + Array(0x10...0x37), Self.time + Array(0x11...0x38))
    #expect(
      Self.kinds([.client(Self.message(8, asked)), .server(Self.message(0, answered))])
        == [.echoAnswerDiffers])
    // Another sequence number is another request, and one without a request proves nothing.
    #expect(Self.kinds([.server(Self.message(0, answered, sequence: 9))]).isEmpty)
  }

  @Test("hostile octets never trap, whatever their number")
  func hostile() {
    let message = Self.message(8, Self.carried[0])
    for count in 0..<90 {
      for type in [0, 3, 8, 128, 129, 255] as [UInt8] {
        _ = Self.kinds([.client([type] + message[1...].prefix(count)), .server(Array(message.prefix(count)))])
      }
    }
    for index in 0..<12 {
      for value in HostileInput.mutations(of: message[index]) {
        var altered = message
        altered[index] = value
        _ = Self.kinds([.client(message), .server(altered)])
      }
    }
  }
}
