/// The MD5 digest of octets that come piece by piece.
///
/// For matching only, never for security: collisions are made in seconds. It stands here because lists of
/// indicators name most files by it; a match says that somebody listed these octets, or made others that
/// collide with them, which is as telling.
///
/// Source: RFC 1321, sections 3.1 to 3.5.
public struct MD5: Sendable {
  public static let digestOctets = 16
  private static let blockOctets = 64

  private var state: InlineArray<4, UInt32> = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
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

  /// The digest of all octets taken, 16 octets.
  public consuming func finish() -> [UInt8] {
    let bits = octets &* 8
    append(0x80)
    while blockCount != Self.blockOctets - 8 { append(0) }
    for shift in stride(from: 0, through: 56, by: 8) {
      append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    var digest: [UInt8] = []
    digest.reserveCapacity(Self.digestOctets)
    for index in 0..<4 {
      for shift in stride(from: 0, through: 24, by: 8) {
        digest.append(UInt8(truncatingIfNeeded: state[index] >> UInt32(shift)))
      }
    }
    return digest
  }

  /// The digest of octets that are there at once.
  public static func digest(_ input: Span<UInt8>) -> [UInt8] {
    var hash = MD5()
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

  /// Source: RFC 1321, section 3.4: four rounds of 16 steps, each with its function, order and turns.
  private mutating func compress() {
    var words = InlineArray<16, UInt32>(repeating: 0)
    for index in 0..<16 {
      let at = index &* 4
      words[index] =
        UInt32(block[at]) | UInt32(block[at &+ 1]) << 8 | UInt32(block[at &+ 2]) << 16
        | UInt32(block[at &+ 3]) << 24
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    for step in 0..<64 {
      let mixed: UInt32
      let word: Int
      switch step / 16 {
      case 0: (mixed, word) = (b & c | ~b & d, step)
      case 1: (mixed, word) = (b & d | c & ~d, 5 &* step &+ 1)
      case 2: (mixed, word) = (b ^ c ^ d, 3 &* step &+ 5)
      default: (mixed, word) = (c ^ (b | ~d), 7 &* step)
      }
      let sum = a &+ mixed &+ words[word & 15] &+ Self.sines[step]
      let turns = Self.turns[step / 16 &* 4 &+ step % 4]
      (a, b, c, d) = (d, b &+ (sum << turns | sum >> (32 &- turns)), b, c)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
  }

  private static let turns: InlineArray<16, UInt32> = [
    7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21,
  ]

  /// The whole part of 2^32 times the sine of 1 to 64, without its sign.
  private static let sines: InlineArray<64, UInt32> = [
    0xD76A_A478, 0xE8C7_B756, 0x2420_70DB, 0xC1BD_CEEE, 0xF57C_0FAF, 0x4787_C62A, 0xA830_4613, 0xFD46_9501,
    0x6980_98D8, 0x8B44_F7AF, 0xFFFF_5BB1, 0x895C_D7BE, 0x6B90_1122, 0xFD98_7193, 0xA679_438E, 0x49B4_0821,
    0xF61E_2562, 0xC040_B340, 0x265E_5A51, 0xE9B6_C7AA, 0xD62F_105D, 0x0244_1453, 0xD8A1_E681, 0xE7D3_FBC8,
    0x21E1_CDE6, 0xC337_07D6, 0xF4D5_0D87, 0x455A_14ED, 0xA9E3_E905, 0xFCEF_A3F8, 0x676F_02D9, 0x8D2A_4C8A,
    0xFFFA_3942, 0x8771_F681, 0x6D9D_6122, 0xFDE5_380C, 0xA4BE_EA44, 0x4BDE_CFA9, 0xF6BB_4B60, 0xBEBF_BC70,
    0x289B_7EC6, 0xEAA1_27FA, 0xD4EF_3085, 0x0488_1D05, 0xD9D4_D039, 0xE6DB_99E5, 0x1FA2_7CF8, 0xC4AC_5665,
    0xF429_2244, 0x432A_FF97, 0xAB94_23A7, 0xFC93_A039, 0x655B_59C3, 0x8F0C_CC92, 0xFFEF_F47D, 0x8584_5DD1,
    0x6FA8_7E4F, 0xFE2C_E6E0, 0xA301_4314, 0x4E08_11A1, 0xF753_7E82, 0xBD3A_F235, 0x2AD7_D2BB, 0xEB86_D391,
  ]
}
