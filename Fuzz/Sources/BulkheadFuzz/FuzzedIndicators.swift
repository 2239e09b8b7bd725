import Indicators
import Vocabulary

/// Lists of indicators in each of their forms, and what they are asked.
enum FuzzedIndicators {
  /// One of each form, and what the other targets put into them.
  static let seeds: [[UInt8]] = [
    #"""
    {"type":"bundle","objects":[{"type":"indicator","id":"indicator--1","pattern_type":"stix","revoked":false,
    "pattern":"[ipv4-addr:value = '198.51.100.7'] OR [domain-name:value IN ('a.example','b.example')]",
    "valid_from":"2020-01-01T00:00:00.5Z","valid_until":"2030-01-01T00:00:00+01:00","name":"n"}]}
    """#,
    #"""
    {"response":[{"Event":{"info":"about","Attribute":[{"type":"ip-dst|port","value":"198.51.100.7|443",
    "to_ids":true,"comment":"c","uuid":"u"}],"Object":[{"Attribute":[{"type":"domain|ip",
    "value":"evil.example|198.51.100.8","to_ids":"1","deleted":false}]}]}}]}
    """#,
    "value;type;description;id;valid_from\n\"hxxp://a[.]example/x\";url;\"a \"\"b\"\"\";7;2020-01-01\n",
    "# list\n198.51.100.0/24 # why\n2001:db8::1\n[2001:db8::2]\nevil[.]example,said\n1.2.3.4:80\n",
    "[file:hashes.'SHA-1' = 'x' AND (network-traffic:dst_port = 1 OR EXISTS a:b)] WITHIN 5 SECONDS",
    "filename|sha256\na|9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ].map { Array($0.utf8) }

  /// The input is a list, whatever it looks like.
  static func list(_ input: [UInt8]) {
    do throws(IndicatorError) {
      check(try IndicatorList(seed: 7).reading(input.span, name: "list"))
    } catch {
      demand(!error.message.isEmpty, "an error without words")
      demand(error.line >= 0 && error.column >= 0, "an error in line \(error.line), column \(error.column)")
      let hasControl = error.text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
      demand(!hasControl, "an error that steers a terminal")
    }
  }

  /// The input is the pattern of the only indicator of a bundle.
  static func pattern(_ input: [UInt8]) {
    var text = Array(#"{"type":"bundle","objects":[{"type":"indicator","pattern":""#.utf8)
    for octet in input where octet >= 0x20 && octet < 0x7F {
      if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
      text.append(octet)
    }
    text += Array(#""}]}"#.utf8)
    do throws(IndicatorError) {
      let list = try IndicatorList(seed: 7).reading(text.span, name: "list")
      check(list)
      demand(
        !list.isEmpty || !list.sources[0].omissions.isEmpty, "a pattern that is neither read nor left out")
    } catch {
      demand(false, "a pattern made its bundle unreadable: \(error.text)")
    }
  }

  /// The input is the type, a line end, and the value of the only attribute of an event.
  static func attribute(_ input: [UInt8]) {
    var text = Array(#"{"Event":{"Attribute":[{"to_ids":true,"type":""#.utf8)
    var isValue = false
    for octet in input {
      if octet == 0x0A, !isValue {
        isValue = true
        text += Array(#"","value":""#.utf8)
      } else if octet >= 0x20, octet < 0x7F {
        if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
        text.append(octet)
      }
    }
    if !isValue { text += Array(#"","value":""#.utf8) }
    text += Array(#""}]}}"#.utf8)
    list(text)
  }

  /// Every value that was taken can be spelled, and is found by what it is.
  private static func check(_ list: IndicatorList) {
    demand(list.sources.count == 1, "one list was read as \(list.sources.count)")
    let time = Timestamp(nanoseconds: 0)
    for row in 0..<min(list.valueCount, 64) {
      let spelled = list.spelled(row)
      demand(!spelled.isEmpty, "a value without a spelling")
      demand(
        String(validating: list.label(of: row), as: UTF8.self) != nil, "a label that was cut in a letter")
      switch list.kind(of: row) {
      case .name: _ = list.match(name: spelled.span, port: 0, at: time)
      case .address:
        let word = spelled.prefix { $0 != 0x20 }
        guard let address = HostAddress(String(decoding: word, as: UTF8.self)) else {
          demand(false, "an address that is none")
          continue
        }
        _ = list.match(address, port: 1, at: time)
      default: _ = list.match(list.kind(of: row), spelled.span, at: time)
      }
    }
  }
}
