/// Appends `value` in decimal.
@inlinable
public func appendDecimal(_ value: UInt64, to text: inout [UInt8]) {
  if value < 10 {
    text.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value))
    return
  }
  let start = text.count
  var rest = value
  while rest > 0 {
    text.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
    rest /= 10
  }
  var left = start
  var right = text.count &- 1
  while left < right {
    text.swapAt(left, right)
    left &+= 1
    right &-= 1
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
