import Bytes

/// A search's filter in short words, and how much of a directory it asks for.
///
/// Kinds of objects are told with their values, everything else by its attribute alone: a person sees what
/// was looked for, and names of people do not fill the table of texts.
///
/// Source: RFC 4511, section 4.5.1.7; RFC 4515.
struct LDAPFilter: Sendable {
  /// Matches all of a kind.
  private(set) var isBroad = false
  /// Asks for accounts whose tickets can be guessed.
  private(set) var isRoastable = false
  /// Names something of its own: who asks knows what.
  private(set) var isNarrow = false
  private(set) var text: [UInt8] = []
  /// The machine that asks, in a search for a domain's controller.
  private(set) var host: Range<Int>?

  private static let depthLimit = 8
  private static let elementLimit = 64
  static let textOctetLimit = 120

  /// `octets` begin with the filter's element.
  init(_ octets: Span<UInt8>) {
    var ends: [Int] = []
    var isNegated: [Bool] = []
    var at = 0
    for _ in 0..<Self.elementLimit {
      while let end = ends.last, at >= end {
        ends.removeLast()
        isNegated.removeLast()
        add(")")
      }
      guard let header = try? BERHeader(octets, at: at), header.tag.tagClass == .context,
        let length = header.contentOctets
      else { break }
      let start = at &+ header.octets
      let end = min(octets.count, start &+ length)
      let isInNegation = isNegated.contains(true)
      switch header.tag.number {
      case 0, 1, 2:
        guard ends.count < Self.depthLimit else { break }
        add(header.tag.number == 0 ? "(&" : header.tag.number == 1 ? "(|" : "(!")
        ends.append(end)
        isNegated.append(header.tag.number == 2)
        at = start
      case 7:
        takePresence(octets.extracting(start..<end), isInNegation)
        at = end
      case 9:
        takeRule(octets.extracting(start..<end), isInNegation)
        at = end
      default:
        takeComparison(octets, start..<end, kind: header.tag.number, isInNegation)
        at = end
      }
      if ends.isEmpty { break }
    }
    for _ in ends { add(")") }
  }

  private mutating func add(_ word: String) {
    if text.count < Self.textOctetLimit { text.append(contentsOf: word.utf8) }
  }

  private mutating func add(_ octets: Span<UInt8>) {
    for index in octets.indices where text.count < Self.textOctetLimit { text.append(octets[index]) }
  }

  private mutating func takePresence(_ attribute: Span<UInt8>, _ isInNegation: Bool) {
    add("(")
    add(attribute)
    add("=*)")
    guard !isInNegation else { return }
    if Self.isOne(attribute, of: ["serviceprincipalname"]) { isRoastable = true }
    if Self.isOne(attribute, of: Self.telling) { isBroad = true }
  }

  private mutating func takeComparison(
    _ octets: Span<UInt8>, _ range: Range<Int>, kind: UInt32, _ isInNegation: Bool
  ) {
    var reader = BERReader(octets.extracting(range))
    guard let attribute = try? reader.take(.octetString) else { return }
    let isEquality = kind == 3
    let isKind = Self.isOne(attribute, of: Self.kinds)
    add("(")
    add(attribute)
    add(kind == 5 ? ">=" : kind == 6 ? "<=" : "=")
    if isEquality, let header = try? BERHeader(octets, at: range.lowerBound &+ reader.position),
      let length = header.contentOctets
    {
      let start = range.lowerBound &+ reader.position &+ header.octets
      let end = min(range.upperBound, start &+ length)
      if start <= end {
        if isKind { add(octets.extracting(start..<end)) }
        if Self.isOne(attribute, of: ["host"]) { host = start..<end }
      }
    }
    if kind == 4 { add("*") }
    add(")")
    guard !isInNegation else { return }
    if isKind {
      isBroad = true
    } else if isEquality || kind == 4 && !Self.isOne(attribute, of: ["serviceprincipalname"]) {
      isNarrow = true
    } else if kind == 4 {
      isRoastable = true
    }
  }

  /// A rule that compares bits: of an account's control, `4194304` means that it needs no proof.
  ///
  /// Source: MS-ADTS, sections 3.1.1.3.4.4 and 2.2.16.
  private mutating func takeRule(_ octets: Span<UInt8>, _ isInNegation: Bool) {
    var reader = BERReader(octets)
    var isAccountControl = false
    add("(")
    while let field = try? reader.next() {
      switch field.tag.number {
      case 2:
        isAccountControl = Self.isOne(field.octets, of: ["useraccountcontrol"])
        add(field.octets)
      case 3:
        add(":=")
        if isAccountControl {
          add(field.octets)
          if starts(field.octets, with: "4194304"), !isInNegation { isRoastable = true }
        }
      default: break
      }
    }
    add(")")
    if !isInNegation { isBroad = true }
  }

  /// Attributes that only accounts with something worth taking have.
  private static let telling = [
    "serviceprincipalname", "objectclass", "admincount", "msds-allowedtodelegateto", "ms-mcs-admpwd",
    "ms-mcs-admpwdexpirationtime", "mslaps-password", "gplink", "member", "objectsid", "samaccounttype",
    "objectcategory", "objectguid", "name", "cn", "samaccountname", "msds-groupmsamembership",
  ]
  /// Attributes whose values are kinds, not names.
  private static let kinds = [
    "objectclass", "objectcategory", "samaccounttype", "admincount", "primarygroupid", "useraccountcontrol",
    "grouptype", "systemflags", "isdeleted",
  ]

  private static func isOne(_ attribute: Span<UInt8>, of words: [String]) -> Bool {
    for word in words where isSame(attribute, word) { return true }
    return false
  }

  /// Attributes are told apart without regard to case.
  static func isSame(_ text: Span<UInt8>, _ word: String) -> Bool {
    guard text.count == word.utf8.count else { return false }
    var at = 0
    for character in word.utf8 {
      let octet = text[at]
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet)
      if (isUpper ? octet | 0x20 : octet) != character { return false }
      at &+= 1
    }
    return true
  }
}
