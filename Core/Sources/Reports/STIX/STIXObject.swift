import Vocabulary

/// The id of a STIX object: its type and a UUID.
///
/// Source: STIX 2.1 (OASIS, 10 June 2021), section 2.9.
struct STIXID: Hashable {
  enum Kind: UInt8 {
    case bundle, identity, report, infrastructure, attackPattern, incident, note, observedData, relationship
    case ipv4, ipv6, mac, software

    var text: StaticString {
      switch self {
      case .bundle: "bundle"
      case .identity: "identity"
      case .report: "report"
      case .infrastructure: "infrastructure"
      case .attackPattern: "attack-pattern"
      case .incident: "incident"
      case .note: "note"
      case .observedData: "observed-data"
      case .relationship: "relationship"
      case .ipv4: "ipv4-addr"
      case .ipv6: "ipv6-addr"
      case .mac: "mac-addr"
      case .software: "software"
      }
    }
  }

  /// The namespace of cyber-observables: whoever makes the id of an address makes the same one.
  private static let observables = UUID5(high: 0x00AB_EDB4_AA42_466C, low: 0x9C01_FED2_3315_A9B7)
  /// Bulkhead's own, for all other objects: that of the name `bulkhead.invalid`.
  private static let own = UUID5(high: 0x7F63_6AEA_3003_5AD8, low: 0xA0DD_112F_03D0_5776)

  let kind: Kind
  let uuid: UUID5

  /// The id of an object that is Bulkhead's own, named by `parts`.
  init(_ kind: Kind, _ parts: [[UInt8]]) {
    self.kind = kind
    var name = Array(kind.text.description.utf8)
    for part in parts {
      name.append(UInt8(ascii: "/"))
      name.append(contentsOf: part)
    }
    uuid = UUID5(Self.own, name: name)
  }

  init(address: HostAddress) {
    kind = address.kind == .mac ? .mac : address.kind == .ipv4 ? .ipv4 : .ipv6
    uuid = UUID5(Self.observables, name: Self.canonical([("value", address.text)]))
  }

  init(software: STIXSoftware) {
    kind = .software
    uuid = UUID5(Self.observables, name: Self.canonical(software.properties))
  }

  func append(to text: inout [UInt8]) {
    text.append(contentsOf: kind.text.description.utf8)
    text.append(contentsOf: "--".utf8)
    uuid.append(to: &text)
  }

  /// The properties that an observable's id is made of, as JSON in its canonical form.
  ///
  /// Source: RFC 8785, section 3.2; `properties` are in the order of their names.
  private static func canonical(_ properties: [(String, String)]) -> [UInt8] {
    var text: [UInt8] = [UInt8(ascii: "{")]
    for (number, (name, value)) in properties.enumerated() {
      if number > 0 { text.append(UInt8(ascii: ",")) }
      appendCanonical(name, to: &text)
      text.append(UInt8(ascii: ":"))
      appendCanonical(value, to: &text)
    }
    text.append(UInt8(ascii: "}"))
    return text
  }

  private static func appendCanonical(_ value: String, to text: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    text.append(UInt8(ascii: "\""))
    for octet in value.utf8 {
      switch octet {
      case UInt8(ascii: "\""): text.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): text.append(contentsOf: "\\\\".utf8)
      case 0x08: text.append(contentsOf: "\\b".utf8)
      case 0x09: text.append(contentsOf: "\\t".utf8)
      case 0x0A: text.append(contentsOf: "\\n".utf8)
      case 0x0C: text.append(contentsOf: "\\f".utf8)
      case 0x0D: text.append(contentsOf: "\\r".utf8)
      case 0..<0x20:
        text.append(contentsOf: "\\u00".utf8)
        text.append(digits[Int(octet >> 4)])
        text.append(digits[Int(octet & 15)])
      default: text.append(octet)
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}

/// What a device runs: its operating system, or its firmware.
struct STIXSoftware {
  let name: String
  var vendor: String?
  var version: String?

  /// Those that are known, in the order of their names.
  var properties: [(String, String)] {
    [("name", name), ("vendor", vendor), ("version", version)].compactMap { name, value in
      value.map { (name, $0) }
    }
  }
}
