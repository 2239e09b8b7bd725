import Bytes
import Vocabulary

/// Records whose names are longer than any may be or lead nowhere, and records that overflow their reader.
///
/// Source: RFC 1035, sections 2.3.4 and 3.3; RFC 2782 for SRV; RFC 8005, section 5 for HIP; RFC 2535, section
/// 4.1 for SIG, whose size beyond one message CVE-2020-1350 (SIGRed) misuses.
extension DNSDissector {
  /// Octets of a signature record from which on it is no signature: those of the strongest keys have 512.
  private static let signatureLimit = 8_192

  func noteFlaws(_ record: DNSRecord, _ octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard !dissection.isTruncated, let flaw = flaw(record, octets) else { return }
    dissection.observations.anomalies.append(
      Anomaly(
        time: dissection.time, place: dissection.place, source: dissection.sender,
        target: dissection.receiver, kind: .exploit, name: .dns, exploit: flaw))
  }

  private func flaw(_ record: DNSRecord, _ octets: Span<UInt8>) -> Exploit? {
    let data = record.data
    switch record.type {
    case 2, 5, 12, 39: return DNSName.isPossible(octets, at: data.lowerBound) ? nil : .impossibleName
    case 15: return DNSName.isPossible(octets, at: data.lowerBound + 2) ? nil : .impossibleName
    case 33: return DNSName.isPossible(octets, at: data.lowerBound + 6) ? nil : .impossibleName
    case 24: return data.count > Self.signatureLimit ? .oversizedRecord : nil
    case 55: return hasPossibleServers(octets, data) ? nil : .impossibleName
    default: return nil
    }
  }

  /// Lengths of the tag and the key, both, then the names of rendezvous servers up to the record's end.
  private func hasPossibleServers(_ octets: Span<UInt8>, _ data: Range<Int>) -> Bool {
    var reader = ByteReader(octets.extracting(data))
    do throws(DecodeError) {
      let tagOctets = Int(try reader.uint8())
      try reader.skip(1)
      let keyOctets = Int(try reader.uint16())
      try reader.skip(tagOctets)
      try reader.skip(keyOctets)
      while !reader.isAtEnd {
        guard DNSName.isHostName(octets, at: data.lowerBound + reader.position) else { return false }
        try DNSName.skip(&reader)
      }
      return true
    } catch {
      return false
    }
  }
}

extension DNSName {
  /// Ends, and is not longer than a name may be.
  static func isPossible(_ octets: Span<UInt8>, at start: Int) -> Bool {
    walk(octets, at: start) { _ in true }
  }

  /// Is possible, and of the octets that hosts' names have.
  static func isHostName(_ octets: Span<UInt8>, at start: Int) -> Bool {
    walk(octets, at: start) { octet in
      switch octet {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }

  private static func walk(_ octets: Span<UInt8>, at start: Int, _ allows: (UInt8) -> Bool) -> Bool {
    var at = start
    var earliest = start
    var total = 0
    while at < octets.count {
      let length = Int(octets[at])
      if length == 0 { return true }
      if length >= 0xC0 {
        guard octets.count - at >= 2 else { return false }
        let target = (length & 0x3F) << 8 | Int(octets[at + 1])
        guard target < earliest else { return false }
        earliest = target
        at = target
        continue
      }
      total += length + 1
      guard length < 0x40, octets.count - at > length, total < octetLimit else { return false }
      for index in (at + 1)...(at + length) where !allows(octets[index]) { return false }
      at += length + 1
    }
    return false
  }
}
