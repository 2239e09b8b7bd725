/// A file's path as hashes and as what its name says: enough to compare files without their texts.
///
/// Letters A to Z count as a to z, as file servers of Windows count them.
public struct FilePath: Hashable, Sendable {
  /// Of the share and all folders.
  public var folder: UInt64
  /// Of the last part of the path.
  public var base: UInt64
  /// Of the last part without its last extension.
  public var stem: UInt64
  /// Of the last part without its last two extensions: `plan.dwg.locked` without both.
  public var root: UInt64
  public var fileExtension: FileExtension
  /// The last extension but one.
  public var innerExtension: FileExtension
  public var traits: FileNameTraits

  /// `path` as UTF-8 with `\\` or `/` between its parts; `share` is mixed into the folder.
  public init(_ path: Span<UInt8>, share: UInt64 = 0) {
    var start = 0
    for index in path.indices where path[index] == 0x5C || path[index] == 0x2F { start = index &+ 1 }
    let base = path.extracting(start..<path.count)
    folder = mixed(share, Self.hash(path.extracting(0..<start)))
    self.base = Self.hash(base)
    let last = Self.lastDot(base)
    stem = Self.hash(base.extracting(0..<last))
    fileExtension = last < base.count ? FileExtension(base.extracting((last &+ 1)..<base.count)) : .none
    let inner = base.extracting(0..<last)
    let dot = Self.lastDot(inner)
    root = Self.hash(inner.extracting(0..<dot))
    innerExtension = dot < inner.count ? FileExtension(inner.extracting((dot &+ 1)..<inner.count)) : .none
    traits = FileNameTraits(base, fileExtension)
  }

  /// One number for the whole path.
  public var whole: UInt64 { mixed(folder, base) }

  /// One number for the path without its last extension.
  public var stemWhole: UInt64 { mixed(folder, stem) }

  /// Where the last dot stands that is not the first octet; the end where there is none.
  private static func lastDot(_ name: Span<UInt8>) -> Int {
    var at = name.count
    while at > 1 {
      at &-= 1
      if name[at] == 0x2E { return at }
    }
    return name.count
  }

  static func hash(_ text: Span<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: text.count)
    var word: UInt64 = 0
    for index in text.indices {
      word = word &<< 8 | UInt64(lowered(text[index]))
      if index & 7 == 7 {
        hash = mixed(hash, word)
        word = 0
      }
    }
    return mixed(hash, word ^ 0x5A5A_0000_0000_0000)
  }

  @inline(__always)
  static func lowered(_ octet: UInt8) -> UInt8 {
    octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet
  }
}

/// A file name's last extension in small letters, as one value of 16 octets.
public struct FileExtension: Hashable, Sendable {
  public static let octetLimit = 16

  let high: UInt64
  let low: UInt64

  @inlinable
  public static var none: FileExtension { FileExtension(high: 0, low: 0) }

  @usableFromInline
  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// A longer one is cut.
  public init(_ text: Span<UInt8>) {
    var words = (UInt64(0), UInt64(0))
    for index in 0..<Self.octetLimit {
      let octet: UInt64 = index < text.count ? UInt64(FilePath.lowered(text[index])) : 0
      if index < 8 { words.0 = words.0 << 8 | octet } else { words.1 = words.1 << 8 | octet }
    }
    (high, low) = words
  }

  public init(_ text: String) {
    self.init(Array(text.utf8).span)
  }

  public var isEmpty: Bool { high == 0 && low == 0 }

  /// Its octets as numbers, for an order.
  public var order: (high: UInt64, low: UInt64) { (high, low) }

  /// The extension's octets, small letters.
  public var octets: [UInt8] {
    var octets: [UInt8] = []
    for word in [high, low] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        let octet = UInt8(truncatingIfNeeded: word >> shift)
        if octet != 0 { octets.append(octet) }
      }
    }
    return octets
  }
}
