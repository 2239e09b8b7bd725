import Vocabulary

/// The names and addresses of look-ups, for lists of indicators.
extension DNSDissector {
  /// The name at `start`, which is asked for or was asked for.
  mutating func mentionName(
    _ octets: Span<UInt8>, at start: Int, _ dissection: inout Dissection, isAnswer: Bool
  ) {
    guard dissection.wanted.contains(.name), DNSName.spell(octets, at: start, into: &name) else { return }
    let object = dissection.clientObject(
      .text, name.span, of: isAnswer ? dissection.receiver : dissection.sender)
    dissection.mention(lookup: .name, name.span, .dns, object, isAnswer: isAnswer)
  }

  /// What an answer's record leads to: an address, or another name.
  ///
  /// Source: RFC 1035, section 3.3.1, and RFC 3596, section 2.2.
  mutating func mention(_ record: DNSRecord, _ octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard !dissection.wanted.isEmpty else { return }
    switch record.type {
    case DNSType.a where record.data.count == 4, DNSType.ipv6 where record.data.count == 16:
      dissection.mention(
        lookup: .address, octets.extracting(record.data), .dns, .none, isAnswer: true)
    case 5: mentionName(octets, at: record.data.lowerBound, &dissection, isAnswer: true)
    default: break
    }
  }
}
