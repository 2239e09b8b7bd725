import Testing
import WatchRecords

@Suite("What a watch and a console say to each other")
struct WatchMessageTests {
  private static let messages: [WatchMessage] = [
    .hello(sensor: "line-1", run: 1_772_440_000_000_000_000), .batch(number: 1, lines: Array("{}\n".utf8)),
    .batch(number: .max, lines: []), .acknowledged(number: 0), .acknowledged(number: 7),
  ]

  @Test("comes over as it was said, however the octets are cut", arguments: 1...9)
  func cut(every count: Int) throws {
    let octets = Self.messages.flatMap(\.octets)
    var reader = WatchMessageReader()
    var heard: [WatchMessage] = []
    for start in stride(from: 0, to: octets.count, by: count) {
      reader.append(octets[start..<min(octets.count, start + count)])
      while let message = try reader.next() { heard.append(message) }
    }
    #expect(heard == Self.messages)
  }

  @Test(
    "what is no message is refused",
    arguments: [
      [0, 0, 0, 0], [0, 0, 0, 8, 1, 0, 0, 0, 0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0x40, 0, 1],
      [0, 0, 0, 9, 9, 0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 9, 2, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 9, 1, 0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 10, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0x2F],
      [0, 0, 0, 9, 3, 0x80, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 10, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ] as [[UInt8]])
  func refused(octets: [UInt8]) {
    var reader = WatchMessageReader()
    reader.append(octets)
    #expect(throws: WatchMessageReader.Fault.self) { try reader.next() }
  }

  @Test("no changed octet traps")
  func changed() {
    let octets = Self.messages.flatMap(\.octets)
    for place in octets.indices {
      for bit in 0..<8 {
        var changed = octets
        changed[place] ^= 1 << UInt8(bit)
        var reader = WatchMessageReader()
        reader.append(changed)
        while let _ = try? reader.next() {}
      }
    }
  }
}
