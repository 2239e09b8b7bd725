import Vocabulary

/// NTP requests and answers, version 3, as Windows and controllers ask.
///
/// Source: RFC 5905, clause 7.3.
enum NTPMessage {
  static func octets(answering asked: Timestamp? = nil, at time: Timestamp) -> [UInt8] {
    let isAnswer = asked != nil
    var octets: [UInt8] = isAnswer ? [0x1C, 3, 6, 0xEC] : [0x1B, 0, 6, 0xEC]
    octets.put32(isAnswer ? 0x0000_0420 : 0)
    octets.put32(isAnswer ? 0x0000_0A31 : 0)
    octets.put32(isAnswer ? 0x0A0A_000C : 0)
    octets.put64(isAnswer ? stamp(time + .seconds(-420)) : 0)
    octets.put64(asked.map { stamp($0) } ?? 0)
    octets.put64(isAnswer ? stamp(time) : 0)
    octets.put64(stamp(time))
    return octets
  }

  /// Seconds since 1900 and a binary fraction.
  private static func stamp(_ time: Timestamp) -> UInt64 {
    let seconds = UInt64(time.nanoseconds / 1_000_000_000) + 2_208_988_800
    let fraction = UInt64(time.nanoseconds % 1_000_000_000) << 32 / 1_000_000_000
    return seconds << 32 | fraction
  }
}
