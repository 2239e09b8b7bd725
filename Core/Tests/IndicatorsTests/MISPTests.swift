@testable import Indicators
import Testing
import Vocabulary

@Suite("MISP events")
struct MISPTests {
  private static func event(_ type: String, _ value: String, more: String = #", "to_ids": true"#) -> String {
    #"{"Event": {"info": "about", "Attribute": [{"type": "\#(type)", "value": "\#(value)"\#(more)}]}}"#
  }

  @Test(
    "attributes by their type",
    arguments: [
      ("ip-src", "198.51.100.1", ["198.51.100.1"]), ("ip-dst", "2001:db8::1", ["2001:db8::1"]),
      ("ip-dst", "198.51.100.0/24", ["198.51.100.0/24"]),
      ("ip-dst|port", "198.51.100.1|443", ["198.51.100.1 port 443"]),
      ("domain", "Evil.Example", ["evil.example"]), ("hostname", "a.evil.example", ["a.evil.example"]),
      ("hostname|port", "a.evil.example|8443", ["a.evil.example port 8443"]),
      ("domain|ip", "evil.example|198.51.100.1", ["198.51.100.1", "evil.example"]),
      ("url", "hxxp://evil[.]example/a", ["evil.example", "evil.example/a"]),
      ("md5", String(repeating: "aB", count: 16), ["md5 " + String(repeating: "ab", count: 16)]),
      ("sha1", String(repeating: "ab", count: 20), ["sha1 " + String(repeating: "ab", count: 20)]),
      (
        "filename|sha256", "a|b.exe|" + String(repeating: "ab", count: 32),
        ["sha256 " + String(repeating: "ab", count: 32)]
      ),
      (
        "malware-sample", "a.exe|" + String(repeating: "ab", count: 16),
        ["md5 " + String(repeating: "ab", count: 16)]
      ),
      (
        "x509-fingerprint-sha1", String(repeating: "cd", count: 20),
        ["sha1 " + String(repeating: "cd", count: 20)]
      ),
      ("ja4", "t13d1516h2_8daaf6152771_e5627efa2ab1", ["t13d1516h2_8daaf6152771_e5627efa2ab1"]),
    ])
  func types(_ type: String, _ value: String, _ values: [String]) throws {
    let list = try Lists.read(Self.event(type, value))
    #expect(list.values == values)
    #expect(list.sources[0].format == .misp && list.sources[0].indicators == 1)
    #expect(String(decoding: list.label(of: 0), as: UTF8.self) == "about")
  }

  @Test(
    "what is not meant for detection, or not on the wire, is left out and counted",
    arguments: [
      ("ip-dst", "198.51.100.1", #", "to_ids": false"#, "notForDetection"),
      ("ip-dst", "198.51.100.1", #", "to_ids": "0""#, "notForDetection"),
      ("ip-dst", "198.51.100.1", #", "deleted": true"#, "deleted"),
      ("ip-dst", "evil.example", "", "invalidValue"), ("ip-dst|port", "198.51.100.1|x", "", "invalidValue"),
      ("sha512", "00", "", "otherHash"), ("ssdeep", "3:a:b", "", "otherHash"),
      ("ja3-fingerprint-md5", "00", "", "otherFingerprint"),
      ("jarm-fingerprint", "00", "", "otherFingerprint"),
      ("email-src", "a@b.example", "", "notOnTheWire"), ("filename", "a.exe", "", "notOnTheWire"),
    ])
  func leftOut(_ type: String, _ value: String, _ more: String, _ reason: String) throws {
    let list = try Lists.read(Self.event(type, value, more: more))
    #expect(list.isEmpty && list.omissions == [reason: 1])
  }

  @Test(
    "one event, a list, what a search gives, objects within",
    arguments: [
      #"{"response": [{"Event": {"Attribute": [A], "Object": [{"name": "file", "Attribute": [B]}]}}]}"#,
      #"[{"Event": {"Attribute": [A]}}, {"Event": {"Attribute": [B]}}]"#,
      #"{"response": {"Attribute": [A, B]}}"#, #"{"Event": {"Object": [{"Attribute": [A, B]}]}}"#,
    ])
  func shapes(_ shape: String) throws {
    let text = shape.replacing("A]", with: "A ]").replacing(
      "[A", with: #"[{"type": "ip-dst", "value": "198.51.100.1"}"#
    )
    .replacing("B]", with: #"{"type": "domain", "value": "evil.example"}]"#)
    #expect(try Lists.read(text).values == ["198.51.100.1", "evil.example"])
  }

  @Test("what an event is about is said of its own attributes, in the order it may stand in")
  func labels() throws {
    let list = try Lists.read(
      """
      [{"Event": {"info": "first", "Attribute": [{"type": "ip-dst", "value": "198.51.100.1"}]}},
       {"Event": {"Attribute": [{"type": "ip-dst", "value": "198.51.100.2", "comment": "own", "uuid": "u"}],
                  "info": "x"}},
       {"Event": {"Attribute": [{"type": "ip-dst", "value": "198.51.100.3", "uuid": "v"}], "info": "third"}}]
      """)
    #expect((0..<3).map { String(decoding: list.label(of: $0), as: UTF8.self) } == ["first", "own", "third"])
    #expect((0..<3).map { String(decoding: list.id(of: $0), as: UTF8.self) } == ["", "u", "v"])
  }

  @Test("what no attribute needs to be told is not kept")
  func unused() throws {
    let attribute = #"{"type": "ip-dst", "value": "198.51.100.1", "comment": "own"}"#
    let plain = try Lists.read(#"[{"Event": {"Attribute": [\#(attribute)]}}]"#)
    let list = try Lists.read(
      #"[{"Event": {"info": "x", "Attribute": [\#(attribute)]}}, {"Event": {"info": "y", "Attribute": []}}]"#)
    #expect(list.octets == plain.octets)
  }

  @Test(
    "what is broken is named by its place",
    arguments: [
      (#"{"Event": {"Attribute": [5]}}"#, "line 1, column 26: an attribute must be a JSON object"),
      (
        #"{"Event": {"Attribute": [{"type": "ip-dst"}]}}"#,
        "'type' and 'value' of the attribute must be there"
      ),
      (#"{"Event": {"Attribute": [{"type": 1, "value": "x"}]}}"#, "'type' of the attribute must be a text"),
      (
        #"{"Event": {"Attribute": [{"type": "md5", "value": "x", "to_ids": "maybe"}]}}"#,
        "'to_ids' of the attribute must be true or false"
      ),
      (#"{"Event": {"Attribute": []}}"#, "holds no indicator"),
      (#"["x"]"#, "an event must be a JSON object"), (#"{"a": 1}"#, "neither a STIX bundle nor a MISP event"),
      (
        "{\"Event\":\n {\"a\": \"\u{01}\"}}",
        "line 2, column 9: a control character in a string must be escaped"
      ),
      (#"{"Event": {"a": 1, "a": 2}}"#, "the key \"a\" stands twice in one object"),
    ])
  func broken(_ text: String, _ message: String) {
    #expect(Lists.error(text)?.contains(message) == true, "\(Lists.error(text) ?? "read")")
  }

  @Test("invalid UTF-8, a string of 10 MB and every prefix")
  func hostile() throws {
    let text = Array(Self.event("ip-dst", "198.51.100.1").utf8)
    for count in text.indices { #expect(Lists.error(Array(text[..<count])) != nil) }
    var wrong = text
    wrong[20] = 0xFF
    #expect(Lists.error(wrong)?.contains("not UTF-8") == true)
    let long = try Lists.read(Self.event("ip-dst", String(repeating: "1", count: 10_000_000)))
    #expect(long.omissions == ["tooLong": 1])
  }
}
