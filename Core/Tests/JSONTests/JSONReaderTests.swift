import JSON
import Testing

private func read(_ text: String) throws(JSONError) -> JSONValue {
  try JSONReader().read(Array(text.utf8))
}

/// The error that reading `text` gives, nil where it reads.
private func failure(_ text: [UInt8], reader: JSONReader = JSONReader()) -> JSONError? {
  do {
    _ = try reader.read(text)
    return nil
  } catch {
    return error
  }
}

private func failure(_ text: String) -> JSONError? { failure(Array(text.utf8)) }

@Suite("JSON reader")
struct JSONReaderTests {
  @Test("reads every kind of value, in order")
  func values() throws {
    let value = try read(#" {"z": [1, -0.50e+2, "x", true, false, null, [], {}], "a": {"b": "c"}} "#)
    #expect(value.members?.map(\.key) == ["z", "a"])
    #expect(value["z"]?[0]?.integer == 1)
    #expect(value["z"]?[1]?.number?.text == "-0.50e+2")
    #expect(value["z"]?[1]?.integer == nil)
    #expect(value["z"]?[2]?.string == "x")
    #expect(value["z"]?[3]?.bool == true)
    #expect(value["z"]?[4]?.bool == false)
    #expect(value["z"]?[5]?.isNull == true)
    #expect(value["z"]?[6]?.elements == [])
    #expect(value["z"]?[7]?.members == [])
    #expect(value["z"]?[8] == nil)
    #expect(value["a"]?["b"]?.string == "c")
    #expect(value["none"] == nil)
  }

  @Test("reads scalars alone")
  func scalars() throws {
    #expect(try read("0").integer == 0)
    #expect(try read("18446744073709551615").number?.unsigned == .max)
    #expect(try read("\"\"").string == "")
    #expect(try read("\tnull\r\n").isNull)
  }

  @Test("resolves escapes")
  func escapes() throws {
    #expect(
      try read(#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83c\udfed é""#).string == "\"\\/\u{8}\u{C}\n\r\tAé🏭 é")
  }

  @Test(
    "says line and column",
    arguments: [
      ("", 1, 1, .ended), ("[1,\n 2,\n  x]", 3, 3, .unexpected), ("{\"é\":}", 1, 6, .unexpected),
      ("[1,]", 1, 4, .unexpected), ("{\"a\":1,}", 1, 8, .unexpected), ("[1 2]", 1, 4, .unexpected),
      ("{\"a\" 1}", 1, 6, .unexpected), ("{a:1}", 1, 2, .unexpected), ("[1}", 1, 3, .unexpected),
      ("1 2", 1, 3, .trailing), ("[] ]", 1, 4, .trailing), ("// c", 1, 1, .unexpected),
      ("\u{FEFF}1", 1, 1, .unexpected), ("truE", 1, 4, .unexpected), ("[", 1, 2, .ended),
      ("\"a", 1, 3, .ended), ("\"\t\"", 1, 2, .controlCharacter), ("'a'", 1, 1, .unexpected),
      ("NaN", 1, 1, .unexpected),
    ] as [(String, Int, Int, JSONError.Kind)])
  func places(text: String, line: Int, column: Int, kind: JSONError.Kind) {
    let error = failure(text)
    #expect(error?.kind == kind)
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test(
    "refuses numbers that JSON does not have",
    arguments: ["01", "-01", "1.", ".5", "+1", "1e", "1e+", "-", "0x10", "1.5.2", "--1"])
  func numbers(text: String) {
    #expect(failure(text) != nil)
    #expect(failure("[\(text)]") != nil)
  }

  @Test("refuses broken escapes and half surrogate pairs")
  func brokenEscapes() {
    #expect(failure(#""\x""#)?.kind == .invalidEscape)
    #expect(failure(#""\u12G4""#)?.kind == .invalidEscape)
    #expect(failure(#""\ud800""#)?.kind == .loneSurrogate)
    #expect(failure(#""\ud800\u0041""#)?.kind == .loneSurrogate)
    #expect(failure(#""\udc00""#)?.kind == .loneSurrogate)
  }

  @Test(
    "refuses invalid UTF-8",
    arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] as [[UInt8]])
  func invalidUTF8(octets: [UInt8]) {
    #expect(failure([0x22] + octets + [0x22])?.kind == .invalidUTF8)
  }

  @Test("refuses a key twice, spelled in whatever way")
  func duplicates() throws {
    let error = failure(#"{"a":1,"b":{"a":2},"\u0061":3}"#)
    #expect(error?.kind == .duplicateKey("a"))
    #expect(error?.column == 20)
    #expect(error?.description == #"line 1, column 20: the key "a" stands twice in one object"#)
    #expect(try read("{\"\u{E9}\":1,\"e\u{301}\":2}").members?.count == 2)
  }

  @Test("prints no raw text of the input in a message")
  func hostileMessage() {
    let error = failure(#"{"\u001b[2J":1,"\u001b[2J":2}"#)
    #expect(error?.message == #"the key "\u001b[2J" stands twice in one object"#)
  }

  @Test("takes nesting to its limit and no deeper")
  func nesting() {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(failure(nested(JSONReader.nestingLimit)) == nil)
    #expect(failure(nested(JSONReader.nestingLimit + 1))?.kind == .tooDeep(limit: JSONReader.nestingLimit))
    #expect(failure([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))?.column == 65)
  }

  @Test("takes a text to its size limit and no larger")
  func size() {
    let reader = JSONReader(textLimitOctets: 4)
    #expect(failure(Array("true".utf8), reader: reader) == nil)
    #expect(failure(Array("false".utf8), reader: reader)?.kind == .tooLarge(limitOctets: 4))
  }

  @Test("hands over the outermost array and named ones, never what stands under an empty key")
  func handingOver() throws {
    let text = Array(#"[{"": [1], "k": {"": [2], "n": [3]}}, 4]"#.utf8)
    var outermost: [JSONValue] = []
    let rest = try JSONReader().read(text.span, handingOver: [""]) { outermost.append($0.value) }
    #expect(rest == .array([]))
    #expect(outermost.count == 2)
    #expect(outermost.first?[""]?.elements?.map { $0.integer } == [1])
    #expect(outermost.first?["k"]?[""]?.elements?.count == 1)
    var named: [JSONValue] = []
    _ = try JSONReader().read(text.span, handingOver: ["n"]) { named.append($0.value) }
    #expect(named.map { $0.integer } == [3])
  }

  @Test("reads or refuses every prefix and every changed octet, without a crash")
  func mutations() throws {
    let text = Array(#"{"k":[1,-2.5e3,"a\u00e9\ud83c\udfedé",true,false,null,{"x":{}}]}"#.utf8)
    for end in 0..<text.count { #expect(failure(Array(text[..<end])) != nil) }
    for at in text.indices {
      for octet in UInt8.min...UInt8.max {
        var changed = text
        changed[at] = octet
        _ = failure(changed)
      }
    }
    #expect(failure(text) == nil)
  }
}
