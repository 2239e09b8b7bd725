import Indicators
import Testing
import Vocabulary

@Suite("Tables of indicators")
struct TableTests {
  @Test("one value a line, its kind by what it looks like, comments passed over")
  func plain() throws {
    let list = try Lists.read(
      """
      \u{FEFF}# a comment, with a comma
      198.51.100.1
      198.51.100.2:8443
      198.51.100.0/24   # why
      2001:db8::1
      evil[.]example, said of it
      *.bad.example;said
      hxxps://x(.)example/a;b,c?d=e
      \(String(repeating: "ab", count: 16))
      \(String(repeating: "ab", count: 20))
      \(String(repeating: "ab", count: 32))
      t13d1516h2_8daaf6152771_e5627efa2ab1

      """)
    #expect(
      list.values == [
        "198.51.100.0/24", "198.51.100.1", "198.51.100.2 port 8443", "2001:db8::1", "bad.example",
        "evil.example", "md5 " + String(repeating: "ab", count: 16),
        "sha1 " + String(repeating: "ab", count: 20),
        "sha256 " + String(repeating: "ab", count: 32), "t13d1516h2_8daaf6152771_e5627efa2ab1", "x.example",
        "x.example/a;b,c?d=e",
      ])
    #expect(list.sources[0].indicators == 11 && list.sources[0].notice == nil)
    let labels = (0..<list.valueCount).map { String(decoding: list.label(of: $0), as: UTF8.self) }
    #expect(labels.filter { !$0.isEmpty } == ["why", "said of it", "said"])
  }

  @Test(
    "brackets that take the meaning from a value, in the first line too",
    arguments: [
      ("[2001:db8::1]", "2001:db8::1"), ("[2001:db8::2]\n198.51.100.1", "2001:db8::2"),
      ("[2001:db8::1]:443, why", "2001:db8::1 port 443"), ("[2001[:]db8[:][:]1]", "2001:db8::1"),
      ("198.51.100[.]4", "198.51.100.4"), ("example[.]com", "example.com"), ("[.]example.com", "example.com"),
      ("(.)example[dot]com", "example.com"), ("hxxp://example[.]com", "example.com"),
      ("hxxp[:]//[2001:db8::1]/", "2001:db8::1"), ("value,type\n[2001:db8::1],ipv6", "2001:db8::1"),
    ])
  func bracketed(_ text: String, _ value: String) throws {
    let list = try Lists.read(text)
    #expect(list.values.contains(value), "\(list.values)")
    #expect(list.sources[0].format == .csv && list.omissions.isEmpty)
  }

  @Test("columns by their names, in any order, with quotes and semicolons")
  func named() throws {
    let list = try Lists.read(
      """
      Description;Type;Value;UUID;valid until;weight
      "a ""quoted""; one";domain;evil.example;u-1;2023-11-14T22:13:20Z;5
      ;x509-fingerprint-sha1;\(String(repeating: "ab", count: 20));;;
      ;;198.51.100.1;;;
      ;email;a@b.example;;;
      """)
    #expect(list.values == ["198.51.100.1", "evil.example", "sha1 " + String(repeating: "ab", count: 20)])
    #expect(String(decoding: list.label(of: 0), as: UTF8.self) == #"a "quoted"; one"#)
    #expect(String(decoding: list.id(of: 0), as: UTF8.self) == "u-1")
    #expect(!list.isListed(name: "evil.example"))
    #expect(list.omissions == ["notOnTheWire": 1])
    #expect(list.sources[0].omissions[0].line == 5)
  }

  @Test("lines that are none are counted, with the first one's place")
  func someWrong() throws {
    let list = try Lists.read("198.51.100.1\nwhat is this\n198.51.100.999\nlocalhost\n")
    #expect(list.values == ["198.51.100.1"])
    #expect(list.omissions == ["noIndicator": 3])
    #expect(
      list.sources[0].notice == """
        list: looks for 1 of the list's indicators; left out: 3: neither address, name, URL, JA4 nor hash \
        (first in line 2)
        """)
  }

  @Test(
    "what is no list is refused by its place",
    arguments: [
      ("", "is empty"), (" \n\n", "is empty"), ("# only\n# comments\n", "holds no indicator"),
      ("!!\n??\n", "line 1: no line holds an address, name, URL, JA4 or hash, nor is it a JSON list"),
      ("type,comment\nip,x\n", "line 1: no column is called 'value'"),
      ("value,ioc\na,b\n", "line 1: two columns"),
      ("value,comment\n\"198.51.100.1,x\n", "line 2, column 1: the quote that opens here is not closed"),
      ("value,valid_from\n198.51.100.1,tomorrow\n", "line 2, column 1: no time"),
      (String(repeating: "a", count: 70_000), "line 1: longer than 65536 octets"),
    ])
  func broken(_ text: String, _ message: String) {
    #expect(Lists.error(text)?.contains(message) == true, "\(Lists.error(text) ?? "read")")
  }

  @Test("no UTF-8, or a zero: line and column")
  func notText() {
    #expect(Lists.error(Array("evil.example\na".utf8) + [0xE9, 0x0A]) == "line 2, column 2: not UTF-8 text")
    #expect(Lists.error([0xFF, 0xFE, 0x61, 0]) == "line 1, column 1: not UTF-8 text")
    #expect(Lists.error(Array("evil.example\n".utf8) + [0]) == "line 2, column 1: not UTF-8 text")
  }

  @Test("every prefix and every changed octet is read or refused")
  func hostile() {
    let text = Array("value;type\n\"hxxp://a[.]b/c\";url\n[2001:db8::1];\n198.51.100.1|1;ip-dst|port\n".utf8)
    for count in text.indices { _ = Lists.error(Array(text[..<count])) }
    for at in text.indices {
      for octet in UInt8.min...UInt8.max {
        var changed = text
        changed[at] = octet
        _ = Lists.error(changed)
      }
    }
  }
}

@Suite("Lists of indicators")
struct IndicatorListTests {
  @Test("a name means those below it, in any case; not those that only end alike")
  func names() throws {
    let list = try Lists.read("evil.example\n")
    for name in ["evil.example", "EVIL.example", "a.b.Evil.Example", "evil.example."] {
      #expect(list.isListed(name: name))
    }
    for name in ["notevil.example", "example", "evil.example.org", "", ".", "evilexample"] {
      #expect(!list.isListed(name: name))
    }
  }

  @Test("the host of a listed page is that host alone, and says less")
  func pages() throws {
    let list = try Lists.read("http://Shared.example:8080/bad?x=1\n")
    #expect(list.match(url: "shared.example/bad?x=1") == .listed(0, isHostOfPage: false))
    #expect(list.match(url: "shared.example/good") == .none)
    #expect(
      list.match(name: Array("shared.example".utf8).span, port: 0, at: Lists.now)
        == .listed(1, isHostOfPage: true))
    #expect(!list.isListed(name: "www.shared.example"))
  }

  @Test("networks of any length, the longest first; an address goes before its network")
  func networks() throws {
    let list = try Lists.read(
      "198.51.0.0/16 # wide\n198.51.100.0/24 # narrow\n198.51.100.7 # one\n2001:db8:1::/48\n")
    func label(_ address: String) -> String? {
      guard let address = HostAddress(address),
        case .listed(let row, _) = list.match(address, port: 0, at: Lists.now)
      else { return nil }
      return String(decoding: list.label(of: row), as: UTF8.self)
    }
    #expect(label("198.51.100.7") == "one")
    #expect(label("198.51.100.255") == "narrow" && label("198.51.101.0") == "wide")
    #expect(label("198.50.255.255") == nil && label("198.52.0.0") == nil)
    #expect(list.isListed("2001:db8:1:ffff::1") && !list.isListed("2001:db8:2::1"))
  }

  @Test("a port that was named must be that of the listed end; a look-up has none")
  func ports() throws {
    let list = try Lists.read("198.51.100.1:443\nevil.example:8443\n")
    #expect(list.isListed("198.51.100.1", port: 443) && !list.isListed("198.51.100.1", port: 80))
    #expect(
      list.isListed(name: "evil.example", port: 8_443) && !list.isListed(name: "evil.example", port: 443))
    #expect(list.isListed(name: "evil.example", port: 0))
  }

  @Test("of several entries of one value the first that is valid counts")
  func validities() throws {
    let list = try Lists.read(
      "value,valid_until,comment\nevil.example,2020-01-01,old\nevil.example,,new\nevil.example,,newer\n")
    guard case .listed(let row, _) = list.match(name: Array("evil.example".utf8).span, port: 0, at: Lists.now)
    else {
      Issue.record("not found")
      return
    }
    #expect(String(decoding: list.label(of: row), as: UTF8.self) == "new")
  }

  @Test("the same value without end costs no time and is counted")
  func sameValue() throws {
    let lines = (1...20_000).map { "198.51.100.1:\($0)" }
    let list = try Lists.read(lines.joined(separator: "\n"))
    #expect(list.valueCount == 17 && list.omissions == ["tooOften": 19_983])
  }

  @Test("agrees with a search through all of the list")
  func naive() throws {
    var generator = SystemRandomNumberGenerator()
    var seen = Set<String>()
    for _ in 0..<500 {
      let octets = (0..<4).map { _ in Int.random(in: 0...3, using: &generator) }
      let bits = Int.random(in: 8...32, using: &generator)
      seen.insert("1\(octets[0]).\(octets[1]).\(octets[2]).\(octets[3])/\(bits)")
    }
    let lines = seen.sorted()
    let list = try Lists.read(lines.joined(separator: "\n"))
    for _ in 0..<2_000 {
      let octets = (0..<4).map { _ in UInt32.random(in: 0...3, using: &generator) }
      let address = (10 + octets[0]) << 24 | octets[1] << 16 | octets[2] << 8 | octets[3]
      let expected = lines.contains { line in
        let parts = line.split(separator: "/")
        guard let network = HostAddress(String(parts[0]))?.ipv4, let bits = UInt32(parts[1]) else {
          return false
        }
        return (network ^ address) >> (32 - bits) == 0
      }
      #expect(list.isListed(HostAddress(ipv4: address).text) == expected)
    }
  }
}
