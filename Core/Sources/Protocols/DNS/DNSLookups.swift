import Bytes
import Vocabulary

/// What a question or an answer shows of the name that is looked up.
extension DNSDissector {
  /// The first question of an answer.
  mutating func takeLookup(
    _ header: DNSHeader, _ octets: Span<UInt8>, at start: Int, _ dissection: inout Dissection
  ) {
    guard header.questions > 0, DNSName.spell(octets, at: start, into: &name) else { return }
    var reader = ByteReader(octets.extracting(start..<octets.count))
    guard (try? DNSName.skip(&reader)) != nil, let type = try? reader.uint16() else { return }
    noteLookup(header, type, &dissection)
  }

  /// Notes the name that was spelled last.
  mutating func noteLookup(_ header: DNSHeader, _ type: UInt16, _ dissection: inout Dissection) {
    let shape = NameShape(name.span)
    guard !shape.isLocal, !shape.isKnownService else { return }
    let domain = name.span.extracting(min(Int(shape.domainStart), name.count)..<name.count)
    let client = header.isResponse ? dissection.receiver : dissection.sender
    dissection.observations.lookups.append(
      NameLookup(
        time: dissection.time, place: dissection.place, client: client,
        server: header.isResponse ? dissection.sender : dissection.receiver,
        domain: dissection.clientObject(.text, domain, of: client).name, domainHash: Self.hash(domain),
        nameHash: Self.hash(name.span), shape: shape, type: type, isAnswer: header.isResponse,
        isMissing: header.isResponse && header.resultCode == 3, vlan: dissection.vlan))
  }

  private static func hash(_ text: Span<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: text.count)
    for index in text.indices { hash = mixed(hash, UInt64(text[index]) &+ 1) }
    return hash
  }
}
