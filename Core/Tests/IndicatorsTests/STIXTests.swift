@testable import Indicators
import Testing
import Vocabulary

@Suite("STIX patterns")
struct STIXPatternTests {
  private static let sha256 = String(repeating: "ab", count: 32)
  private static let sha1 = String(repeating: "cd", count: 20)
  private static let md5 = String(repeating: "ef", count: 16)

  @Test(
    "what packets show is looked for",
    arguments: [
      ("[ipv4-addr:value = '198.51.100.7']", ["198.51.100.7"]),
      ("[ipv4-addr:value = '198.51.100.7/32']", ["198.51.100.7"]),
      ("[ipv6-addr:value = '2001:DB8::1']", ["2001:db8::1"]),
      ("[ipv4-addr:value = '198.51.100.0/24']", ["198.51.100.0/24"]),
      ("[ipv4-addr:value ISSUBSET '198.51.100.9/24']", ["198.51.100.0/24"]),
      ("[ipv6-addr:value = '2001:db8:1::/48']", ["2001:db8:1::/48"]),
      ("[domain-name:value = 'Evil.Example.']", ["evil.example"]),
      ("[url:value = 'http://evil.example/']", ["evil.example"]),
      ("[url:value = 'hxxp://evil[.]example:8080/a?b=c#d']", ["evil.example", "evil.example/a?b=c"]),
      ("[file:hashes.'SHA-256' = '\(sha256)']", ["sha256 \(sha256)"]),
      ("[file:hashes.\"x\" = 'y' OR file:hashes.MD5 = '\(md5)']", []),
      ("[file:hashes.MD5 = '\(md5)' OR file:hashes.'SHA-1' = '\(sha1)']", ["md5 \(md5)", "sha1 \(sha1)"]),
      ("[x509-certificate:hashes.'SHA-1' = '\(sha1)']", ["sha1 \(sha1)"]),
      ("[ipv4-addr:value IN ('198.51.100.1', '198.51.100.2')]", ["198.51.100.1", "198.51.100.2"]),
      (
        "[ipv4-addr:value = '198.51.100.1'] OR [domain-name:value = 'evil.example']",
        ["198.51.100.1", "evil.example"]
      ),
      (
        "([ipv4-addr:value = '198.51.100.1' OR (ipv4-addr:value='198.51.100.2')])",
        ["198.51.100.1", "198.51.100.2"]
      ),
      (
        "[network-traffic:dst_ref.value = '198.51.100.1' AND network-traffic:dst_port = 4444]",
        ["198.51.100.1 port 4444"]
      ),
      (
        "[file:hashes.MD5 = '\(md5)' AND file:hashes.'SHA-256' = '\(sha256)' AND "
          + "file:hashes.'SHA-1' = '\(sha1)']",
        ["sha256 \(sha256)"]
      ),
    ])
  func lookedFor(_ pattern: String, _ values: [String]) throws {
    let list = try Lists.read(Lists.bundle([pattern, "[ipv4-addr:value = '203.0.113.200']"]))
    #expect(list.values == (values + ["203.0.113.200"]).sorted())
  }

  @Test(
    "what packets do not show, or not all of it, is left out and counted",
    arguments: [
      ("[file:name = 'a.exe']", "notOnTheWire"),
      ("[windows-registry-key:key = 'HKLM\\\\a']", "notOnTheWire"),
      ("[file:name = 'a.exe' AND file:hashes.MD5 = '\(md5)']", "joinedConditions"),
      ("[ipv4-addr:value = '198.51.100.1' AND domain-name:value = 'evil.example']", "joinedConditions"),
      ("[ipv4-addr:value = '198.51.100.1'] AND [domain-name:value = 'evil.example']", "joinedConditions"),
      (
        "[ipv4-addr:value = '198.51.100.1'] FOLLOWEDBY [ipv4-addr:value = '198.51.100.2']", "joinedConditions"
      ),
      ("[ipv4-addr:value = '198.51.100.1'] REPEATS 5 TIMES WITHIN 60 SECONDS", "joinedConditions"),
      (
        "[ipv4-addr:value = '198.51.100.1'] START t'2020-01-01T00:00:00Z' STOP t'2021-01-01T00:00:00Z'",
        "joinedConditions"
      ),
      ("[ipv4-addr:value != '198.51.100.1']", "otherComparison"),
      ("[domain-name:value LIKE '%.example']", "otherComparison"),
      ("[domain-name:value NOT = 'evil.example']", "otherComparison"),
      ("[EXISTS ipv4-addr:value]", "otherComparison"),
      ("[ipv4-addr:value = '198.51.100.300']", "invalidValue"),
      ("[ipv4-addr:value = '0.0.0.0/0']", "tooWide"),
      ("[ipv4-addr:value = '127.0.0.1']", "noHost"),
      ("[domain-name:value = 'com']", "singleLabel"),
      ("[domain-name:value = 'bücher.example']", "foreignLetters"),
      ("[file:hashes.'SHA-512' = '00']", "otherHash"),
      ("[file:hashes.'SHA-256' = '00']", "invalidValue"),
      ("[network-traffic:dst_port = 4444]", "notOnTheWire"),
      ("[ipv4-addr:value = '198.51.100.1'", "unreadablePattern"),
      ("[ipv4-addr:value = '198.51.100.1", "unreadablePattern"),
      ("[ipv4-addr:value = ]", "unreadablePattern"),
      ("ipv4-addr:value = '198.51.100.1'", "unreadablePattern"),
      ("[]", "unreadablePattern"), ("", "unreadablePattern"), ("[[[[", "unreadablePattern"),
      ("[ipv4-addr:value = '198.51.100.1'] [ipv4-addr:value = '198.51.100.1']", "unreadablePattern"),
      ("[ipv4-addr:value = '198.51.100.1' OR]", "unreadablePattern"),
      ("([ipv4-addr:value = '198.51.100.1']", "unreadablePattern"),
      ("[(ipv4-addr:value = '198.51.100.1'])", "unreadablePattern"),
    ])
  func leftOut(_ pattern: String, _ reason: String) throws {
    let list = try Lists.read(Lists.bundle([pattern, "[ipv4-addr:value = '203.0.113.200']"]))
    #expect(list.values == ["203.0.113.200"])
    #expect(list.omissions == [reason: 1])
    #expect(list.sources[0].notice?.contains("(line 1)") == true)
  }

  @Test("of an OR the terms that packets show remain, and the others are counted")
  func inPart() throws {
    let list = try Lists.read(Lists.bundle(["[file:name = 'a' OR ipv4-addr:value = '198.51.100.1']"]))
    #expect(list.values == ["198.51.100.1"])
    #expect(list.omissions == ["notOnTheWire": 1])
    #expect(list.sources[0].indicators == 1)
  }

  @Test("quotes, strokes and brackets without end neither stop nor slow the reader")
  func pathological() throws {
    let patterns = [
      "[domain-name:value = '" + String(repeating: "\\'", count: 8_000) + "']",
      String(repeating: "(", count: 16_000), String(repeating: "[", count: 16_000),
      "[" + String(repeating: "ipv4-addr:value = '1.2.3.4' AND ", count: 400)
        + "ipv4-addr:value = '1.2.3.4']",
      String(repeating: "'", count: 15_999), "[a:b[" + String(repeating: "x", count: 9_000),
      "[ipv4-addr:value IN (" + String(repeating: "'1.1.1.1',", count: 1_600) + "'1.1.1.1')]",
      String(repeating: "x", count: 100_000),
    ]
    let list = try Lists.read(Lists.bundle(patterns))
    #expect(list.values == ["1.1.1.1"])
    #expect(list.omissions.values.reduce(0, +) == 7)
  }

  @Test("every prefix and every changed octet of a pattern is read or left out")
  func hostile() throws {
    let pattern = Array(
      "([ipv4-addr:value IN ('1.1.1.1','2') OR file:hashes.'SHA-1'='x' AND a:b[*].c!=1] OR [url:value='\\''])"
        .utf8)
    for count in pattern.indices { _ = STIXPattern.read(Array(pattern[..<count])) }
    for at in pattern.indices {
      for octet in UInt8.min...UInt8.max {
        var changed = pattern
        changed[at] = octet
        let meaning = STIXPattern.read(changed)
        #expect(meaning.ports.isEmpty && !(meaning.values.isEmpty && meaning.leftOut.isEmpty))
      }
    }
  }
}

@Suite("STIX bundles")
struct STIXBundleTests {
  @Test("other objects are passed over; the type may stand anywhere")
  func objects() throws {
    let list = try Lists.read(
      """
      {"objects": [{"type": "malware", "id": "malware--1", "name": "x"},
        {"type": "indicator", "pattern": "[ipv4-addr:value = '198.51.100.1']", "id": "indicator--7",
         "description": "said", "valid_from": "2020-01-01T00:00:00Z"}],
       "id": "bundle--1", "type": "bundle"}
      """)
    #expect(list.sources[0].format == .stix)
    #expect(list.values == ["198.51.100.1"])
    #expect(String(decoding: list.id(of: 0), as: UTF8.self) == "indicator--7")
    #expect(String(decoding: list.label(of: 0), as: UTF8.self) == "said")
  }

  @Test(
    "a bundle is known behind members of any form, an envelope of a TAXII server by its objects",
    arguments: [
      #"{"x_a": {"b": [1, {"type": "x"}], "c": "}\"],"}, "type": "bundle", OBJECTS}"#,
      #"{"x_a": "\#(String(repeating: "y", count: 300))", "x_b": [], "x_c": -1.5e3, OBJECTS}"#,
      #"{"type" : "bundle", OBJECTS, "Event": 1}"#, #"{"more":false,OBJECTS}"#,
      #"{"more": true, "next": "a\"b", OBJECTS}"#, "{OBJECTS}",
    ])
  func shapes(_ shape: String) throws {
    let object = #"{"type": "indicator", "pattern": "[ipv4-addr:value = '198.51.100.1']"}"#
    let list = try Lists.read(shape.replacing("OBJECTS", with: #""objects": [\#(object)]"#))
    #expect(list.sources[0].format == .stix && list.values == ["198.51.100.1"])
  }

  @Test("revoked ones and other languages are left out")
  func revoked() throws {
    var list = try Lists.read(
      Lists.bundle(["[ipv4-addr:value = '198.51.100.1']"], more: #", "revoked": true"#))
    #expect(list.isEmpty && list.omissions == ["revoked": 1])
    list = try Lists.read(
      #"{"type":"bundle","objects":[{"type":"indicator","pattern_type":"sigma","pattern":"title: x"}]}"#)
    #expect(list.isEmpty && list.omissions == ["otherPattern": 1])
  }

  @Test("valid from the first moment on, until the last, which does not belong to it")
  func validity() throws {
    let list = try Lists.read(
      Lists.bundle(
        ["[ipv4-addr:value = '198.51.100.1']"], more: #", "valid_until": "2023-11-14T22:13:20+00:00""#))
    func match(_ seconds: Int64) -> IndicatorList.Match {
      list.match(
        HostAddress(ipv4: 0xC633_6401), port: 0, at: Timestamp(seconds: seconds, nanoseconds: 0))
    }
    #expect(match(1_577_836_799) == .outdated)
    #expect(match(1_577_836_800) == .listed(0, isHostOfPage: false))
    #expect(match(1_699_999_999) == .listed(0, isHostOfPage: false))
    #expect(match(1_700_000_000) == .outdated)
  }

  @Test(
    "what is broken is named by its place",
    arguments: [
      (#"{"type": "bundle", "objects": ["#, "line 1, column 32: the text ends before its value is complete"),
      (
        "{\"type\": \"bundle\",\n \"objects\": [7]}",
        "line 2, column 14: an object of the bundle must be a JSON object"
      ),
      (
        #"{"type": "bundle", "objects": [{"type": "indicator", "pattern": 5}]}"#,
        "line 1, column 32: 'pattern' of the indicator must be a text"
      ),
      (
        #"{"type": "bundle", "objects": [{"type": "indicator"}]}"#,
        "line 1, column 32: 'pattern' of the indicator must be there, a text"
      ),
      (
        #"{"type": "bundle", "objects": [{"type": "indicator", "pattern": "", "revoked": 1}]}"#,
        "line 1, column 32: 'revoked' of the indicator must be true or false"
      ),
      (
        #"{"type": "bundle", "objects": [{"type": "indicator", "pattern": "", "valid_from": "soon"}]}"#,
        "line 1, column 32: 'valid_from' of the indicator must be a time"
      ),
      (#"{"type": "bundle", "objects": 5}"#, "'objects' of the bundle must be a list"),
      (#"{"type": "bundle"}"#, "holds no indicator"),
      (#"{"type": "x", "objects": []}"#, "neither a STIX bundle"),
      (#"{}"#, "neither a STIX bundle nor a MISP event"),
    ])
  func broken(_ text: String, _ message: String) {
    #expect(Lists.error(text)?.contains(message) == true, "\(Lists.error(text) ?? "read")")
  }

  @Test("every prefix is refused, every changed octet read or refused")
  func hostile() {
    let text = Array(Lists.bundle(["[ipv4-addr:value = '198.51.100.1']"]).utf8)
    for count in text.indices { #expect(Lists.error(Array(text[..<count])) != nil) }
    for at in text.indices {
      for octet: UInt8 in [0, 0x0A, 0x22, 0x27, 0x2C, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x80, 0xFF] {
        var changed = text
        changed[at] = octet
        _ = Lists.error(changed)
      }
    }
  }

  @Test("brackets without end are refused")
  func deep() {
    let text = #"{"type": "bundle", "objects": ["# + String(repeating: "[", count: 100_000)
    #expect(Lists.error(text)?.contains("nested more than 64 deep") == true)
  }
}
