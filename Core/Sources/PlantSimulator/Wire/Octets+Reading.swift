/// Reading and replacing numbers in network order; the caller has made sure that they are there.
extension [UInt8] {
  func number16(at place: Int) -> UInt16 { UInt16(self[place]) << 8 | UInt16(self[place + 1]) }

  func number32(at place: Int) -> UInt32 {
    UInt32(number16(at: place)) << 16 | UInt32(number16(at: place + 2))
  }

  func number48(at place: Int) -> UInt64 {
    UInt64(number16(at: place)) << 32 | UInt64(number32(at: place + 2))
  }

  mutating func set16(_ value: UInt16, at place: Int) {
    self[place] = UInt8(truncatingIfNeeded: value >> 8)
    self[place + 1] = UInt8(truncatingIfNeeded: value)
  }

  mutating func set32(_ value: UInt32, at place: Int) {
    set16(UInt16(truncatingIfNeeded: value >> 16), at: place)
    set16(UInt16(truncatingIfNeeded: value), at: place + 2)
  }

  mutating func set48(_ value: UInt64, at place: Int) {
    set16(UInt16(truncatingIfNeeded: value >> 32), at: place)
    set32(UInt32(truncatingIfNeeded: value), at: place + 2)
  }
}
