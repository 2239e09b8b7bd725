/// The name of a file of the tree: 256 hashes or entries, or fewer at the right edge.
///
///     tile/<level>/<index>[.p/<width>]        hashes of a level
///     tile/entries/<index>[.p/<width>]        the entries themselves
///
/// An index is written in groups of three digits, all but the last behind an x: `x001/x234/067`.
///
/// Source: C2SP tlog-tiles, Merkle Tree and Log entries.
public struct TilePath: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// 0 for the hashes of entries; 7 holds those of 2^56 entries each.
    case hashes(level: Int)
    case entries
  }

  /// Hashes or entries of a file that is full.
  public static let fullWidth = 256
  /// The levels of a tree of 2^64 entries.
  public static let levelCount = 8

  public let kind: Kind
  public let index: UInt64
  /// 1 to 256.
  public let width: Int

  public init(_ kind: Kind, index: UInt64, width: Int = fullWidth) {
    self.kind = kind
    self.index = index
    self.width = min(max(width, 1), Self.fullWidth)
  }

  /// The file of a kind and index in a tree of that size; nil where it has none.
  public init?(_ kind: Kind, index: UInt64, treeSize: UInt64) {
    var count = treeSize
    if case .hashes(let level) = kind {
      guard (0..<Self.levelCount).contains(level) else { return nil }
      count = treeSize >> UInt64(8 * level)
    }
    guard index <= (count >> 8) else { return nil }
    let width = index < count >> 8 ? UInt64(Self.fullWidth) : count & 255
    guard width > 0 else { return nil }
    self.init(kind, index: index, width: Int(width))
  }

  public var isFull: Bool { width == Self.fullWidth }

  /// The full file that takes this one's place when the tree has grown.
  public var full: TilePath { TilePath(kind, index: index) }

  /// The path below the ledger's folder.
  public var text: String {
    var text = "tile/"
    switch kind {
    case .hashes(let level): text += "\(level)/"
    case .entries: text += "entries/"
    }
    var groups: [UInt64] = []
    var rest = index
    repeat {
      groups.append(rest % 1_000)
      rest /= 1_000
    } while rest > 0
    for (place, group) in groups.enumerated().reversed() {
      if place > 0 { text += "x" }
      text += group < 10 ? "00" : group < 100 ? "0" : ""
      text += "\(group)"
      if place > 0 { text += "/" }
    }
    return isFull ? text : text + ".p/\(width)"
  }

  /// Reads a path; nil where it is none, or is not written as it must be.
  public init?(parsing text: [UInt8]) {
    var parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
    guard parts.popFirst()?.elementsEqual("tile".utf8) == true, let level = parts.popFirst() else {
      return nil
    }
    let kind: Kind
    if level.elementsEqual("entries".utf8) {
      kind = .entries
    } else {
      guard let number = decimal(level), number < UInt64(Self.levelCount) else { return nil }
      kind = .hashes(level: Int(number))
    }
    var width = UInt64(Self.fullWidth)
    if let last = parts.last, let before = parts.dropLast().last, before.suffix(2).elementsEqual(".p".utf8) {
      guard let number = decimal(last), (1..<UInt64(Self.fullWidth)).contains(number) else { return nil }
      width = number
      parts = parts.dropLast()
      parts[parts.endIndex - 1] = before.dropLast(2)
    }
    var index: UInt64 = 0
    guard (1...7).contains(parts.count) else { return nil }
    for (place, part) in parts.enumerated() {
      var digits = part
      if place < parts.count - 1 { guard digits.popFirst() == UInt8(ascii: "x") else { return nil } }
      guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      let group = digits.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
      let (scaled, overflows) = index.multipliedReportingOverflow(by: 1_000)
      let (sum, carries) = scaled.addingReportingOverflow(group)
      guard !overflows, !carries else { return nil }
      index = sum
    }
    self.init(kind, index: index, width: Int(width))
    guard self.text.utf8.elementsEqual(text) else { return nil }
  }
}
