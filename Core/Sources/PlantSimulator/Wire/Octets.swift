/// Building messages: numbers appended in network order, or in little-endian order where the name says so.
/// Values are cut to the field's width.
extension [UInt8] {
  mutating func put8(_ value: some BinaryInteger) {
    append(UInt8(truncatingIfNeeded: value))
  }

  mutating func put16(_ value: some BinaryInteger) {
    put(UInt64(truncatingIfNeeded: value), octets: 2)
  }

  mutating func put24(_ value: some BinaryInteger) {
    put(UInt64(truncatingIfNeeded: value), octets: 3)
  }

  mutating func put32(_ value: some BinaryInteger) {
    put(UInt64(truncatingIfNeeded: value), octets: 4)
  }

  mutating func put48(_ value: UInt64) {
    put(value, octets: 6)
  }

  mutating func put64(_ value: UInt64) {
    put(value, octets: 8)
  }

  mutating func put16(littleEndian value: some BinaryInteger) {
    put(UInt64(truncatingIfNeeded: value).byteSwapped >> 48, octets: 2)
  }

  mutating func put32(littleEndian value: some BinaryInteger) {
    put(UInt64(truncatingIfNeeded: value).byteSwapped >> 32, octets: 4)
  }

  mutating func put64(littleEndian value: UInt64) {
    put(value.byteSwapped, octets: 8)
  }

  mutating func put(_ text: String) {
    append(contentsOf: text.utf8)
  }

  /// Text in a field of fixed width, filled up or cut.
  mutating func put(_ text: String, width: Int, fill: UInt8 = 0) {
    let octets = [UInt8](text.utf8).prefix(width)
    append(contentsOf: octets)
    append(contentsOf: [UInt8](repeating: fill, count: width - octets.count))
  }

  mutating func putUTF16(_ text: String) {
    for unit in text.utf16 {
      put16(littleEndian: unit)
    }
  }

  mutating func putZeros(_ count: Int) {
    append(contentsOf: [UInt8](repeating: 0, count: count))
  }

  /// Overwrites two octets in network order; outside the message nothing happens.
  mutating func replace16(at offset: Int, with value: UInt16) {
    guard offset >= 0, offset + 1 < count else { return }
    self[offset] = UInt8(truncatingIfNeeded: value >> 8)
    self[offset + 1] = UInt8(truncatingIfNeeded: value)
  }

  /// The value's lowest octets, the highest of them first.
  private mutating func put(_ value: UInt64, octets: UInt64) {
    var shift = octets * 8
    while shift > 0 {
      shift -= 8
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
