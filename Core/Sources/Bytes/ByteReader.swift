/// Reads a borrowed frame from front to back, in network byte order unless the call says otherwise.
///
/// A reader never traps and never reads outside its frame: a field that does not fit is a ``DecodeError``
/// with the offset at which it should have stood. The octets are borrowed, never copied.
public struct ByteReader: ~Escapable {
  /// All octets of the frame, those already read included.
  public let octets: Span<UInt8>
  @usableFromInline
  var cursor: Int

  @inlinable
  @_lifetime(copy octets)
  public init(_ octets: Span<UInt8>) {
    self.octets = octets
    self.cursor = 0
  }

  /// The offset of the next octet, from 0 to `octets.count`.
  @inlinable
  public var position: Int { cursor }

  /// The number of octets that have not been read.
  @inlinable
  public var remaining: Int { octets.count &- cursor }

  @inlinable
  public var isAtEnd: Bool { cursor >= octets.count }
}

// Always inline: called, a field of two octets costs twenty instructions, inlined six.
extension ByteReader {
  @inlinable
  @inline(__always)
  @_lifetime(self: copy self)
  public mutating func uint8() throws(DecodeError) -> UInt8 {
    let start = cursor
    guard octets.count &- start >= 1 else { throw DecodeError(.truncated, at: start) }
    cursor = start &+ 1
    return octets[start]
  }

  @inlinable
  @inline(__always)
  @_lifetime(self: copy self)
  public mutating func uint16() throws(DecodeError) -> UInt16 {
    let start = cursor
    guard octets.count &- start >= 2 else { throw DecodeError(.truncated, at: start) }
    cursor = start &+ 2
    return UInt16(octets[start]) &<< 8 | UInt16(octets[start &+ 1])
  }

  @inlinable
  @inline(__always)
  @_lifetime(self: copy self)
  public mutating func uint32() throws(DecodeError) -> UInt32 {
    let start = cursor
    guard octets.count &- start >= 4 else { throw DecodeError(.truncated, at: start) }
    cursor = start &+ 4
    return UInt32(octets[start]) &<< 24 | UInt32(octets[start &+ 1]) &<< 16
      | UInt32(octets[start &+ 2]) &<< 8 | UInt32(octets[start &+ 3])
  }

  @inlinable
  @_lifetime(self: copy self)
  public mutating func uint64() throws(DecodeError) -> UInt64 {
    guard remaining >= 8 else { throw DecodeError(.truncated, at: cursor) }
    let high = try uint32()
    return try UInt64(high) &<< 32 | UInt64(uint32())
  }

  @inlinable
  @_lifetime(self: copy self)
  public mutating func uint24() throws(DecodeError) -> UInt32 {
    guard remaining >= 3 else { throw DecodeError(.truncated, at: cursor) }
    let high = try uint8()
    return try UInt32(high) &<< 16 | UInt32(uint16())
  }

  @inlinable
  @_lifetime(self: copy self)
  public mutating func uint16LittleEndian() throws(DecodeError) -> UInt16 {
    try uint16().byteSwapped
  }

  @inlinable
  @_lifetime(self: copy self)
  public mutating func uint32LittleEndian() throws(DecodeError) -> UInt32 {
    try uint32().byteSwapped
  }

  @inlinable
  @_lifetime(self: copy self)
  public mutating func uint64LittleEndian() throws(DecodeError) -> UInt64 {
    try uint64().byteSwapped
  }
}

extension ByteReader {
  /// The next octet, left where it is.
  @inlinable
  public func peek() throws(DecodeError) -> UInt8 {
    guard cursor < octets.count else { throw DecodeError(.truncated, at: cursor) }
    return octets[cursor]
  }

  @inlinable
  @_lifetime(self: copy self)
  public mutating func skip(_ count: Int) throws(DecodeError) {
    guard count >= 0 else { throw DecodeError(.invalid, at: cursor) }
    guard count <= octets.count &- cursor else { throw DecodeError(.truncated, at: cursor) }
    cursor = cursor &+ count
  }

  /// A reader over exactly the next `count` octets, which this reader then has behind it.
  ///
  /// A dissector takes its frame by its length field first, then reads inside it.
  @inlinable
  @_lifetime(self: copy self)
  @_lifetime(copy self)
  public mutating func take(_ count: Int) throws(DecodeError) -> ByteReader {
    ByteReader(try span(count))
  }

  /// Exactly the next `count` octets, borrowed.
  @inlinable
  @_lifetime(self: copy self)
  @_lifetime(copy self)
  public mutating func span(_ count: Int) throws(DecodeError) -> Span<UInt8> {
    let start = cursor
    guard count >= 0 else { throw DecodeError(.invalid, at: start) }
    guard count <= octets.count &- start else { throw DecodeError(.truncated, at: start) }
    cursor = start &+ count
    return octets.extracting(start..<(start &+ count))
  }

  /// All octets that are left, borrowed; the reader is at its end afterwards.
  @inlinable
  @_lifetime(self: copy self)
  @_lifetime(copy self)
  public mutating func rest() -> Span<UInt8> {
    let start = cursor
    cursor = octets.count
    return octets.extracting(start..<octets.count)
  }
}
