/// What the first octets of a file say that it is.
///
/// Source: Microsoft PE format; System V ABI (ELF); ISO 32000-1, 7.5.2 (PDF); PKWARE APPNOTE 4.3.7 (ZIP);
/// MS-CFB 2.2; RFC 2083, 3.1 (PNG); ITU-T T.81, B.1.1.3 (JPEG); RFC 1952, 2.3.1 (gzip); RFC 8878, 3.1.1.
public enum ContentForm: UInt8, CaseIterable, Hashable, Sendable {
  case unknown
  /// A program or library of Windows.
  case windowsProgram
  case elfProgram
  case script
  case pdf
  /// ZIP, and what is one inside: documents of offices, packages.
  case zip
  /// Documents of older offices, installers of Windows.
  case compound
  case picture
  /// Compressed by other means: gzip, 7z, RAR, xz, bzip2, Zstandard, LZ4, cabinet.
  case archive
  case database
  case media

  public init(_ content: Span<UInt8>) {
    var head: UInt64 = 0
    for index in 0..<8 { head = head << 8 | (index < content.count ? UInt64(content[index]) : 0) }
    switch true {
    case head >> 48 == 0x4D5A: self = .windowsProgram
    case head >> 32 == 0x7F45_4C46: self = .elfProgram
    case head >> 48 == 0x2321: self = .script
    case head >> 24 == 0x25_5044_462D: self = .pdf
    case head >> 32 == 0x504B_0304, head >> 32 == 0x504B_0506: self = .zip
    case head == 0xD0CF_11E0_A1B1_1AE1: self = .compound
    case head == 0x8950_4E47_0D0A_1A0A, head >> 40 == 0xFF_D8FF, head >> 32 == 0x4749_4638,
      head >> 32 == 0x4949_2A00, head >> 32 == 0x4D4D_002A:
      self = .picture
    case head >> 48 == 0x1F8B, head >> 16 == 0x377A_BCAF_271C, head >> 32 == 0x5261_7221,
      head >> 16 == 0xFD37_7A58_5A00, head >> 40 == 0x42_5A68, head >> 32 == 0x28B5_2FFD,
      head >> 32 == 0x0422_4D18, head >> 32 == 0x4D53_4346:
      self = .archive
    case head >> 8 == 0x5351_4C69_7465_20: self = .database
    case head & 0xFFFF_FFFF == 0x6674_7970, head >> 32 == 0x5249_4646, head >> 32 == 0x1A45_DFA3,
      head >> 40 == 0x49_4433:
      self = .media
    default: self = .unknown
    }
  }

  /// Runs where it lands.
  public var isProgram: Bool { self == .windowsProgram || self == .elfProgram }

  /// Compressed, so that its octets are even without a cipher.
  public var isCompressed: Bool {
    switch self {
    case .pdf, .zip, .picture, .archive, .media: true
    default: false
    }
  }
}
