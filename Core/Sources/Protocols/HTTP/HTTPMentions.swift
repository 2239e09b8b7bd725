import Vocabulary

/// The host and the page that a request asks for, for lists of indicators.
extension HTTPDissector {
  mutating func mention(
    _ head: HTTPHead, _ octets: Span<UInt8>, _ object: ObjectReference, _ dissection: inout Dissection
  ) {
    guard dissection.wanted.contains(.name) || dissection.wanted.contains(.url) else { return }
    let target = octets.extracting(head.target)
    var page = 0
    var named = head.host
    if HTTPMethod.isMethod("CONNECT", octets, head.method) {
      named = head.target
      page = target.count
    } else if let scheme = position(of: "://", in: target.extracting(0..<min(target.count, 16))) {
      // A proxy is asked for the whole of it.
      page = end(at: UInt8(ascii: "/"), in: target, from: scheme + 3)
      let start = head.target.lowerBound
      named = (start + scheme + 3)..<(start + max(page, scheme + 3))
    }
    guard let named else { return }
    let host = octets.extracting(Self.withoutPort(octets, named))
    guard !host.isEmpty else { return }
    dissection.mention(host: host, .http, object)
    guard dissection.wanted.contains(.url), page < target.count,
      host.count + target.count - page <= Mentions.valueLimitOctets
    else { return }
    scratch.removeAll(keepingCapacity: true)
    for index in host.indices {
      let octet = host[index]
      scratch.append((0x41...0x5A).contains(octet) ? octet | 0x20 : octet)
    }
    if scratch.last == UInt8(ascii: ".") { scratch.removeLast() }
    scratch.append(target.extracting(page..<target.count))
    dissection.mentionNow(
      .url, scratch.span, .http, object, port: dissection.receiverPort, outcome: .succeeded)
    wipe()
  }

  /// A host without the port behind it, and without the brackets of IPv6.
  private static func withoutPort(_ octets: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else { return range }
    if octets[range.lowerBound] == UInt8(ascii: "[") {
      let close = end(at: UInt8(ascii: "]"), in: octets, from: range.lowerBound)
      return (range.lowerBound + 1)..<max(range.lowerBound + 1, min(close, range.upperBound))
    }
    let colon = end(at: UInt8(ascii: ":"), in: octets, from: range.lowerBound)
    return range.lowerBound..<min(colon, range.upperBound)
  }
}
