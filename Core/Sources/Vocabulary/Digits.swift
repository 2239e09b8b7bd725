/// Appends `value` in decimal, with leading zeros up to `width` digits.
public func appendDecimal(_ value: UInt64, width: Int = 1, to text: inout [UInt8]) {
  if value < 10, width <= 1 {
    return text.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value))
  }
  var count = 1
  var rest = value
  while rest >= 10 {
    rest /= 10
    count &+= 1
  }
  count = max(count, width)
  // Room for all digits at once: an append each would check capacity and uniqueness each.
  let start = text.count
  text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
  var octets = text.mutableSpan
  octets.setDecimal(value, at: start, count: count)
}

extension MutableSpan<UInt8> {
  /// Writes the last `count` decimal digits of `value` from `start` on.
  @inline(__always)
  mutating func setDecimal(_ value: UInt64, at start: Int, count: Int) {
    var rest = value
    var at = start &+ count
    while at > start {
      at &-= 1
      self[at] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}

/// Appends `value` in lower-case hexadecimal, with leading zeros up to `width` digits.
public func appendHexadecimal(_ value: UInt64, width: Int = 1, to text: inout [UInt8]) {
  var shift = 60
  var started = false
  while shift >= 0 {
    let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15
    if started || digit != 0 || shift < width * 4 {
      text.append(hexadecimalDigit(digit))
      started = true
    }
    shift -= 4
  }
}

@inlinable
public func hexadecimalDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &+ (value &- 10)
}

public func hexadecimalValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): return digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): return digit - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): return digit - UInt8(ascii: "A") + 10
  default: return nil
  }
}
