/// Numbers by number, for keys that Bulkhead gave itself: open addressing, a step at a time.
struct NumberMap: Sendable {
  private var keys: [UInt64]
  private var values: [Int32]
  private let shift: UInt64

  /// Holds `numbers`; no key is `UInt64.max`, no value negative.
  init(_ numbers: [UInt64: Int32]) {
    var width: UInt64 = 4
    while UInt64(1) << width < UInt64(numbers.count) * 2 { width += 1 }
    shift = 64 - width
    keys = [UInt64](repeating: .max, count: 1 << Int(width))
    values = [Int32](repeating: -1, count: 1 << Int(width))
    for (key, value) in numbers {
      var slot = slot(of: key)
      while keys[slot] != .max { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = key
      values[slot] = value
    }
  }

  private func slot(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  subscript(key: UInt64) -> Int32? {
    var slot = slot(of: key)
    while keys[slot] != key {
      if keys[slot] == .max { return nil }
      slot = (slot &+ 1) & (keys.count &- 1)
    }
    return values[slot]
  }
}
