extension JSONWriter {
  public mutating func value(_ number: Int) {
    value(Int64(number))
  }

  public mutating func value(_ number: Int64) {
    separate()
    if number < 0 { octets.append(UInt8(ascii: "-")) }
    appendDigits(number.magnitude, atLeast: 1)
  }

  public mutating func value(_ number: UInt64) {
    separate()
    appendDigits(number, atLeast: 1)
  }

  /// A decimal fraction: `number` divided by ten to the power of `decimals`, with that many digits
  /// behind the point. `decimals` is taken as 0 to 18.
  public mutating func value(scaled number: Int64, decimals: Int) {
    separate()
    appendScaled(number, decimals: decimals)
  }

  /// A number with `decimals` digits behind the point, 0 to 15, halves rounded away from zero.
  ///
  /// What JSON has no number for, or what has more than 18 digits, is null.
  public mutating func value(_ number: Double, decimals: Int) {
    let decimals = min(max(decimals, 0), 15)
    let scaled = number * Double(powerOfTen(decimals))
    guard scaled.magnitude < 1e18 else { return null() }
    separate()
    // `rounded()` would call into libm, which a WebAssembly build has not.
    appendScaled(Int64(scaled + (scaled < 0 ? -0.5 : 0.5)), decimals: decimals)
  }

  private mutating func appendScaled(_ number: Int64, decimals: Int) {
    let decimals = min(max(decimals, 0), 18)
    let divisor = UInt64(powerOfTen(decimals))
    if number < 0 { octets.append(UInt8(ascii: "-")) }
    appendDigits(number.magnitude / divisor, atLeast: 1)
    guard decimals > 0 else { return }
    octets.append(UInt8(ascii: "."))
    appendDigits(number.magnitude % divisor, atLeast: decimals)
  }

  private func powerOfTen(_ exponent: Int) -> Int64 {
    var power: Int64 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// Decimal digits, with leading zeros up to `width` (at most 20).
  private mutating func appendDigits(_ number: UInt64, atLeast width: Int) {
    if number < 10, width <= 1 {
      return octets.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number))
    }
    var count = 1
    var rest = number
    while rest >= 10 {
      rest /= 10
      count &+= 1
    }
    count = max(count, width)
    // Room for all digits at once: an append each would check capacity and uniqueness each.
    let start = octets.count
    octets.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
    var digits = octets.mutableSpan
    var at = start &+ count
    rest = number
    while rest > 0 {
      at &-= 1
      digits[at] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}
