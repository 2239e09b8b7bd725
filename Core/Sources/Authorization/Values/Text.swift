/// A text as Cedar compares it: octet by octet.
///
/// Swift's own strings hold two spellings of one accented letter for equal; a permission must not.
public struct Text: Hashable, Sendable {
  /// UTF-8, valid.
  public let octets: [UInt8]

  /// The text's octets as they stand; what is no UTF-8 becomes U+FFFD.
  public init(_ string: String) {
    octets = Array(string.utf8)
  }

  public init(_ string: Substring) {
    octets = Array(string.utf8)
  }

  /// Takes octets that are known to be UTF-8.
  init(validated octets: [UInt8]) {
    self.octets = octets
  }

  /// For people; comparing goes by the octets.
  public var string: String { String(decoding: octets, as: UTF8.self) }
}

extension Text {
  /// Eight octets at a time: texts are looked up with every decision.
  public func hash(into hasher: inout Hasher) {
    let span = octets.span
    var at = 0
    while at &+ 8 <= span.count {
      var word: UInt64 = 0
      for next in at..<(at &+ 8) { word = word &<< 8 | UInt64(span[next]) }
      hasher.combine(word)
      at &+= 8
    }
    // The count tells short texts from those that zeros continue.
    var rest = UInt64(truncatingIfNeeded: span.count - at + 1)
    while at < span.count {
      rest = rest &<< 8 | UInt64(span[at])
      at &+= 1
    }
    hasher.combine(rest)
  }
}

extension Text: Comparable {
  /// By octets, which for UTF-8 is the order of the scalars.
  public static func < (left: Text, right: Text) -> Bool {
    left.octets.lexicographicallyPrecedes(right.octets)
  }
}

extension Text: ExpressibleByStringLiteral {
  public init(stringLiteral string: String) {
    self.init(string)
  }
}

extension Text: CustomStringConvertible {
  public var description: String { string }
}
