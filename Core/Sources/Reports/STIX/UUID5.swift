import Bytes
import Vocabulary

/// A UUID that is made of a name: the same name in the same namespace has the same one, anywhere.
///
/// Source: RFC 9562, section 5.5.
struct UUID5: Hashable, Sendable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(_ namespace: UUID5, name: [UInt8]) {
    var hash = SHA1()
    var octets: [UInt8] = []
    octets.reserveCapacity(16)
    for half in [namespace.high, namespace.low] {
      for shift in stride(from: 56, through: 0, by: -8) {
        octets.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
      }
    }
    hash.update(octets.span)
    hash.update(name.span)
    let digest = hash.finish()
    var halves: [UInt64] = [0, 0]
    for (number, octet) in digest.prefix(16).enumerated() {
      halves[number / 8] = halves[number / 8] << 8 | UInt64(octet)
    }
    high = halves[0] & ~0xF000 | 0x5000
    low = halves[1] & ~(3 << 62) | 2 << 62
  }

  /// Appends the UUID in its usual spelling, `00abedb4-aa42-466c-9c01-fed23315a9b7`.
  func append(to text: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    for (half, isFirst) in [(high, true), (low, false)] {
      for digit in 0..<16 {
        let isBehindHyphen = isFirst ? digit == 8 || digit == 12 : digit == 0 || digit == 4
        if isBehindHyphen { text.append(UInt8(ascii: "-")) }
        text.append(digits[Int(half >> UInt64(60 - digit * 4) & 15)])
      }
    }
  }
}
