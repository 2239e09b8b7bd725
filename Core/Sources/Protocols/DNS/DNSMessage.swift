import Bytes

/// The header that DNS, mDNS, LLMNR and NetBIOS name service have in common.
///
///     0    2       4           6         8           10           12
///     +----+-------+-----------+---------+-----------+------------+----------
///     | id | flags | questions | answers | authority | additional | sections
///
/// Source: RFC 1035, section 4.1.1; RFC 6762, section 18; RFC 4795, section 2.1; RFC 1002, section 4.2.1.
struct DNSHeader: Sendable {
  static let octets = 12

  var id: UInt16
  var flags: UInt16
  var questions: Int
  var answers: Int
  var authority: Int
  var additional: Int

  var isResponse: Bool { flags & 0x8000 != 0 }
  var operation: UInt8 { UInt8(truncatingIfNeeded: flags >> 11) & 15 }
  var resultCode: UInt8 { UInt8(truncatingIfNeeded: flags) & 15 }
  var records: Int { answers + authority + additional }

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    id = try reader.uint16()
    flags = try reader.uint16()
    questions = Int(try reader.uint16())
    answers = Int(try reader.uint16())
    authority = Int(try reader.uint16())
    additional = Int(try reader.uint16())
  }
}

/// Record types that are read or spelled.
///
/// Source: the IANA registry of DNS resource record types; RFC 1002, section 4.2.1.3 for NB and NBSTAT.
enum DNSType {
  static let a: UInt16 = 1
  static let pointer: UInt16 = 12
  static let ipv6: UInt16 = 28
  static let netBIOS: UInt16 = 32
  static let netBIOSStatus: UInt16 = 33

  static func text(_ type: UInt16) -> String {
    switch type {
    case 1: "A"
    case 2: "NS"
    case 5: "CNAME"
    case 6: "SOA"
    case 10: "NULL"
    case 12: "PTR"
    case 13: "HINFO"
    case 15: "MX"
    case 16: "TXT"
    case 28: "AAAA"
    case 33: "SRV"
    case 35: "NAPTR"
    case 43: "DS"
    case 48: "DNSKEY"
    case 64: "SVCB"
    case 65: "HTTPS"
    case 251: "IXFR"
    case 252: "AXFR"
    case 255: "ANY"
    default: "TYPE\(type)"
    }
  }
}

/// A record of one of the sections behind the questions: its name starts at `nameAt`, its data stands in the
/// message.
struct DNSRecord: Sendable {
  var nameAt: Int
  var type: UInt16
  var data: Range<Int>

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    nameAt = reader.position
    try DNSName.skip(&reader)
    type = try reader.uint16()
    try reader.skip(6)
    let length = Int(try reader.uint16())
    let start = reader.position
    try reader.skip(length)
    data = start..<(start + length)
  }
}

/// Names: labels with their length before them, ended by an empty one or a pointer to an earlier name's rest.
///
/// Source: RFC 1035, sections 3.1 and 4.1.4.
enum DNSName {
  /// Octets of a whole name (RFC 1035, section 2.3.4).
  static let octetLimit = 255

  /// Reads past a name, which a pointer ends.
  static func skip(_ reader: inout ByteReader) throws(DecodeError) {
    while true {
      let length = try reader.uint8()
      if length == 0 { return }
      if length >= 0xC0 { return try reader.skip(1) }
      guard length < 0x40 else { throw DecodeError(.invalid, at: reader.position - 1) }
      try reader.skip(Int(length))
    }
  }

  /// Spells the name at `start` in lower case with dots between its labels; false where it is none.
  ///
  /// A pointer must lead to before where the name began or was led to last, so that none leads round in a
  /// circle.
  static func spell(_ octets: Span<UInt8>, at start: Int, into text: inout [UInt8]) -> Bool {
    text.removeAll(keepingCapacity: true)
    var at = start
    var earliest = start
    while at < octets.count {
      let length = Int(octets[at])
      if length == 0 {
        if text.isEmpty { text.append(UInt8(ascii: ".")) }
        return true
      }
      if length >= 0xC0 {
        guard octets.count - at >= 2 else { return false }
        let target = (length & 0x3F) << 8 | Int(octets[at + 1])
        guard target < earliest else { return false }
        earliest = target
        at = target
        continue
      }
      guard length < 0x40, octets.count - at > length, text.count + length + 1 <= octetLimit else {
        return false
      }
      if !text.isEmpty { text.append(UInt8(ascii: ".")) }
      for index in (at + 1)...(at + length) { text.append(lowercase(octets[index])) }
      at += length + 1
    }
    return false
  }

  /// Names are the same in either case, and some resolvers mix cases by chance.
  private static func lowercase(_ octet: UInt8) -> UInt8 {
    octet >= UInt8(ascii: "A") && octet <= UInt8(ascii: "Z") ? octet | 0x20 : octet
  }
}
