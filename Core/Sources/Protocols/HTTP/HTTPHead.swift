import Vocabulary

/// The head of an HTTP/1 message as places in its octets: first line, and the header fields that are read.
///
/// Source: RFC 9112, sections 2 to 6.
struct HTTPHead: Sendable {
  /// Octets of a head; a longer one is taken for something else.
  static let octetLimit = 32 << 10
  /// Fields of one head that are read.
  static let fieldLimit = 100

  var isRequest: Bool
  /// A request's method and target, a response's status.
  var method: Range<Int> = 0..<0
  var target: Range<Int> = 0..<0
  var status = 0
  /// All octets up to and with the empty line.
  var octets: Int

  var contentOctets: Int?
  var contentType: Range<Int>?
  var isChunked = false
  /// The body is compressed, or only a part of the whole.
  var isEncoded = false
  var host: Range<Int>?
  var server: Range<Int>?
  var userAgent: Range<Int>?
  var authorization: Range<Int>?
  var challenge: Range<Int>?

  /// Where the head ends, behind its empty line; nil where it does not yet. Its first `searched` octets are
  /// known to hold no end.
  static func end(_ octets: Span<UInt8>, from start: Int, searched: Int = 0) -> Int? {
    // An end may have been cut behind its first octet or its second.
    var at = start &+ max(0, searched &- 2)
    let limit = min(octets.count, start &+ octetLimit)
    while at < limit {
      if octets[at] == 0x0A {
        if at &+ 1 < limit, octets[at &+ 1] == 0x0A { return at &+ 2 }
        if at &+ 2 < limit, octets[at &+ 1] == 0x0D, octets[at &+ 2] == 0x0A { return at &+ 3 }
      }
      at &+= 1
    }
    return nil
  }

  /// Reads the head that stands in `start..<end`; nil where its first line is none of HTTP/1.
  init?(_ octets: Span<UInt8>, from start: Int, to end: Int) {
    self.octets = end - start
    let lineEnd = Self.lineEnd(octets, from: start, to: end)
    if starts(octets, with: "HTTP/1.", at: start) {
      isRequest = false
      let code = start + 9
      guard lineEnd - code >= 3, let status = Self.number(octets, code..<(code + 3)) else { return nil }
      self.status = status
    } else {
      isRequest = true
      let methodEnd = Self.find(0x20, octets, start..<lineEnd)
      guard methodEnd > start, methodEnd - start <= 16, methodEnd < lineEnd else { return nil }
      method = start..<methodEnd
      let targetEnd = Self.find(0x20, octets, (methodEnd + 1)..<lineEnd)
      guard targetEnd > methodEnd + 1, starts(octets, with: "HTTP/1.", at: targetEnd + 1) else { return nil }
      target = (methodEnd + 1)..<targetEnd
    }
    var at = lineEnd
    for _ in 0..<Self.fieldLimit {
      at = Self.lineStart(octets, after: at, to: end)
      if at >= end { break }
      let fieldEnd = Self.lineEnd(octets, from: at, to: end)
      if fieldEnd == at { break }
      take(octets, at..<fieldEnd)
      at = fieldEnd
    }
  }

  private mutating func take(_ octets: Span<UInt8>, _ line: Range<Int>) {
    let colon = Self.find(UInt8(ascii: ":"), octets, line)
    guard colon < line.upperBound else { return }
    let value = trimmed((colon + 1)..<line.upperBound, of: octets)
    // The first letter and the length tell most fields apart that are not read.
    switch (octets[line.lowerBound] | 0x20, colon - line.lowerBound) {
    case (UInt8(ascii: "h"), 4) where Self.isName("host", octets, line): host = value
    case (UInt8(ascii: "s"), 6) where Self.isName("server", octets, line): server = value
    case (UInt8(ascii: "u"), 10) where Self.isName("user-agent", octets, line): userAgent = value
    case (UInt8(ascii: "a"), 13) where Self.isName("authorization", octets, line): authorization = value
    case (UInt8(ascii: "w"), 16) where Self.isName("www-authenticate", octets, line): challenge = value
    case (UInt8(ascii: "p"), 19) where Self.isName("proxy-authorization", octets, line):
      authorization = value
    case (UInt8(ascii: "c"), 14) where Self.isName("content-length", octets, line):
      contentOctets = Self.number(octets, value)
    case (UInt8(ascii: "c"), 16) where Self.isName("content-encoding", octets, line):
      isEncoded = !value.isEmpty && !Self.isName("identity", octets, value)
    case (UInt8(ascii: "c"), 12) where Self.isName("content-type", octets, line): contentType = value
    case (UInt8(ascii: "t"), 17) where Self.isName("transfer-encoding", octets, line):
      isChunked = Self.isName(
        "chunked", octets, max(value.lowerBound, value.upperBound - 7)..<value.upperBound)
    default: break
    }
  }

  /// A response to these statuses has no body, whatever its head says.
  var hasNoBody: Bool { !isRequest && (status < 200 || status == 204 || status == 304) }

  static func isName(_ name: String, _ octets: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    for character in name.utf8 {
      guard at < range.upperBound, octets[at] == character || octets[at] | 0x20 == character else {
        return false
      }
      at += 1
    }
    return true
  }

  /// The decimal number, at most half of what an `Int` of this machine holds, so that a place may be added.
  private static func number(_ octets: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 15 else { return nil }
    var number: UInt64 = 0
    for index in range {
      let digit = octets[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + UInt64(digit)
    }
    return min(Int(clamping: number), .max / 2)
  }

  private static func find(_ octet: UInt8, _ octets: Span<UInt8>, _ range: Range<Int>) -> Int {
    var at = range.lowerBound
    while at < range.upperBound, octets[at] != octet { at += 1 }
    return at
  }

  /// Where the line's text ends, before its CR LF or LF.
  private static func lineEnd(_ octets: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var at = start
    while at < end, octets[at] != 0x0A, octets[at] != 0x0D { at += 1 }
    return at
  }

  private static func lineStart(_ octets: Span<UInt8>, after lineEnd: Int, to end: Int) -> Int {
    var at = lineEnd
    if at < end, octets[at] == 0x0D { at += 1 }
    if at < end, octets[at] == 0x0A { at += 1 }
    return at > lineEnd ? at : end
  }
}

/// The methods by what they do to the target.
///
/// Source: RFC 9110, section 9; RFC 5789 for PATCH; RFC 4918 for WebDAV's.
enum HTTPMethod {
  static func verb(_ octets: Span<UInt8>, _ method: Range<Int>) -> Verb {
    for name in ["POST", "PUT", "DELETE", "PATCH", "MKCOL", "MOVE", "COPY", "PROPPATCH"]
    where isMethod(name, octets, method) {
      return .write
    }
    if isMethod("CONNECT", octets, method) { return .connect }
    return isMethod("PROPFIND", octets, method) ? .browse : .read
  }

  static func space(_ octets: Span<UInt8>, _ method: Range<Int>) -> ObjectSpace {
    if isMethod("GET", octets, method) { return .httpGet }
    if isMethod("POST", octets, method) { return .httpPost }
    if isMethod("PUT", octets, method) { return .httpPut }
    return isMethod("DELETE", octets, method) ? .httpDelete : .httpOther
  }

  static func isMethod(_ name: String, _ octets: Span<UInt8>, _ method: Range<Int>) -> Bool {
    method.count == name.utf8.count && starts(octets, with: name, at: method.lowerBound)
  }
}
