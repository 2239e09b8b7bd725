import Vocabulary

/// The words and signs of a STIX pattern.
///
/// Source: STIX 2.1, section 9.3 (constants), 9.5 to 9.7 (operators, object paths).
struct STIXTokens: Sendable {
  enum Token: Sendable {
    case open(isObservation: Bool)
    case close(isObservation: Bool)
    case and, or, not, followedBy, exists
    case equals, within, isSubset, otherComparison, comma
    /// WITHIN, START, STOP, REPEATS, SECONDS, TIMES.
    case qualifier
    case path(Path)
    case text([UInt8])
    /// A number, a truth value, or a text with a letter before it.
    case literal([UInt8])

    var isPartOfQualifier: Bool {
      switch self {
      case .qualifier, .literal: true
      default: false
      }
    }
  }

  /// `ipv4-addr:value`, `file:hashes.'SHA-256'`: small letters, no quotes.
  struct Path: Sendable {
    var text: String

    var isAddress: Bool {
      text == "ipv4-addr:value" || text == "ipv6-addr:value" || text == "network-traffic:dst_ref.value"
    }
    var isPort: Bool { text == "network-traffic:dst_port" }

    func values(_ literal: ArraySlice<UInt8>) throws(LeftOut) -> [IndicatorValue] {
      switch text {
      case "ipv4-addr:value", "ipv6-addr:value": return [try .address(literal)]
      case "network-traffic:dst_ref.value", "domain-name:value": return [try .host(literal)]
      case "url:value": return try IndicatorValue.url(literal)
      default: break
      }
      guard let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")) else { throw .notOnTheWire }
      let hash = Array(text.utf8[text.utf8.index(after: dot)...])
      switch String(decoding: text.utf8[..<dot], as: UTF8.self) {
      case "file:hashes", "artifact:hashes":
        return [try .hash(literal, try Self.kind(hash, .fileMD5, .fileSHA1, .fileSHA256))]
      case "x509-certificate:hashes":
        return [
          try .hash(literal, try Self.kind(hash, .certificateMD5, .certificateSHA1, .certificateSHA256))
        ]
      default: throw .notOnTheWire
      }
    }

    /// The vocabulary writes `SHA-1`; `SHA1` is seen as well.
    private static func kind(
      _ name: [UInt8], _ md5: IndicatorKind, _ sha1: IndicatorKind, _ sha256: IndicatorKind
    ) throws(LeftOut) -> IndicatorKind {
      switch String(decoding: name, as: UTF8.self) {
      case "md5": return md5
      case "sha-1", "sha1": return sha1
      case "sha-256", "sha256": return sha256
      default: throw .otherHash
      }
    }
  }

  private let pattern: [UInt8]
  private var at = 0

  init(_ pattern: [UInt8]) { self.pattern = pattern }

  func peek() throws(LeftOut) -> Token? {
    var copy = self
    return try copy.next()
  }

  /// The next word or sign; nil at the end.
  mutating func next() throws(LeftOut) -> Token? {
    while at < pattern.count, pattern[at] == 0x20 || (0x09...0x0D).contains(pattern[at]) { at += 1 }
    guard at < pattern.count else { return nil }
    let octet = pattern[at]
    at += 1
    switch octet {
    case UInt8(ascii: "["): return .open(isObservation: true)
    case UInt8(ascii: "]"): return .close(isObservation: true)
    case UInt8(ascii: "("): return .open(isObservation: false)
    case UInt8(ascii: ")"): return .close(isObservation: false)
    case UInt8(ascii: ","): return .comma
    case UInt8(ascii: "="):
      if at < pattern.count, pattern[at] == octet { at += 1 }
      return .equals
    case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      if at < pattern.count, pattern[at] == UInt8(ascii: "=") || pattern[at] == UInt8(ascii: ">") { at += 1 }
      return .otherComparison
    case UInt8(ascii: "'"): return .text(try quoted())
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      let start = at - 1
      while at < pattern.count, (0x30...0x39).contains(pattern[at]) || pattern[at] == UInt8(ascii: ".") {
        at += 1
      }
      return .literal(Array(pattern[start..<at]))
    default:
      at -= 1
      return try word()
    }
  }

  /// The text up to the closing quote; a stroke takes the meaning from what follows it.
  private mutating func quoted() throws(LeftOut) -> [UInt8] {
    var text: [UInt8] = []
    while at < pattern.count {
      let octet = pattern[at]
      at += 1
      if octet == UInt8(ascii: "'") { return text }
      if octet == UInt8(ascii: "\\") {
        guard at < pattern.count else { break }
        text.append(pattern[at])
        at += 1
      } else {
        text.append(octet)
      }
    }
    throw .unreadablePattern
  }

  private mutating func word() throws(LeftOut) -> Token {
    var text: [UInt8] = []
    var isPath = false
    while at < pattern.count {
      let octet = pattern[at]
      switch octet {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
        text.append(octet)
        at += 1
        continue
      case UInt8(ascii: ":"):
        isPath = true
        text.append(octet)
        at += 1
        continue
      case UInt8(ascii: "'")
      where isPath && (text.last == UInt8(ascii: ".") || text.last == UInt8(ascii: ":")):
        at += 1
        text += try quoted()
        continue
      // An element of a list: `[*]` or `[0]`.
      case UInt8(ascii: "[") where isPath:
        while at < pattern.count, pattern[at] != UInt8(ascii: "]") {
          text.append(pattern[at])
          at += 1
        }
        guard at < pattern.count else { throw .unreadablePattern }
        text.append(pattern[at])
        at += 1
        continue
      default: break
      }
      break
    }
    guard !text.isEmpty else { throw .unreadablePattern }
    if isPath {
      return .path(Path(text: String(decoding: text.map { IndicatorValue.lowered($0) }, as: UTF8.self)))
    }
    // Binary, hexadecimal and time constants.
    if text.count == 1, at < pattern.count, pattern[at] == UInt8(ascii: "'") {
      at += 1
      return .literal(try quoted())
    }
    switch String(decoding: text, as: UTF8.self) {
    case "AND": return .and
    case "OR": return .or
    case "NOT": return .not
    case "FOLLOWEDBY": return .followedBy
    case "EXISTS": return .exists
    case "IN": return .within
    case "ISSUBSET": return .isSubset
    case "ISSUPERSET", "LIKE", "MATCHES": return .otherComparison
    case "WITHIN", "START", "STOP", "REPEATS", "SECONDS", "TIMES": return .qualifier
    case "true", "false": return .literal(text)
    default: throw .unreadablePattern
    }
  }
}
