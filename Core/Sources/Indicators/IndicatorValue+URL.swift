import Vocabulary

extension IndicatorValue {
  /// Octets of a page's host, path and query.
  static let urlLimitOctets = 2_048

  /// What of a URL can be looked for: the page where HTTP shows it, and its host.
  ///
  /// A URL without a path is its host, as a name or an address. The host of a page counts less: others may
  /// share it, and only the page is listed.
  ///
  /// Source: RFC 3986, sections 3.1 to 3.5.
  static func url(_ text: ArraySlice<UInt8>) throws(LeftOut) -> [IndicatorValue] {
    var rest = text
    if let scheme = Self.scheme(text) { rest = text[scheme...] }
    let stroke = UInt8(ascii: "/")
    let hostEnd = rest.firstIndex { $0 == stroke || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    var authority = rest[..<(hostEnd ?? rest.endIndex)]
    var page = rest[(hostEnd ?? rest.endIndex)...]
    if let fragment = page.firstIndex(of: UInt8(ascii: "#")) { page = page[..<fragment] }
    if let sign = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(sign + 1)...] }
    let (host, port) = try hostAndPort(authority)
    var found = try Self.host(host)
    if page.isEmpty || page.elementsEqual([stroke]) {
      found.port = found.kind == .address ? port : 0
      return [found]
    }
    guard host.count + page.count <= urlLimitOctets else { throw .tooLong }
    guard page.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { throw .invalidValue }
    var key = host.map { lowered($0) }
    if key.last == UInt8(ascii: ".") { key.removeLast() }
    if page.first != stroke { key.append(stroke) }
    key.append(contentsOf: page)
    found.isHostOfPage = true
    found.port = found.kind == .address ? port : 0
    return [IndicatorValue(kind: .url, key: key), found]
  }

  /// Where the part behind `scheme://` begins.
  static func scheme(_ text: ArraySlice<UInt8>) -> Int? {
    var at = text.startIndex
    while at < text.endIndex, at - text.startIndex < 16, isLetter(text[at]) { at += 1 }
    guard at > text.startIndex, text[at...].starts(with: "://".utf8) else { return nil }
    return at + 3
  }

  private static func isLetter(_ octet: UInt8) -> Bool {
    (0x61...0x7A).contains(octet | 0x20)
  }

  static func hostAndPort(
    _ authority: ArraySlice<UInt8>
  ) throws(LeftOut) -> (host: ArraySlice<UInt8>, port: UInt16) {
    let colon = UInt8(ascii: ":")
    if authority.first == UInt8(ascii: "[") {
      guard let close = authority.firstIndex(of: UInt8(ascii: "]")) else { throw .invalidValue }
      let host = authority[(authority.startIndex + 1)..<close]
      let rest = authority[(close + 1)...]
      if rest.isEmpty { return (host, 0) }
      guard rest.first == colon else { throw .invalidValue }
      return (host, try port(rest.dropFirst()))
    }
    guard let at = authority.lastIndex(of: colon) else { return (authority, 0) }
    if at + 1 == authority.endIndex { return (authority[..<at], 0) }
    return (authority[..<at], try port(authority[(at + 1)...]))
  }
}
