/// Reads the XML of events, strictly and within limits: elements, attributes, text, CDATA and the five
/// entities. There are no document types and no entities of one's own: a text that declares any is refused.
///
/// What is open is kept on a stack of its own, so that no input makes the reader call itself.
///
/// Source: XML 1.0, fifth edition.
public struct XMLReader: Sendable {
  public static let octetLimit = 1 << 20
  public static let nestingLimit = 32
  public static let elementLimit = 4_096
  public static let attributeLimit = 64

  private let octets: ArraySlice<UInt8>
  private var at: Int
  private var elements = 0

  /// Reads the element that `octets` consist of, with what may stand before and behind it.
  public static func element(_ octets: ArraySlice<UInt8>) throws(LogError) -> XMLElement {
    var reader = XMLReader(octets)
    guard let element = try reader.next() else { throw LogError(.truncated, at: octets.count) }
    guard try reader.next() == nil else { throw reader.fault(.malformed) }
    return element
  }

  public init(_ octets: ArraySlice<UInt8>) {
    self.octets = octets
    at = octets.startIndex
  }

  /// Octets read so far.
  public var position: Int { at - octets.startIndex }

  /// The next element at the outermost level; nil at the end. Several may follow one another, as in an export
  /// that has no root.
  public mutating func next() throws(LogError) -> XMLElement? {
    elements = 0
    var open: [XMLElement] = []
    var texts: [[UInt8]] = []
    let start = at
    while at < octets.endIndex {
      guard at - start <= Self.octetLimit else { throw fault(.tooLarge) }
      if octets[at] != UInt8(ascii: "<") {
        try takeText(&texts)
        continue
      }
      if try skipMarkup(&texts) { continue }
      if passes("</") {
        let name = try takeName()
        skipSpace()
        guard passes(">"), var element = open.popLast(), let text = texts.popLast(), element.name == name
        else {
          throw fault(at < octets.endIndex ? .malformed : .truncated)
        }
        element.text = String(decoding: text, as: UTF8.self)
        guard let last = open.indices.last else { return element }
        open[last].children.append(element)
        continue
      }
      at += 1
      let (element, isEmpty) = try takeStart()
      elements += 1
      guard elements <= Self.elementLimit, open.count < Self.nestingLimit else { throw fault(.tooLarge) }
      if !isEmpty {
        open.append(element)
        texts.append([])
      } else if let last = open.indices.last {
        open[last].children.append(element)
      } else {
        return element
      }
    }
    guard open.isEmpty else { throw fault(.truncated) }
    return nil
  }

  func fault(_ reason: LogError.Reason) -> LogError { LogError(reason, at: position) }

  private mutating func passes(_ text: String) -> Bool {
    var ahead = at
    for octet in text.utf8 {
      guard ahead < octets.endIndex, octets[ahead] == octet else { return false }
      ahead += 1
    }
    at = ahead
    return true
  }

  private mutating func skipSpace() {
    while at < octets.endIndex, Self.isSpace(octets[at]) { at += 1 }
  }

  private static func isSpace(_ octet: UInt8) -> Bool {
    octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0D
  }

  /// Comments, instructions and the declaration are passed over; CDATA is text.
  private mutating func skipMarkup(_ texts: inout [[UInt8]]) throws(LogError) -> Bool {
    if passes("<!--") {
      _ = try takeUntil("-->")
    } else if passes("<?") {
      _ = try takeUntil("?>")
    } else if passes("<![CDATA[") {
      guard let last = texts.indices.last else { throw fault(.malformed) }
      texts[last].append(contentsOf: try takeUntil("]]>"))
    } else {
      return false
    }
    return true
  }

  private mutating func takeUntil(_ mark: String) throws(LogError) -> ArraySlice<UInt8> {
    guard let end = LogCursor.find(mark, in: octets[at...]) else { throw fault(.truncated) }
    defer { at = end + mark.utf8.count }
    return octets[at..<end]
  }

  private mutating func takeText(_ texts: inout [[UInt8]]) throws(LogError) {
    let end = octets[at...].firstIndex(of: UInt8(ascii: "<")) ?? octets.endIndex
    guard let last = texts.indices.last else {
      // Between elements only spaces, a byte order mark and zeros at a file's end.
      while at < end {
        guard Self.isSpace(octets[at]) || octets[at] == 0 || [0xEF, 0xBB, 0xBF].contains(octets[at]) else {
          throw fault(.malformed)
        }
        at += 1
      }
      return
    }
    try takeCharacters(to: end, &texts[last])
  }

  private mutating func takeCharacters(to end: Int, _ text: inout [UInt8]) throws(LogError) {
    while at < end {
      if octets[at] != UInt8(ascii: "&") {
        text.append(octets[at])
        at += 1
        continue
      }
      guard let semicolon = octets[at..<min(end, at + 12)].firstIndex(of: UInt8(ascii: ";")) else {
        throw fault(end == octets.endIndex ? .truncated : .malformed)
      }
      guard let scalar = Self.entity(octets[(at + 1)..<semicolon]) else { throw fault(.malformed) }
      text.append(contentsOf: String(Character(scalar)).utf8)
      at = semicolon + 1
    }
  }

  private static func entity(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    if name.equals("lt") { return "<" }
    if name.equals("gt") { return ">" }
    if name.equals("amp") { return "&" }
    if name.equals("quot") { return "\"" }
    if name.equals("apos") { return "'" }
    guard name.first == UInt8(ascii: "#") else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.first == UInt8(ascii: "x")
      ? UInt32(digits.dropFirst().text, radix: 16) : UInt32(digits.text, radix: 10)
    return number.flatMap { Unicode.Scalar($0) }
  }

  private mutating func takeName() throws(LogError) -> String {
    let start = at
    while at < octets.endIndex, Self.isName(octets[at]) { at += 1 }
    guard at > start, at - start <= 256, !LogCursor.isDigit(octets[start]), octets[start] != 0x2D else {
      throw fault(at < octets.endIndex ? .malformed : .truncated)
    }
    return octets[start..<at].text
  }

  private static func isName(_ octet: UInt8) -> Bool {
    octet >= 0x80 || (0x41...0x5A).contains(octet & 0xDF) && octet >= 0x41 || LogCursor.isDigit(octet)
      || octet == 0x2D || octet == 0x2E || octet == 0x3A || octet == 0x5F
  }

  private mutating func takeStart() throws(LogError) -> (XMLElement, isEmpty: Bool) {
    var element = XMLElement(name: try takeName(), attributes: [])
    while true {
      let before = at
      skipSpace()
      if passes("/>") { return (element, true) }
      if passes(">") { return (element, false) }
      guard at < octets.endIndex else { throw fault(.truncated) }
      guard at > before else { throw fault(.malformed) }
      let name = try takeName()
      skipSpace()
      guard passes("=") else { throw fault(at < octets.endIndex ? .malformed : .truncated) }
      skipSpace()
      guard at < octets.endIndex else { throw fault(.truncated) }
      let quote = octets[at]
      guard quote == 0x22 || quote == 0x27 else { throw fault(.malformed) }
      at += 1
      guard let end = octets[at...].firstIndex(of: quote) else { throw fault(.truncated) }
      guard !octets[at..<end].contains(UInt8(ascii: "<")), element[name] == nil else {
        throw fault(.malformed)
      }
      guard element.attributes.count < Self.attributeLimit else { throw fault(.tooLarge) }
      var value: [UInt8] = []
      try takeCharacters(to: end, &value)
      at = end + 1
      element.attributes.append(
        XMLElement.Attribute(name: name, value: String(decoding: value, as: UTF8.self)))
    }
  }
}
