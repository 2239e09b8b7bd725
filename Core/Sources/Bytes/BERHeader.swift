/// The tag of a BER element: class, form and number.
///
/// Numbers above 2^28 - 1 are not read; no protocol here has them.
///
/// Source: ITU-T X.690, clause 8.1.2.
public struct BERTag: Hashable, Sendable {
  public enum Class: UInt8, Hashable, Sendable {
    case universal, application, context, personal
  }

  public let tagClass: Class
  /// The content is elements again.
  public let isConstructed: Bool
  public let number: UInt32

  @inlinable
  public init(_ tagClass: Class, _ number: UInt32, isConstructed: Bool) {
    self.tagClass = tagClass
    self.isConstructed = isConstructed
    self.number = number
  }

  /// `[APPLICATION number]`, constructed.
  @inlinable
  public static func application(_ number: UInt32) -> BERTag {
    BERTag(.application, number, isConstructed: true)
  }

  /// `[number]`, constructed: an explicit tag, or an implicit one over a sequence.
  @inlinable
  public static func context(_ number: UInt32) -> BERTag {
    BERTag(.context, number, isConstructed: true)
  }

  /// `[number]` over a value that holds no elements.
  @inlinable
  public static func contextPrimitive(_ number: UInt32) -> BERTag {
    BERTag(.context, number, isConstructed: false)
  }

  @inlinable
  public static func universal(_ number: UInt32) -> BERTag {
    BERTag(.universal, number, isConstructed: false)
  }

  public static let boolean = universal(1)
  public static let integer = universal(2)
  public static let bitString = universal(3)
  public static let octetString = universal(4)
  public static let null = universal(5)
  public static let objectIdentifier = universal(6)
  public static let enumerated = universal(10)
  public static let sequence = BERTag(.universal, 16, isConstructed: true)
  public static let set = BERTag(.universal, 17, isConstructed: true)
}

extension BERTag {
  /// The tag that begins with this octet, its number in the octet itself where no other is given.
  @inline(__always)
  init(_ first: UInt8, number: UInt32? = nil) {
    tagClass = Class(rawValue: first >> 6) ?? .universal
    isConstructed = first & 0x20 != 0
    self.number = number ?? UInt32(first & 0x1F)
  }
}

/// An element's tag and length: enough to know how many octets a message needs before all of it is there.
///
///     0     1…5      2…10
///     +-----+--------+---------
///     | tag | length | content
///
/// Source: ITU-T X.690, clauses 8.1.2 and 8.1.3.
public struct BERHeader: Hashable, Sendable {
  public let tag: BERTag
  /// Octets of tag and length.
  public let octets: Int
  /// Octets of the content; nil where its end is marked instead (indefinite length).
  public let contentOctets: Int?

  /// Octets of tag and content together; nil where the length is indefinite.
  @inlinable
  public var elementOctets: Int? { contentOctets.map { octets &+ $0 } }

  /// Throws: `.truncated` where tag or length are not whole yet, `.invalid` where no more octets would help.
  public init(_ octets: Span<UInt8>, at start: Int = 0) throws(DecodeError) {
    guard start >= 0, start < octets.count else { throw DecodeError(.truncated, at: start) }
    var at = start &+ 1
    let first = octets[start]
    // What most elements have: a number and a length of one octet each.
    if at < octets.count, first & 0x1F < 0x1F, octets[at] < 0x80 {
      tag = BERTag(first)
      contentOctets = Int(octets[at])
      self.octets = 2
      return
    }
    var number = UInt32(first & 0x1F)
    if number == 0x1F {
      number = 0
      var isLast = false
      while !isLast {
        guard at < octets.count else { throw DecodeError(.truncated, at: at) }
        guard number < 1 << 21 else { throw DecodeError(.invalid, at: at) }
        number = number << 7 | UInt32(octets[at] & 0x7F)
        isLast = octets[at] & 0x80 == 0
        at &+= 1
      }
    }
    tag = BERTag(first, number: number)
    guard at < octets.count else { throw DecodeError(.truncated, at: at) }
    let length = octets[at]
    at &+= 1
    switch length {
    case 0..<0x80: contentOctets = Int(length)
    case 0x80:
      guard tag.isConstructed else { throw DecodeError(.invalid, at: at) }
      contentOctets = nil
    // Four octets of length hold more than any capture; leading zeros are seen in the field, up to eight.
    case 0x81...0x88:
      var value: UInt64 = 0
      for _ in 0..<(length & 0x7F) {
        guard at < octets.count else { throw DecodeError(.truncated, at: at) }
        value = value << 8 | UInt64(octets[at])
        at &+= 1
      }
      guard value <= Self.contentLimit else { throw DecodeError(.invalid, at: at) }
      contentOctets = Int(truncatingIfNeeded: value)
    default: throw DecodeError(.invalid, at: at)
    }
    self.octets = at &- start
  }

  /// The most that a content's length may say; also on a machine of 32 bits a sum with it stays in range.
  static let contentLimit: UInt64 = 1 << 30
}
