import Vocabulary

/// An interface as a pcapng section describes it.
struct CaptureInterface: Sendable {
  let linkType: LinkType
  /// The most octets of a packet that were kept, 0 for all.
  let snapOctets: Int
  /// The octet of the capture at which the link type stands.
  let offset: Int
  private(set) var resolution = TimeResolution()
  private(set) var offsetSeconds: Int64 = 0

  /// From the body of an interface description block: link type, reserved, snap length, options.
  ///
  /// Source: draft-ietf-opsawg-pcapng, "Interface Description Block". The caller has seen that 8 octets are
  /// there.
  init(_ body: Span<UInt8>, isBigEndian: Bool, offset: Int) {
    linkType = LinkType(rawValue: body.uint16(at: 0, isBigEndian))
    snapOctets = CaptureReader.length(body.uint32(at: 4, isBigEndian))
    self.offset = offset
    var at = 8
    while at + 4 <= body.count {
      let code = body.uint16(at: at, isBigEndian)
      let length = Int(body.uint16(at: at + 2, isBigEndian))
      at += 4
      guard code != 0, length <= body.count - at else { return }
      switch (code, length) {
      case (9, 1):
        resolution = TimeResolution(option: body[at])
      case (14, 8):
        let first = UInt64(body.uint32(at: at, isBigEndian))
        let second = UInt64(body.uint32(at: at + 4, isBigEndian))
        offsetSeconds = Int64(bitPattern: isBigEndian ? first << 32 | second : second << 32 | first)
      default:
        break
      }
      at += (length + 3) & ~3
    }
  }

  func time(high: UInt32, low: UInt32) -> Timestamp {
    let time = Timestamp(nanoseconds: resolution.nanoseconds(UInt64(high) << 32 | UInt64(low)))
    guard offsetSeconds != 0 else { return time }
    return Timestamp(seconds: offsetSeconds, nanoseconds: time.nanoseconds)
  }
}

/// How long one unit of an interface's time is.
struct TimeResolution: Sendable {
  /// A unit is `multiplier` nanoseconds, divided by `divisor`, divided by two to the power of `shift`.
  private let multiplier: UInt64
  private let divisor: UInt64
  private let shift: UInt64

  /// Microseconds, which hold where a section tells nothing.
  init() {
    self.init(option: 6)
  }

  /// The option if_tsresol: a negative power of ten, or of two where the highest bit is set.
  init(option: UInt8) {
    let exponent = Int(option & 0x7F)
    if option & 0x80 != 0 {
      (multiplier, divisor, shift) = (1_000_000_000, 1, UInt64(exponent))
    } else if exponent <= 9 {
      (multiplier, divisor, shift) = (TimeResolution.powerOfTen(9 - exponent), 1, 0)
    } else if exponent < 29 {
      (multiplier, divisor, shift) = (1, TimeResolution.powerOfTen(exponent - 9), 0)
    } else {
      // Even the largest number of such units is less than a nanosecond.
      (multiplier, divisor, shift) = (0, 1, 0)
    }
  }

  /// Rounded down, and clamped to what a ``Timestamp`` holds.
  func nanoseconds(_ units: UInt64) -> Int64 {
    let product = units.multipliedFullWidth(by: multiplier)
    var (high, low) = (product.high, product.low)
    if shift > 0 {
      // Swift's smart shifts give 0 from a word's width on, which is the right answer here.
      low = low >> shift | (shift < 64 ? high << (64 - shift) : high >> (shift - 64))
      high = high >> shift
    }
    guard high == 0 else { return .max }
    return Int64(clamping: low / divisor)
  }

  /// Ten to the power of `exponent`, which is 0 to 19.
  private static func powerOfTen(_ exponent: Int) -> UInt64 {
    var power: UInt64 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}
