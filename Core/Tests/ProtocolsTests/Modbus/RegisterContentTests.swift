import Protocols
import Testing
import Vocabulary

@Suite("What registers are filled with")
struct RegisterContentTests {
  private static func carries(_ content: [UInt8]) -> Bool {
    var flow = DissectedFlow(ModbusDissector(), serverPort: ModbusDissector.port)
    let (high, low) = (
      UInt8(truncatingIfNeeded: (content.count + 7) >> 8), UInt8(truncatingIfNeeded: content.count + 7)
    )
    flow.feed(
      .client(
        [0, 1, 0, 0, high, low, 1, 16, 0, 100, 0, UInt8(content.count / 2), UInt8(content.count)] + content))
    #expect(flow.dissection.observations.anomalies.allSatisfy { $0.object.space == .holdingRegisters })
    return !flow.dissection.observations.anomalies.isEmpty
  }

  /// Octets as a cipher gives them.
  private static func varied(_ count: Int) -> [UInt8] {
    var state: UInt32 = 1
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(truncatingIfNeeded: state >> 24)
    }
  }

  @Test("texts and ciphers carry data")
  func data() {
    #expect(Self.carries(Array("GET /stage2 HTTP/1.1\r\nHost: a.example.".utf8)))
    for count in [64, 128, 240] { #expect(Self.carries(Self.varied(count))) }
  }

  @Test("silent: process values, floating point numbers, one value in all registers, short texts")
  func values() {
    #expect(!Self.carries((0..<60).flatMap { [UInt8](arrayLiteral: 0, UInt8($0)) }))
    #expect(!Self.carries((0..<30).flatMap { [0x41, UInt8(0xA0 + $0 % 4), 0, 0] as [UInt8] }))
    #expect(!Self.carries([UInt8](repeating: 0x41, count: 120)))
    #expect(!Self.carries(Array("recipe 12 of may".utf8)))
    #expect(!Self.carries(Array("motor 7".utf8) + [UInt8](repeating: 0, count: 41)))
  }
}
