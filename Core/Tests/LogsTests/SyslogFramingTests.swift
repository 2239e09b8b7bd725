import Logs
import Testing

@Suite("Syslog over a stream")
struct SyslogFramingTests {
  private func messages(_ text: String, chunk: Int, limit: Int = 100) -> (said: [String], dropped: Int) {
    var framing = SyslogFraming(octetLimit: limit)
    var said: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      framing.take(rest.prefix(chunk)) { said.append(String(decoding: $0, as: UTF8.self)) }
      #expect(framing.waitingOctets <= limit + 12)
      rest = rest.dropFirst(chunk)
    }
    framing.finish { said.append(String(decoding: $0, as: UTF8.self)) }
    return (said, framing.dropped)
  }

  static let streams: [(String, [String], Int)] = [
    ("6 <13>ab6 <13>cd", ["<13>ab", "<13>cd"], 0),
    ("<13>ab\n<13>cd\n", ["<13>ab", "<13>cd"], 0),
    ("<13>ab\n6 <13>cd<13>ef\n", ["<13>ab", "<13>cd", "<13>ef"], 0),
    ("8 <13>a\nbc\n6 <13>cd", ["<13>a\nbc", "<13>cd"], 0),
    ("<13>last", ["<13>last"], 0),
    ("9 <13>ab", [], 1),
    ("\n\n<13>ab\n\n", ["<13>ab"], 0),
    ("12 angry men\n", ["12 angry men"], 0),
    ("0 <13>ab\n", ["0 <13>ab"], 0),
    ("999999999999 <13>ab\n", ["999999999999 <13>ab"], 0),
    ("", [], 0),
  ]

  @Test("gives the same messages however it is cut", arguments: streams)
  func cut(stream: String, said: [String], dropped: Int) {
    for chunk in 1...20 {
      let read = messages(stream, chunk: chunk)
      #expect(read.said == said, "in chunks of \(chunk)")
      #expect(read.dropped == dropped)
    }
  }

  @Test(
    "what is longer than the limit is dropped, counted, and the next one is whole",
    arguments: [1, 7, 50, 1_000])
  func tooLong(chunk: Int) {
    let long = "<13>" + String(repeating: "x", count: 150)
    let counted = messages("\(long.utf8.count) \(long)6 <13>ab", chunk: chunk)
    #expect(counted.said == ["<13>ab"])
    #expect(counted.dropped == 1)
    let lines = messages("\(long)\n<13>ab\n", chunk: chunk)
    #expect(lines.said == ["<13>ab"])
    #expect(lines.dropped == 1)
    let fits = "<13>" + String(repeating: "x", count: 96)
    #expect(messages("100 \(fits)\(fits)\n", chunk: chunk).said == [fits, fits])
  }

  @Test("random octets are taken in bounded memory")
  func random() {
    var state: UInt64 = 7
    var framing = SyslogFraming(octetLimit: 64)
    for _ in 0..<2_000 {
      var chunk: [UInt8] = []
      for _ in 0..<37 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        chunk.append("0123456789 <>\nab".utf8.map { $0 }[Int(state >> 60)])
      }
      framing.take(chunk[...]) { #expect($0.count <= 64) }
      #expect(framing.waitingOctets <= 64 + 12)
    }
  }
}
