/// A SHA-256 digest: 32 octets, kept as four numbers so that a tree of a million allocates nothing for them.
public struct Digest: Hashable, Sendable {
  public static let octetCount = 32

  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// - Parameter octets: exactly 32; any other number gives nil.
  public init?(_ octets: Span<UInt8>) {
    guard octets.count == Self.octetCount else { return nil }
    self.init(octets, at: 0)
  }

  public init?(_ octets: [UInt8]) {
    self.init(octets.span)
  }

  /// The digest that begins at `at`; nil where fewer than 32 octets follow.
  public init?(_ octets: Span<UInt8>, at start: Int) {
    guard start >= 0, start <= octets.count - Self.octetCount else { return nil }
    func word(_ index: Int) -> UInt64 {
      var value: UInt64 = 0
      for at in (start &+ index &* 8)..<(start &+ index &* 8 &+ 8) { value = value << 8 | UInt64(octets[at]) }
      return value
    }
    words = (word(0), word(1), word(2), word(3))
  }

  /// The digest of four numbers of 64 bits, the first octet in the highest bits of the first.
  public init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// Appends the 32 octets.
  public func append(to octets: inout [UInt8]) {
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: 56, through: 0, by: -8) {
        octets.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
  }

  public var octets: [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(Self.octetCount)
    append(to: &octets)
    return octets
  }

  /// Writes the octets into an array of 65 from `at` on, for the hash of two digests.
  func write(to octets: inout InlineArray<65, UInt8>, at start: Int) {
    func put(_ word: UInt64, _ index: Int) {
      for at in 0..<8 {
        octets[start &+ index &* 8 &+ at] = UInt8(truncatingIfNeeded: word &>> UInt64(56 &- at &* 8))
      }
    }
    put(words.0, 0)
    put(words.1, 1)
    put(words.2, 2)
    put(words.3, 3)
  }

  public static func == (left: Digest, right: Digest) -> Bool {
    (left.words.0 ^ right.words.0) | (left.words.1 ^ right.words.1) | (left.words.2 ^ right.words.2)
      | (left.words.3 ^ right.words.3) == 0
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
