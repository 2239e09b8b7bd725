import Bytes
import Vocabulary

/// NetBIOS name service: what hosts register and answer for themselves.
///
/// A name has 15 characters and a suffix that says what it is for, each half of an octet written as a letter
/// from A on.
///
/// Source: RFC 1001, section 14.1; RFC 1002, sections 4.2.1.3, 4.2.2 and 4.2.18.
extension DNSDissector {
  private static let encodedOctets = 32
  private static let nameOctets = 15
  private static let recursionAvailable: UInt16 = 0x0080

  mutating func takeNetBIOS(
    _ header: DNSHeader, _ octets: Span<UInt8>, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let questionAt = reader.position
    for _ in 0..<min(header.questions, 4) {
      try DNSName.skip(&reader)
      try reader.skip(4)
    }
    for _ in 0..<min(header.records, Self.recordLimit) {
      let record = try DNSRecord(parsing: &reader)
      let data = octets.extracting(record.data)
      switch (header.isResponse, record.type) {
      case (true, DNSType.netBIOSStatus): tellStatus(data, &dissection)
      // A registration or refresh names its sender's address; so does a positive answer.
      case (_, DNSType.netBIOS) where header.isResponse || header.operation != 0:
        guard header.resultCode == 0, data.count == 6, data[0] & 0x80 == 0 else { continue }
        var address = ByteReader(data.extracting(2..<6))
        guard let number = try? address.uint32(),
          dissection.endpoints[dissection.sender].address == HostAddress(ipv4: number)
        else { continue }
        // The record's name is mostly a pointer to the question's.
        let nameAt = octets[record.nameAt] >= 0xC0 ? questionAt : record.nameAt
        if decode(octets, at: nameAt) {
          // A name server says so of itself, and answers for others (RFC 1002, section 4.2.1.1).
          if header.isResponse, header.flags & Self.recursionAvailable == 0 {
            dissection.activity(
              .nbns, .identify,
              dissection.clientObject(.text, name.span.extracting(trimmed(0..<name.count, of: name.span))),
              deed: .nameAnswer)
          }
          dissection.tellFreely(.hostname, name.span, source: "nbns name")
        }
      default: break
      }
    }
  }

  /// Decodes a name whose suffix stands for a workstation or a file server into ``name``.
  private mutating func decode(_ octets: Span<UInt8>, at start: Int) -> Bool {
    name.removeAll(keepingCapacity: true)
    guard octets.count - start > Self.encodedOctets, octets[start] == UInt8(Self.encodedOctets) else {
      return false
    }
    for pair in 0...Self.nameOctets {
      let high = octets[start + 1 + pair * 2] &- UInt8(ascii: "A")
      let low = octets[start + 2 + pair * 2] &- UInt8(ascii: "A")
      guard high < 16, low < 16 else { return false }
      name.append(high << 4 | low)
    }
    return Self.isHostSuffix(name.removeLast())
  }

  private static func isHostSuffix(_ suffix: UInt8) -> Bool { suffix == 0x00 || suffix == 0x20 }

  /// A count, then each name with its suffix and flags; the highest flag marks a group's name.
  private mutating func tellStatus(_ data: Span<UInt8>, _ dissection: inout Dissection) {
    guard data.count >= 1 else { return }
    var at = 1
    for _ in 0..<data[0] where data.count - at >= Self.nameOctets + 3 {
      if Self.isHostSuffix(data[at + Self.nameOctets]), data[at + Self.nameOctets + 1] & 0x80 == 0 {
        return dissection.tellFreely(
          .hostname, data.extracting(at..<(at + Self.nameOctets)), source: "nbns status")
      }
      at += Self.nameOctets + 3
    }
  }
}
