/// One piece of an input: what it is, and its octets.
///
/// ```
/// +---------+----------------+----------------+
/// | control | length (16, LE)| octets         |
/// +---------+----------------+----------------+
/// ```
///
/// A length beyond the input's end means all that is left, so that every input has a meaning.
struct FuzzRecord {
  /// Bits that say how the record comes; their meaning is the target's.
  struct Control {
    var rawValue: UInt8

    /// Of a flow: from the server.
    var isFromServer: Bool { rawValue & 0x01 != 0 }
    /// Of a stream: octets before these were not captured.
    var isBehindGap: Bool { rawValue & 0x02 != 0 }
    /// Of a flow: the second of two.
    var isSecondFlow: Bool { rawValue & 0x04 != 0 }
    /// A datagram or frame, where the dissector reads streams too.
    var isDatagram: Bool { rawValue & 0x08 != 0 }
    /// Which of the dissector's kinds of datagram, 0 to 3.
    var kind: Int { Int(rawValue >> 4 & 3) }
    /// Some time passed before.
    var isLate: Bool { rawValue & 0x40 != 0 }
  }

  var control: Control
  var octets: ArraySlice<UInt8>

  static let headerOctets = 3

  /// The records of an input from `start` on.
  static func records(of input: [UInt8], from start: Int) -> [FuzzRecord] {
    var records: [FuzzRecord] = []
    var at = start
    while input.count - at >= headerOctets {
      let length = Int(input[at + 1]) | Int(input[at + 2]) << 8
      let begin = at + headerOctets
      let end = min(input.count, begin + length)
      records.append(FuzzRecord(control: Control(rawValue: input[at]), octets: input[begin..<end]))
      at = end
    }
    return records
  }

  /// The record as it stands in an input; octets beyond 65,535 are cut.
  static func encoded(_ control: UInt8, _ octets: some Collection<UInt8>) -> [UInt8] {
    let shown = octets.prefix(0xFFFF)
    return [control, UInt8(shown.count & 0xFF), UInt8(shown.count >> 8)] + shown
  }
}
