/// A small seeded generator of numbers: the same seed gives the same plant, octet for octet.
///
/// Source: SplitMix64, Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct SeededGenerator: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of the closed range. The bias of the remainder is far below what a plant's jitter shows.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    let width = UInt64(range.upperBound - range.lowerBound) + 1
    return range.lowerBound + Int(next() % width)
  }

  /// True once in `count` times on average.
  mutating func happens(onceIn count: Int) -> Bool {
    number(in: 1...count) == 1
  }

  /// A time between the two, evenly spread, in whole nanoseconds.
  mutating func duration(_ shortest: Duration, _ longest: Duration) -> Duration {
    .nanoseconds(number(in: Int(shortest.wholeNanoseconds)...Int(longest.wholeNanoseconds)))
  }

  mutating func octets(_ count: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count + 8)
    while result.count < count {
      result.append(contentsOf: next())
    }
    result.removeLast(result.count - count)
    return result
  }
}

extension [UInt8] {
  fileprivate mutating func append(contentsOf word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
    }
  }
}
