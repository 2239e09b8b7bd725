/// The header of a DNP3 link frame. It carries a checksum, so the octets prove themselves.
///
///     0      2        3         4             6        8     10
///     +------+--------+---------+-------------+--------+-----+----------------------
///     | 0564 | length | control | destination | source | CRC | 16 octets, CRC, 16 ...
///     +------+--------+---------+-------------+--------+-----+----------------------
///              from the control octet on, without checksums; addresses little-endian
///
/// Source: IEEE 1815-2012, clause 9.2.
struct DNP3Frame {
  static var headerOctets: Int { 10 }
  static var blockOctets: Int { 16 }
  /// The length field counts at least control, destination and source.
  static var shortestLength: Int { 5 }

  var control: UInt8
  var destination: UInt16
  var source: UInt16
  /// User data without checksums, from 0 to 250.
  var dataOctets: Int

  /// Reads the first ten octets; nil where they begin no frame.
  @inline(__always)
  init?(_ octets: Span<UInt8>) {
    guard octets.count >= Self.headerOctets, octets[0] == 0x05, octets[1] == 0x64 else { return nil }
    let length = Int(octets[2])
    guard length >= Self.shortestLength else { return nil }
    dataOctets = length &- Self.shortestLength
    control = octets[3]
    destination = UInt16(octets[4]) | UInt16(octets[5]) &<< 8
    source = UInt16(octets[6]) | UInt16(octets[7]) &<< 8
  }

  /// The whole frame with all checksums.
  var frameOctets: Int {
    Self.headerOctets &+ dataOctets &+ 2 &* ((dataOctets &+ Self.blockOctets &- 1) / Self.blockOctets)
  }

  /// A primary station's frame with user data, confirmed (3) or not (4); the others keep the link up.
  ///
  /// Source: IEEE 1815-2012, clause 9.2.4.1.3.
  var carriesData: Bool { control & 0x40 != 0 && (control & 0x0F == 3 || control & 0x0F == 4) }
}

/// The checksum of DNP3: polynomial 0x3D65, reflected, complemented.
///
/// Source: IEEE 1815-2012, clause 9.2.4.3.
struct DNP3Checksum: Sendable {
  /// What an octet makes of the checksum, then what it makes with an octet behind it: two octets a step.
  private let table: [UInt16]

  init() {
    let single = (0..<256).map { octet in
      var crc = UInt16(octet)
      for _ in 0..<8 { crc = crc & 1 != 0 ? crc &>> 1 ^ 0xA6BC : crc &>> 1 }
      return crc
    }
    table = single + single.map { $0 &>> 8 ^ single[Int($0 & 0xFF)] }
  }

  /// The octets `range` are followed by their checksum.
  @inline(__always)
  func holds(_ octets: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.lowerBound >= 0, octets.count &- range.upperBound >= 2 else { return false }
    var crc: UInt16 = 0
    var at = range.lowerBound
    while at &+ 2 <= range.upperBound {
      crc ^= UInt16(octets[at]) | UInt16(octets[at &+ 1]) &<< 8
      crc = table[256 &+ Int(crc & 0xFF)] ^ table[Int(crc &>> 8)]
      at &+= 2
    }
    if at < range.upperBound { crc = crc &>> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ octets[at])] }
    return ~crc == UInt16(octets[range.upperBound]) | UInt16(octets[range.upperBound &+ 1]) &<< 8
  }

  /// The same without a table, for who has only one to check.
  static func holds(header octets: Span<UInt8>) -> Bool {
    guard octets.count >= DNP3Frame.headerOctets else { return false }
    var crc: UInt16 = 0
    for at in 0..<8 {
      crc ^= UInt16(octets[at])
      for _ in 0..<8 { crc = crc & 1 != 0 ? crc &>> 1 ^ 0xA6BC : crc &>> 1 }
    }
    return ~crc == UInt16(octets[8]) | UInt16(octets[9]) &<< 8
  }
}
