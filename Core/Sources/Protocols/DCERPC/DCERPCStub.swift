import Bytes

/// A place in the octets of a call's parameters, and how they are written: NDR, or NDR64.
///
/// The place alone is kept: the octets stand beside it in each call.
///
/// Source: The Open Group C706, chapter 14; MS-RPCE, section 2.2.5.
struct DCERPCStub: Sendable {
  var at: Int
  let isLittle: Bool
  /// NDR64: counts and pointers have eight octets.
  let isWide: Bool
  /// Where the parameters begin: they are aligned from here.
  private let start: Int

  /// Characters of a text that are read.
  static let characterLimit = 256
  static let handleOctets = 20

  init(at start: Int, isLittle: Bool, isWide: Bool) {
    self.at = start
    self.start = start
    self.isLittle = isLittle
    self.isWide = isWide
  }

  mutating func align(_ octets: Int) {
    let over = (at &- start) % octets
    if over > 0 { at &+= octets &- over }
  }

  mutating func skip(_ octets: Int) { at &+= octets }

  mutating func number32(_ octets: Span<UInt8>) -> UInt32? {
    align(4)
    guard at >= 0, octets.count &- at >= 4 else { return nil }
    var reader = ByteReader(octets.extracting(at..<(at &+ 4)))
    guard let number = try? reader.uint32() else { return nil }
    at &+= 4
    return isLittle ? number.byteSwapped : number
  }

  /// A count, or whether a pointer points: four octets or eight.
  mutating func count(_ octets: Span<UInt8>) -> Int? {
    if isWide { align(8) }
    guard let first = number32(octets) else { return nil }
    guard isWide else { return Int(truncatingIfNeeded: first) & 0x7FFF_FFFF }
    guard let second = number32(octets) else { return nil }
    let (low, high) = isLittle ? (first, second) : (second, first)
    return high == 0 ? Int(truncatingIfNeeded: low) & 0x7FFF_FFFF : 0x7FFF_FFFF
  }

  /// The octets of a text with its counts before it, without the zero at its end; `at` stands behind it.
  mutating func text(_ octets: Span<UInt8>, width: Int = 2) -> Range<Int>? {
    guard count(octets) != nil, let offset = count(octets), let characters = count(octets) else { return nil }
    guard offset == 0 else { return nil }
    let begin = at
    let available = max(0, octets.count &- begin) / width
    let shown = min(characters, available, Self.characterLimit)
    at = begin &+ min(characters, available) &* width
    var end = begin
    for index in 0..<shown {
      let place = begin &+ index &* width
      if octets[place] == 0, width == 1 || octets[place &+ 1] == 0 { break }
      end = place &+ width
    }
    return begin..<end
  }

  /// A text behind a pointer that may be empty.
  mutating func pointedText(_ octets: Span<UInt8>, width: Int = 2) -> Range<Int>? {
    guard let pointer = count(octets) else { return nil }
    return pointer == 0 ? at..<at : text(octets, width: width)
  }

  /// Lengths, a pointer, and the text that it points to.
  mutating func countedText(_ octets: Span<UInt8>) -> Range<Int>? {
    align(isWide ? 8 : 4)
    skip(4)
    return pointedText(octets)
  }
}
