import Logs
import Testing
import Vocabulary

private func le(_ value: UInt64, _ count: Int) -> [UInt8] { EVTXWriter.octets(value, count) }

@Suite("Files of Windows' event log")
struct EVTXTests {
  typealias Node = EVTXWriter.Node
  typealias Value = EVTXWriter.Value

  private func read(_ octets: [UInt8], _ negatives: EVTXNegatives = .exact) -> (
    texts: [String], faults: [LogError]
  ) {
    var (texts, faults): ([String], [LogError]) = ([], [])
    guard var chunk = try? EVTXChunk(octets) else { return ([], [LogError(.malformed, at: 0)]) }
    while let next = chunk.next(negatives) {
      switch next {
      case .success(let record): texts.append(record.text)
      case .failure(let fault): faults.append(fault)
      }
    }
    return (texts, faults)
  }

  private func text(_ node: Node, _ values: [Value] = [], _ negatives: EVTXNegatives = .exact) -> String {
    var writer = EVTXWriter()
    writer.append(node, values)
    let read = read(writer.wholeChunk(), negatives)
    #expect(read.faults.isEmpty)
    return read.texts.joined()
  }

  private static let guid: [UInt8] = Array(0..<16)
  private static let sid = [1, 2, 0, 0, 0, 0, 0, 5] + le(32, 4) + le(544, 4)
  private static let day = [2026, 3, 1, 2, 10, 5, 6, 789].flatMap { le($0, 2) }

  /// Each as evtxexport prints it, but for numbers below zero.
  static let values: [(UInt8, [UInt8], [String])] = [
    (0x01, EVTXWriter.utf16("a<b\u{0}"), ["a&lt;b"]), (0x02, [0x61, 0xE4, 0x80], ["aä€"]),
    (0x03, [0xFF], ["-1"]),
    (0x04, [0xFF], ["255"]), (0x05, le(0xFFFE, 2), ["-2"]), (0x06, le(65_535, 2), ["65535"]),
    (0x07, le(0xFFFF_FFFD, 4), ["-3"]), (0x08, le(4_000_000_000, 4), ["4000000000"]),
    (0x09, le(UInt64(bitPattern: -4), 8), ["-4"]), (0x09, le(1 << 63, 8), ["-9223372036854775808"]),
    (0x0A, le(1 << 63, 8), ["9223372036854775808"]),
    (0x0B, le(UInt64(Float(1.5).bitPattern), 4), ["1.500000e+000"]),
    (0x0C, le((-2.25).bitPattern, 8), ["-2.250000e+000"]),
    (0x0C, le((1e-10 / 3).bitPattern, 8), ["3.333333e-011"]),
    (0x0C, le(1e200.bitPattern, 8), ["1.000000e+200"]), (0x0C, le(0, 8), ["0.000000e+000"]),
    (0x0D, le(1, 4), ["true"]), (0x0D, le(0, 4), ["false"]), (0x0E, [1, 0xAB, 0xFF], ["01ABFF"]),
    (0x0F, guid, ["{03020100-0504-0706-0809-0A0B0C0D0E0F}"]), (0x10, le(0x1234, 8), ["4660"]),
    (0x11, le(133_000_000_012_345_678, 8), ["2022-06-18T04:26:41.234567800Z"]),
    (0x12, day, ["2026-03-02T10:05:06.789Z"]), (0x13, sid, ["S-1-5-32-544"]),
    (0x14, le(0x1AB, 4), ["0x000001ab"]),
    (0x15, le(0x8020_0000_0000_0000, 8), ["0x8020000000000000"]),
    (0x81, EVTXWriter.utf16("one\u{0}\u{0}three"), ["one", "", "three"]),
    (0x82, Array("a\u{0}b\u{0}".utf8), ["a", "b"]),
    (0x83, [1, 0xFF], ["1", "-1"]), (0x84, [1, 2], ["1", "2"]), (0x86, le(1, 2) + le(2, 2), ["1", "2"]),
    (0x88, le(1, 4) + le(2, 4), ["1", "2"]), (0x8A, le(1, 8) + le(2, 8), ["1", "2"]),
    (0x8D, le(1, 4) + le(0, 4), ["true", "false"]),
    (
      0x8F, guid + guid, ["{03020100-0504-0706-0809-0A0B0C0D0E0F}", "{03020100-0504-0706-0809-0A0B0C0D0E0F}"]
    ),
    (0x92, day + day, ["2026-03-02T10:05:06.789Z", "2026-03-02T10:05:06.789Z"]),
    (0x93, sid + sid, ["S-1-5-32-544", "S-1-5-32-544"]),
    (0x94, le(1, 4) + le(0xABC, 4), ["0x00000001", "0x00000abc"]),
    (0x95, le(1, 8), ["0x0000000000000001"]),
  ]

  @Test("every type of value has its text, an array an element for each entry", arguments: values.indices)
  func types(index: Int) {
    let (type, octets, said) = Self.values[index]
    let node = Node.element("E", [], [.element("D", [], [.substitution(0, optional: true)])])
    let lines = said.map { $0.isEmpty ? "  <D/>\n" : "  <D>\($0)</D>\n" }.joined()
    #expect(text(node, [Value(type: type, octets: octets)]) == "<E>\n" + lines + "</E>\n")
  }

  @Test(
    "numbers below zero can be written as libevtx writes them",
    arguments: [
      (0x03, [0xFF], "-127"), (0x05, le(0xFFFE, 2), "-32766"), (0x07, le(0xFFFF_FFFD, 4), "-2147483645"),
      (0x09, le(UInt64(bitPattern: -4), 8), "-9223372036854775804"), (0x07, le(3, 4), "3"),
    ])
  func negatives(type: UInt8, octets: [UInt8], said: String) {
    let node = Node.element("D", [], [.substitution(0, optional: false)])
    #expect(text(node, [Value(type: type, octets: octets)], .asLibevtx) == "<D>\(said)</D>\n")
  }

  @Test("what is absent is left out, what is empty is not")
  func absent() {
    let node = Node.element(
      "E", [("a", .substitution(0, optional: true)), ("b", .text("k"))],
      [
        .element("A", [], [.substitution(0, optional: true)]),
        .element("B", [("x", .substitution(0, optional: true))], []),
        .element("C", [], [.substitution(1, optional: true)]),
        .element("D", [], [.substitution(0, optional: true), .substitution(2, optional: true)]),
      ])
    let said = text(node, [Value(type: 0), .text(""), .text("v")])
    #expect(said == "<E b=\"k\">\n  <B/>\n  <C/>\n  <D>v</D>\n</E>\n")
  }

  @Test("texts, entities, characters and CDATA are put together and escaped")
  func texts() {
    let node = Node.element(
      "E", [("a", .text("<\"&"))],
      [
        .text("x<"), .entity("amp"), .character(65), .cdata("]]"), .substitution(0, optional: false),
      ])
    #expect(text(node, [.text("ü")]) == "<E a=\"&lt;&quot;&amp;\">x&lt;&amp;A]]ü</E>\n")
  }

  @Test("templates inside values and templates used again are read")
  func nested() {
    let inner = Node.element("I", [("xmlns", .text("in"))], [.substitution(0, optional: true)])
    let node = Node.element("E", [], [.element("U", [], [.substitution(0, optional: true)])])
    var writer = EVTXWriter()
    for word in ["one", "two"] { writer.append(node, [.binary(inner, [.text(word)])]) }
    let read = read(writer.wholeChunk())
    #expect(read.faults.isEmpty)
    #expect(read.texts == ["one", "two"].map { "<E>\n  <U>\n    <I xmlns=\"in\">\($0)</I>\n  </U>\n</E>\n" })
  }

  private static func logins(_ count: Int) -> EVTXWriter {
    var writer = EVTXWriter()
    func data(_ name: String, _ index: Int) -> Node {
      .element("Data", [("Name", .text(name))], [.substitution(index, optional: true)])
    }
    let node = Node.element(
      "Event", [],
      [
        .element(
          "System", [],
          [
            .element("Provider", [("Name", .text("Microsoft-Windows-Security-Auditing"))], []),
            .element("EventID", [], [.substitution(0, optional: true)]),
            .element("TimeCreated", [("SystemTime", .substitution(1, optional: true))], []),
            .element("Computer", [], [.text("hmi1")]),
          ]),
        .element("EventData", [], [data("TargetUserName", 2), data("IpAddress", 3)]),
      ])
    for _ in 0..<count {
      writer.append(
        node,
        [
          Value(type: 6, octets: le(4_625, 2)), Value(type: 17, octets: le(133_000_000_012_345_678, 8)),
          .text("anna"), .text("10.0.0.5"),
        ], key: "login")
    }
    return writer
  }

  @Test("a record is the event that its XML says")
  func event() throws {
    var chunk = try EVTXChunk(Self.logins(1).wholeChunk())
    #expect(chunk.isHeadWhole)
    #expect(chunk.areRecordsWhole)
    let record = try #require(try chunk.next()?.get())
    #expect(try WindowsEvent(record.event).record().said == "login|refused|anna|10.0.0.5|-")
    #expect(try WindowsEvent(parsing: Array(record.text.utf8)[...]) == WindowsEvent(record.event))
    #expect(record.number == 1)
    #expect(chunk.next() == nil)
  }

  @Test("a file's head says where chunks lie, and whether it is whole")
  func head() throws {
    var octets = Self.logins(1).file()
    let file = try EVTXFile(parsing: octets[...])
    #expect((file.firstChunk, file.chunks, file.isDirty, file.isWhole) == (4_096, 1, false, true))
    octets[120] = 1
    #expect(try EVTXFile(parsing: octets[...]).isDirty)
    octets[24] ^= 1
    #expect(try !EVTXFile(parsing: octets[...]).isWhole)
    for end in 0..<128 { #expect(throws: LogError.self) { try EVTXFile(parsing: octets[..<end]) } }
  }

  @Test("a torn record is named, and those behind it are read")
  func torn() {
    let writer = Self.logins(5)
    var octets = writer.wholeChunk()
    let starts = octets.indices.dropLast(4).filter {
      $0 >= 512 && octets[$0..<($0 + 4)].elementsEqual([0x2A, 0x2A, 0, 0])
    }
    #expect(starts.count == 5)
    octets[starts[2] + 4] ^= 0x10
    let read = read(octets)
    #expect(read.texts.count == 4)
    #expect(read.faults == [LogError(.malformed, at: starts[2])])
    let cut = self.read(Array(octets[..<(starts[4] + 30)]))
    #expect(cut.texts.count == 3)
    #expect(cut.faults.last == LogError(.truncated, at: starts[4]))
  }

  @Test("a head that was never brought up to date hides no record")
  func dirty() {
    var octets = Self.logins(3).wholeChunk()
    octets.replaceSubrange(48..<52, with: le(0, 4))
    #expect(read(octets).texts.count == 3)
  }

  @Test("a template that stands for itself, and an array that multiplies, end at their limits")
  func bounded() {
    var writer = EVTXWriter()
    writer.append(.element("E", [], [.substitution(0, optional: true)]), [.text("x")])
    var octets = writer.wholeChunk()
    // The template's beginning becomes an instance of itself.
    let body = 512 + 24 + 4 + 10 + 24 + 4
    octets.replaceSubrange(body..<(body + 10), with: [0x0C, 1] + le(1, 4) + le(UInt64(512 + 24 + 14), 4))
    let read = read(octets)
    #expect(read.texts.isEmpty)
    #expect(read.faults.count == 1)
  }

  @Test("every beginning and every changed octet of a chunk is read or refused")
  func hostile() {
    let writer = Self.logins(2)
    let octets = Array(writer.wholeChunk()[..<writer.chunk.count])
    for end in stride(from: 0, to: octets.count, by: 3) { _ = read(Array(octets[..<end])) }
    for at in 512..<octets.count {
      for value: UInt8 in [0x00, 0x0C, 0x41, 0xFF] {
        var changed = octets
        changed[at] = value
        let read = read(changed)
        #expect(read.texts.count <= 3)
      }
    }
  }
}
