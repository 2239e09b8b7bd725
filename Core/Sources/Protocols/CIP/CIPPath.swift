import Bytes
import Vocabulary

/// Where a request goes: the numbers of an encoded path, as far as an activity needs them.
///
/// A path is a row of segments: ports on the way to a device, then class, instance, member, attribute or
/// connection point, or the name of a tag. Where a class stands more than once, the last one is addressed.
///
/// Source: The CIP Networks Library, volume 1, appendix C, clause C-1.
struct CIPPath {
  static let missing = ObjectReference.missingNumber

  var classID = Self.missing
  var instance = Self.missing
  var attribute = Self.missing
  /// The class before the one that is addressed: what it is a part of.
  var outerClass = Self.missing
  /// The link address of the last port segment, where it is one octet: a slot, a node.
  var slot = ActivityObservation.noUnit
  /// Where the first name's octets stand in the path.
  var symbolStart = 0
  var symbolCount = 0
  /// Names and members in the path: a tag of more than one part is spelled with dots and brackets.
  var symbolParts = 0

  var isSymbolic: Bool { symbolCount > 0 }

  /// Reads all segments of a padded path.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    while !reader.isAtEnd {
      guard let segment = try CIPSegment(parsing: &reader) else { return }
      switch segment.kind {
      case .port:
        if segment.value != Self.missing { slot = Int32(truncatingIfNeeded: segment.value & 0xFFFF) }
      case .classID:
        outerClass = classID
        classID = segment.value
        instance = Self.missing
        attribute = Self.missing
      case .instance: instance = segment.value
      case .attribute: attribute = segment.value
      case .symbol:
        if symbolParts == 0 {
          symbolStart = segment.textStart
          symbolCount = segment.textCount
        }
        symbolParts &+= 1
      case .member: if symbolParts > 0 { symbolParts &+= 1 }
      case .connectionPoint, .other: break
      }
    }
  }
}

/// One segment of an encoded path.
struct CIPSegment {
  enum Kind {
    case port, classID, instance, member, connectionPoint, attribute, symbol, other
  }

  var kind: Kind
  var value = CIPPath.missing
  /// The name's octets, counted from the path's beginning.
  var textStart = 0
  var textCount = 0

  private init(_ kind: Kind) {
    self.kind = kind
  }

  /// Reads the next segment; nil where the rest of the path is of a kind that ends it.
  init?(parsing reader: inout ByteReader) throws(DecodeError) {
    let head = try reader.uint8()
    switch head >> 5 {
    case 0: self = try Self.port(head, &reader)
    case 1:
      guard let segment = try Self.logical(head, &reader) else { return nil }
      self = segment
    case 2:
      // A network segment: one octet, or a count of words where the bit says so.
      try reader.skip(head & 0x10 != 0 ? Int(try reader.uint8()) * 2 : 1)
      self.init(.other)
    case 3:
      guard head & 0x1F != 0 else { return nil }
      self.init(.symbol)
      textStart = reader.position
      textCount = Int(head & 0x1F)
      try reader.skip(textCount)
      // The segment fills whole words with its head.
      if textCount & 1 == 0, !reader.isAtEnd { try reader.skip(1) }
    case 4: self = try Self.data(head, &reader)
    default: return nil
    }
  }

  /// A port and the address on it. Source: volume 1, clause C-1.4.1.
  private static func port(_ head: UInt8, _ reader: inout ByteReader) throws(DecodeError) -> CIPSegment {
    var segment = CIPSegment(.port)
    let linkOctets = head & 0x10 != 0 ? Int(try reader.uint8()) : 1
    if head & 0x0F == 0x0F { try reader.skip(2) }
    if linkOctets == 1 {
      segment.value = UInt32(try reader.uint8())
    } else {
      try reader.skip(linkOctets)
      if linkOctets & 1 != 0 { try reader.skip(1) }
    }
    return segment
  }

  /// A number of 8, 16 or 32 bits and what it numbers. Source: volume 1, clause C-1.4.2.
  private static func logical(
    _ head: UInt8, _ reader: inout ByteReader
  ) throws(DecodeError) -> CIPSegment? {
    let type = head >> 2 & 7
    if type == 5 {
      // An electronic key: its format, then eight octets in the format that there is.
      let format = try reader.uint8()
      try reader.skip(format == 4 ? 8 : 0)
      return CIPSegment(.other)
    }
    var segment: CIPSegment
    switch type {
    case 0: segment = CIPSegment(.classID)
    case 1: segment = CIPSegment(.instance)
    case 2: segment = CIPSegment(.member)
    case 3: segment = CIPSegment(.connectionPoint)
    case 4: segment = CIPSegment(.attribute)
    case 6: segment = CIPSegment(.other)
    default: return nil
    }
    switch head & 3 {
    case 0: segment.value = UInt32(try reader.uint8())
    case 1:
      try reader.skip(1)
      segment.value = UInt32(try reader.uint16LittleEndian())
    case 2:
      try reader.skip(1)
      segment.value = try reader.uint32LittleEndian()
    default: throw DecodeError(.invalid, at: reader.position - 1)
    }
    return segment
  }

  /// A name in ASCII, padded to whole words, or data of which only the length is read.
  ///
  /// Source: volume 1, clause C-1.4.5.
  private static func data(_ head: UInt8, _ reader: inout ByteReader) throws(DecodeError) -> CIPSegment {
    let count = Int(try reader.uint8())
    guard head == 0x91 else {
      try reader.skip(count * 2)
      return CIPSegment(.other)
    }
    var segment = CIPSegment(.symbol)
    segment.textStart = reader.position
    segment.textCount = count
    try reader.skip(count)
    if count & 1 != 0 { try reader.skip(1) }
    return segment
  }
}
