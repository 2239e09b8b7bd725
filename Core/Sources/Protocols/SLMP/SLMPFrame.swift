import Bytes

/// The frames that SLMP and the MC protocol have: 3E, 4E with a serial number, and 1E of older controllers.
enum SLMPKind: Sendable {
  case frame3E, frame4E, frame1E
}

/// A frame of SLMP or the MC protocol in binary or ASCII code.
///
///     3E  0         2         3    4       6         7        9       11        13          15
///         +---------+---------+----+-------+---------+--------+-------+---------+-----------+-----
///         | 0x5000  | network | PC | unit  | station | length | timer | command | subcommand| data
///         | 0xD000  |         |    |       |         |        | end code        |           |
///         +---------+---------+----+-------+---------+--------+-------+---------+-----------+-----
///     4E  0x5400 and 0xD400, then serial number and two octets 0, then the same
///     1E  command, PC, timer, data; response: command with bit 7, end code, data
///
/// Numbers are least significant octet first in binary code, hexadecimal digits most significant first in
/// ASCII.
///
/// Source: MITSUBISHI SH-080956ENG "SLMP Reference Manual", clause 4; SH-080008 "MELSEC Communication
/// Protocol Reference Manual", clauses 4 (3E, 4E) and 18 (1E).
struct SLMPFrame {
  var kind: SLMPKind
  var isASCII: Bool
  var isResponse: Bool
  /// 4E only.
  var serial: UInt16 = 0
  /// The station's number in its network, 0xFF for the one that is connected.
  var station: UInt8 = 0xFF
  /// Where the command's data stands: behind the subcommand, or behind the end code.
  var data: Range<Int> = 0..<0
  /// All octets of the frame.
  var octets = 0
  var command: UInt16 = 0
  var subcommand: UInt16 = 0
  var endCode: UInt16 = 0

  /// Longer frames are none: 960 points and their addresses, in ASCII code.
  private static let bodyLimit = 8_192

  enum Reading {
    case frame(SLMPFrame)
    /// Octets that the frame needs; 0 where not known.
    case incomplete(Int)
    case none
  }

  static func read(_ octets: Span<UInt8>) -> Reading {
    guard octets.count >= 4 else { return .incomplete(4) }
    switch (octets[0], octets[1]) {
    case (0x50, 0), (0xD0, 0): return binary(octets, .frame3E, header: 2)
    case (0x54, 0), (0xD4, 0): return binary(octets, .frame4E, header: 6)
    case (0x35, 0x30), (0x44, 0x30): return ascii(octets, .frame3E, header: 4)
    case (0x35, 0x34), (0x44, 0x34): return ascii(octets, .frame4E, header: 12)
    default: return .none
    }
  }

  private static func binary(_ octets: Span<UInt8>, _ kind: SLMPKind, header: Int) -> Reading {
    guard octets.count >= header + 9 else { return .incomplete(header + 9) }
    var frame = SLMPFrame(kind: kind, isASCII: false, isResponse: octets[0] & 0x80 != 0)
    if kind == .frame4E {
      frame.serial = UInt16(octets[2]) | UInt16(octets[3]) << 8
      guard octets[4] == 0, octets[5] == 0 else { return .none }
    }
    frame.station = octets[header + 1]
    guard isUnit(UInt16(octets[header + 2]) | UInt16(octets[header + 3]) << 8) else { return .none }
    let length = Int(octets[header + 5]) | Int(octets[header + 6]) << 8
    frame.octets = header + 7 + length
    guard length >= (frame.isResponse ? 2 : 6), length <= bodyLimit else { return .none }
    guard octets.count >= frame.octets else { return .incomplete(frame.octets) }
    let body = header + 7
    if frame.isResponse {
      frame.endCode = UInt16(octets[body]) | UInt16(octets[body + 1]) << 8
      frame.data = (body + 2)..<frame.octets
    } else {
      frame.command = UInt16(octets[body + 2]) | UInt16(octets[body + 3]) << 8
      frame.subcommand = UInt16(octets[body + 4]) | UInt16(octets[body + 5]) << 8
      frame.data = (body + 6)..<frame.octets
    }
    return .frame(frame)
  }

  private static func ascii(_ octets: Span<UInt8>, _ kind: SLMPKind, header: Int) -> Reading {
    guard octets.count >= header + 18 else { return .incomplete(header + 18) }
    guard octets[2] == 0x30, octets[3] == 0x30 else { return .none }
    var frame = SLMPFrame(kind: kind, isASCII: true, isResponse: octets[0] == 0x44)
    if kind == .frame4E {
      guard let serial = hexadecimal(octets, 4, 4), hexadecimal(octets, 8, 4) == 0 else { return .none }
      frame.serial = UInt16(truncatingIfNeeded: serial)
    }
    guard hexadecimal(octets, header, 2) != nil, let station = hexadecimal(octets, header + 2, 2),
      let unit = hexadecimal(octets, header + 4, 4), hexadecimal(octets, header + 8, 2) != nil,
      let length = hexadecimal(octets, header + 10, 4)
    else { return .none }
    frame.station = UInt8(truncatingIfNeeded: station)
    guard isUnit(UInt16(truncatingIfNeeded: unit)) else { return .none }
    let body = header + 14
    frame.octets = body + Int(length)
    guard length >= (frame.isResponse ? 4 : 12), Int(length) <= bodyLimit else { return .none }
    guard octets.count >= frame.octets else { return .incomplete(frame.octets) }
    if frame.isResponse {
      guard let code = hexadecimal(octets, body, 4) else { return .none }
      frame.endCode = UInt16(truncatingIfNeeded: code)
      frame.data = (body + 4)..<frame.octets
    } else {
      guard hexadecimal(octets, body, 4) != nil, let command = hexadecimal(octets, body + 4, 4),
        let subcommand = hexadecimal(octets, body + 8, 4)
      else { return .none }
      frame.command = UInt16(truncatingIfNeeded: command)
      frame.subcommand = UInt16(truncatingIfNeeded: subcommand)
      frame.data = (body + 12)..<frame.octets
    }
    return .frame(frame)
  }

  /// The request destination's module: the own station, CPUs of a multiple system, control and standby CPUs.
  ///
  /// Source: SH-080956ENG, clause 4.2, "Request destination module I/O No.".
  private static func isUnit(_ number: UInt16) -> Bool {
    number == 0x03FF || (0x03D0...0x03D3).contains(number) || (0x03E0...0x03E3).contains(number)
      || number <= 0x01FF
  }

  /// The number that hexadecimal digits spell; nil where one is none.
  static func hexadecimal(_ octets: Span<UInt8>, _ start: Int, _ digits: Int) -> UInt32? {
    guard start >= 0, digits <= 8, octets.count - start >= digits else { return nil }
    var value: UInt32 = 0
    for index in start..<(start + digits) {
      guard let digit = digit(octets[index]) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  static func digit(_ octet: UInt8) -> UInt8? {
    switch octet {
    case 0x30...0x39: octet - 0x30
    case 0x41...0x46: octet - 0x37
    case 0x61...0x66: octet - 0x57
    default: nil
    }
  }
}
