/// Reads the elements of one level of a BER or DER encoding, one after another.
///
/// An element's content is borrowed; a reader over it reads the level below. Nothing here recurses and no
/// call costs more than the octets that it was given: a dissector goes down level by level, as deep as its
/// protocol's grammar does.
///
/// Source: ITU-T X.690, clause 8.
public struct BERReader: ~Escapable {
  /// All octets of the level, those already read included.
  public let octets: Span<UInt8>
  /// The offset of the next element.
  public private(set) var position: Int

  /// Levels of indefinite length, one in another, that are followed to find an end.
  static let depthLimit = 32

  @_lifetime(copy octets)
  public init(_ octets: Span<UInt8>) {
    self.octets = octets
    self.position = 0
  }

  public var isAtEnd: Bool { position >= octets.count }

  /// The tag of the next element, left where it is; nil at the end and where no whole tag stands.
  public var nextTag: BERTag? { (try? BERHeader(octets, at: position))?.tag }

  /// The next element.
  ///
  /// With `mayBeCut`, an element that ends behind the octets shown is given as far as it is there.
  @_lifetime(self: copy self)
  @_lifetime(copy self)
  public mutating func next(mayBeCut: Bool = false) throws(DecodeError) -> BERElement {
    let header = try BERHeader(octets, at: position)
    let start = position &+ header.octets
    guard let length = header.contentOctets else {
      let end = try Self.endOfContents(octets, from: start, mayBeCut: mayBeCut)
      position = min(end &+ 2, octets.count)
      return BERElement(tag: header.tag, octets: octets.extracting(start..<end))
    }
    let left = octets.count &- start
    guard length <= left || mayBeCut else { throw DecodeError(.truncated, at: position) }
    let end = start &+ min(length, left)
    position = end
    return BERElement(tag: header.tag, octets: octets.extracting(start..<end))
  }

  /// The next element, which has to carry this tag: its content.
  @_lifetime(self: copy self)
  @_lifetime(copy self)
  public mutating func take(_ tag: BERTag, mayBeCut: Bool = false) throws(DecodeError) -> Span<UInt8> {
    let start = position
    let element = try next(mayBeCut: mayBeCut)
    guard element.tag == tag else {
      position = start
      throw DecodeError(.invalid, at: start)
    }
    return element.octets
  }

  /// The content of the next element where it carries this tag; else nothing, and it stays the next.
  @_lifetime(self: copy self)
  @_lifetime(copy self)
  public mutating func takeIfPresent(_ tag: BERTag, mayBeCut: Bool = false) throws(DecodeError) -> Span<
    UInt8
  >? {
    guard nextTag == tag else { return nil }
    return try next(mayBeCut: mayBeCut).octets
  }

  /// Passes over elements up to the one with this tag, whose content it gives; nothing where none follows.
  @_lifetime(self: copy self)
  @_lifetime(copy self)
  public mutating func find(_ tag: BERTag, mayBeCut: Bool = false) throws(DecodeError) -> Span<UInt8>? {
    while !isAtEnd {
      let element = try next(mayBeCut: mayBeCut)
      if element.tag == tag { return element.octets }
    }
    return nil
  }

  /// Where the end mark of an indefinite length stands that begins at `start`.
  private static func endOfContents(
    _ octets: Span<UInt8>, from start: Int, mayBeCut: Bool
  ) throws(DecodeError) -> Int {
    var at = start
    var depth = 1
    while at < octets.count {
      if octets[at] == 0 {
        guard at &+ 1 < octets.count else { break }
        guard octets[at &+ 1] == 0 else { throw DecodeError(.invalid, at: at) }
        depth &-= 1
        if depth == 0 { return at }
        at &+= 2
        continue
      }
      let header: BERHeader
      do throws(DecodeError) {
        header = try BERHeader(octets, at: at)
      } catch {
        guard error.reason == .truncated else { throw error }
        break
      }
      if let length = header.contentOctets {
        guard length <= octets.count &- at &- header.octets else { break }
        at &+= header.octets &+ length
      } else {
        depth &+= 1
        guard depth <= depthLimit else { throw DecodeError(.invalid, at: at) }
        at &+= header.octets
      }
    }
    guard mayBeCut else { throw DecodeError(.truncated, at: at) }
    return octets.count
  }
}

/// An element: its tag, and its content as borrowed octets.
public struct BERElement: ~Escapable {
  public let tag: BERTag
  public let octets: Span<UInt8>

  @_lifetime(copy octets)
  init(tag: BERTag, octets: Span<UInt8>) {
    self.tag = tag
    self.octets = octets
  }

  /// A reader over the elements inside.
  public var elements: BERReader {
    @_lifetime(copy self)
    get { BERReader(octets) }
  }
}
