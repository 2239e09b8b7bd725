/// The SHA-1 digest of octets that come piece by piece.
///
/// For identifiers and for matching only, never for security: collisions can be made at will. It stands here
/// because others chose it: UUIDs of version 5 are made with it (RFC 9562, section 5.5), and lists of
/// indicators name files and certificates by it. Keys, signatures and the ledger use a library and other
/// functions.
///
/// Source: FIPS 180-4, sections 5.1.1 and 6.1.
public struct SHA1: Sendable {
  public static let digestOctets = 20
  private static let blockOctets = 64

  private var state: InlineArray<5, UInt32> = [
    0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0,
  ]
  private var block = InlineArray<64, UInt8>(repeating: 0)
  private var blockCount = 0
  private var octets: UInt64 = 0

  public init() {}

  /// Takes the next octets.
  public mutating func update(_ input: Span<UInt8>) {
    octets &+= UInt64(input.count)
    var at = 0
    while at < input.count {
      append(input[at])
      at &+= 1
    }
  }

  /// The digest of all octets taken, 20 octets.
  public consuming func finish() -> [UInt8] {
    let bits = octets &* 8
    append(0x80)
    while blockCount != Self.blockOctets - 8 { append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    var digest: [UInt8] = []
    digest.reserveCapacity(Self.digestOctets)
    for index in 0..<5 {
      for shift in stride(from: 24, through: 0, by: -8) {
        digest.append(UInt8(truncatingIfNeeded: state[index] >> UInt32(shift)))
      }
    }
    return digest
  }

  /// The digest of octets that are there at once.
  public static func digest(_ input: Span<UInt8>) -> [UInt8] {
    var hash = SHA1()
    hash.update(input)
    return hash.finish()
  }

  @inline(__always)
  private mutating func append(_ octet: UInt8) {
    block[blockCount] = octet
    blockCount &+= 1
    if blockCount == Self.blockOctets {
      compress()
      blockCount = 0
    }
  }

  /// Source: FIPS 180-4, section 6.1.2, functions and constants of 4.1.1 and 4.2.1.
  private mutating func compress() {
    var words = InlineArray<80, UInt32>(repeating: 0)
    for index in 0..<16 {
      let at = index &* 4
      words[index] =
        UInt32(block[at]) << 24 | UInt32(block[at &+ 1]) << 16 | UInt32(block[at &+ 2]) << 8
        | UInt32(block[at &+ 3])
    }
    for index in 16..<80 {
      words[index] = Self.turned(
        words[index &- 3] ^ words[index &- 8] ^ words[index &- 14] ^ words[index &- 16], 1)
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for index in 0..<80 {
      let (function, constant): (UInt32, UInt32) =
        switch index {
        case 0..<20: (b & c ^ ~b & d, 0x5A82_7999)
        case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case 40..<60: (b & c ^ b & d ^ c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let next = Self.turned(a, 5) &+ function &+ e &+ constant &+ words[index]
      (e, d, c, b, a) = (d, c, Self.turned(b, 30), a, next)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
  }

  @inline(__always)
  private static func turned(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word << bits | word >> (32 &- bits)
  }
}
