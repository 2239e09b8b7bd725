/// How even the octets of a sample are: what tells text from a picture, and a picture from a cipher.
///
/// Integer arithmetic alone, so that every machine gives the same measure.
public struct ContentMeasure: Hashable, Sendable {
  /// Octets that a sample is cut at.
  public static let sampleLimit = 4_096
  /// A smaller sample says nothing of the content behind it.
  public static let usefulOctets = 512

  /// Octets measured; 0 where none were seen.
  public let sampleOctets: UInt16
  /// Shannon's entropy of the octets, in 1/16 bit an octet: 0 to 128.
  public let entropy: UInt8
  /// How far the octets are from equally frequent: 255 on average where they are random, whatever the
  /// sample's size; archives and pictures are above 400 in most cases. Clamped.
  public let chiSquare: UInt16
  /// What the first octets say the content is.
  public let form: ContentForm

  @inlinable
  public static var none: ContentMeasure { ContentMeasure() }

  @usableFromInline
  init() {
    sampleOctets = 0
    entropy = 0
    chiSquare = 0
    form = .unknown
  }

  /// Measures the beginning of a content, at most ``sampleLimit`` octets.
  public init(_ content: Span<UInt8>) {
    let total = min(content.count, Self.sampleLimit)
    var counts = InlineArray<256, UInt32>(repeating: 0)
    for index in 0..<total { counts[Int(content[index])] &+= 1 }
    var logarithms: UInt64 = 0
    var squares: UInt64 = 0
    for value in 0..<256 where counts[value] > 0 {
      let count = UInt64(counts[value])
      logarithms &+= count &* Self.logarithm(counts[value])
      squares &+= count &* count
    }
    sampleOctets = UInt16(truncatingIfNeeded: total)
    form = ContentForm(content)
    guard total > 0 else {
      entropy = 0
      chiSquare = 0
      return
    }
    // H = log n - (sum of c log c) / n, in 1/65536 bit.
    let whole = Self.logarithm(UInt32(truncatingIfNeeded: total))
    let mean = logarithms / UInt64(total)
    entropy = UInt8(clamping: (whole > mean ? whole - mean : 0) >> 12)
    // With an expected count of n / 256: the sum of squares over it, less n.
    chiSquare = UInt16(clamping: Int(squares * 256 / UInt64(total)) - total)
  }

  /// The sample is large enough, and its octets as even as those of a cipher or of tight compression.
  public var isEven: Bool { sampleOctets >= Self.usefulOctets && entropy >= Self.evenEntropy(sampleOctets) }

  /// No archive and no picture explains that the octets are so even: by their heads they are none, and by
  /// their spread they are random.
  public var isCipher: Bool { isEven && form == .unknown && chiSquare < 400 }

  /// Random octets miss 8 bits by about 184 / n: 7.5 bits of 512 octets, 7.9 of 4,096.
  private static func evenEntropy(_ octets: UInt16) -> UInt8 {
    octets >= 2_048 ? 124 : octets >= 1_024 ? 122 : 117
  }

  /// The logarithm to the base of 2 in 1/65536, of 1 or more.
  private static func logarithm(_ number: UInt32) -> UInt64 {
    let exponent = 31 - number.leadingZeroBitCount
    var mantissa = UInt64(number) << (31 - UInt64(exponent))
    var fraction: UInt64 = 0
    // Squaring doubles the logarithm: each time it reaches 2, the next bit is set.
    for _ in 0..<16 {
      mantissa = mantissa &* mantissa >> 31
      fraction <<= 1
      if mantissa >= 1 << 32 {
        mantissa >>= 1
        fraction |= 1
      }
    }
    return UInt64(exponent) << 16 | fraction
  }
}
