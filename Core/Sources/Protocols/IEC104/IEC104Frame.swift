/// The control information of an IEC 60870-5-104 frame (APCI).
///
///     0      1        2                        6
///     +------+--------+------------------------+------
///     | 0x68 | length | four control octets    | ASDU
///     +------+--------+------------------------+------
///              from the control octets on, 4 to 253
///
/// Source: IEC 60870-5-104:2006, clause 5.
struct IEC104Frame {
  static var headerOctets: Int { 6 }
  static var start: UInt8 { 0x68 }
  static var lengthRange: ClosedRange<UInt8> { 4...253 }

  enum Format: UInt32 {
    /// Numbered: carries an ASDU.
    case information = 0
    /// Acknowledges alone.
    case supervision = 1
    /// Starts, stops or tests the transfer.
    case control = 3
  }

  var format: Format
  /// The first control octet; a control frame's function stands in it.
  var function: UInt8
  var frameOctets: Int

  /// Reads the first six octets; nil where they begin no frame.
  @inline(__always)
  init?(_ octets: Span<UInt8>) {
    guard octets.count >= Self.headerOctets, octets[0] == Self.start, Self.lengthRange.contains(octets[1])
    else { return nil }
    frameOctets = 2 &+ Int(octets[1])
    function = octets[2]
    format = function & 1 == 0 ? .information : function & 3 == 1 ? .supervision : .control
  }

  static var startActivation: UInt8 { 0x07 }
  static var startConfirmation: UInt8 { 0x0B }
  static var stopActivation: UInt8 { 0x13 }
  static var stopConfirmation: UInt8 { 0x23 }

  /// What the octets of a frame's head must be besides: counters end in a 0 bit, a control frame has one
  /// function, frames without ASDU are as long as their head.
  ///
  /// Source: IEC 60870-5-104:2006, clause 5.1, figures 6 to 8.
  static func isHead(_ octets: Span<UInt8>) -> Bool {
    guard let frame = IEC104Frame(octets) else { return false }
    switch frame.format {
    case .information: return octets[4] & 1 == 0 && frame.frameOctets >= 12
    case .supervision:
      return frame.frameOctets == 6 && octets[2] == 1 && octets[3] == 0 && octets[4] & 1 == 0
    case .control:
      let functions = octets[2] >> 2
      return frame.frameOctets == 6 && functions != 0 && functions & (functions - 1) == 0 && octets[3] == 0
        && octets[4] == 0 && octets[5] == 0
    }
  }
}
