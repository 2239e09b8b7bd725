/// The SHA-256 digest of octets that come piece by piece, by which certificates, files and hellos are
/// recognised.
///
/// It names things for lists of indicators and proves nothing: keys, signatures and the ledger use a library.
/// It stands here because the same octets must give the same name on a command line and in a browser tab.
///
/// Source: FIPS 180-4, sections 5.1.1 and 6.2.
public struct SHA256: Sendable {
  public static let digestOctets = 32
  private static let blockOctets = 64

  private var state: InlineArray<8, UInt32> = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
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
      block[blockCount] = input[at]
      blockCount &+= 1
      at &+= 1
      if blockCount == Self.blockOctets {
        compress()
        blockCount = 0
      }
    }
  }

  /// The digest of all octets taken, 32 octets.
  public consuming func finish() -> [UInt8] {
    let bits = octets &* 8
    append(0x80)
    while blockCount != Self.blockOctets - 8 { append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    var digest: [UInt8] = []
    digest.reserveCapacity(Self.digestOctets)
    for index in 0..<8 {
      for shift in stride(from: 24, through: 0, by: -8) {
        digest.append(UInt8(truncatingIfNeeded: state[index] >> UInt32(shift)))
      }
    }
    return digest
  }

  /// The digest of octets that are there at once.
  public static func digest(_ input: Span<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(input)
    return hash.finish()
  }

  /// The digest in lower-case hexadecimal digits, as lists of indicators spell it.
  public static func spelled(_ digest: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(digest.count * 2)
    for octet in digest {
      text.append(digits[Int(octet >> 4)])
      text.append(digits[Int(octet & 15)])
    }
    return text
  }

  private mutating func append(_ octet: UInt8) {
    block[blockCount] = octet
    blockCount &+= 1
    if blockCount == Self.blockOctets {
      compress()
      blockCount = 0
    }
  }

  /// Source: FIPS 180-4, section 6.2.2.
  private mutating func compress() {
    var words = InlineArray<64, UInt32>(repeating: 0)
    for index in 0..<16 {
      let at = index &* 4
      words[index] =
        UInt32(block[at]) << 24 | UInt32(block[at &+ 1]) << 16 | UInt32(block[at &+ 2]) << 8
        | UInt32(block[at &+ 3])
    }
    for index in 16..<64 {
      let (near, far) = (words[index &- 2], words[index &- 15])
      let low = Self.turned(far, 7) ^ Self.turned(far, 18) ^ far >> 3
      let high = Self.turned(near, 17) ^ Self.turned(near, 19) ^ near >> 10
      words[index] = words[index &- 16] &+ low &+ words[index &- 7] &+ high
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let high = Self.turned(e, 6) ^ Self.turned(e, 11) ^ Self.turned(e, 25)
      let first = h &+ high &+ (e & f ^ ~e & g) &+ Self.constants[index] &+ words[index]
      let low = Self.turned(a, 2) ^ Self.turned(a, 13) ^ Self.turned(a, 22)
      let second = low &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  @inline(__always)
  private static func turned(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word >> bits | word << (32 &- bits)
  }

  /// Source: FIPS 180-4, section 4.2.2.
  private static let constants: InlineArray<64, UInt32> = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
    0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
    0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
    0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
    0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
    0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
    0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
  ]
}
