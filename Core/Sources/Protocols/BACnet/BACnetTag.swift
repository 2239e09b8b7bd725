import Bytes

/// A tag before a value, or around several.
///
/// Source: ANSI/ASHRAE 135-2020, clause 20.2.1.
struct BACnetTag {
  enum Kind {
    /// A value of so many octets behind the tag.
    case value
    case opening
    case closing
  }

  var number: UInt8
  var isContext: Bool
  var kind: Kind
  var lengthOctets: Int

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    let first = try reader.uint8()
    number = first >> 4
    isContext = first & 0x08 != 0
    if number == 15 { number = try reader.uint8() }
    kind = .value
    lengthOctets = 0
    switch first & 0x07 {
    case 6 where isContext: kind = .opening
    case 7 where isContext: kind = .closing
    case 5: lengthOctets = try Self.longLength(&reader)
    case let length:
      // An application's boolean stands in the tag itself.
      lengthOctets = !isContext && number == Self.boolean ? 0 : Int(length)
    }
  }

  private static func longLength(_ reader: inout ByteReader) throws(DecodeError) -> Int {
    switch try reader.uint8() {
    case 254: Int(try reader.uint16())
    case 255: Int(clamping: try reader.uint32())
    case let length: Int(length)
    }
  }

  static var boolean: UInt8 { 1 }
  static var unsigned: UInt8 { 2 }
  static var characterString: UInt8 { 7 }
  static var objectIdentifier: UInt8 { 12 }
}

/// An object's type and instance.
struct BACnetObject {
  var type: UInt32
  var instance: UInt32

  init(_ value: UInt32) {
    type = value >> 22
    instance = value & 0x3F_FFFF
  }

  static var device: UInt32 { 8 }
}

/// Reads parameters of services: tagged values, one behind another.
///
/// Source: ANSI/ASHRAE 135-2020, clause 20.2.
enum BACnetParameters {
  /// The tag that stands next, left where it is; nil at the end.
  static func peek(_ reader: ByteReader) throws(DecodeError) -> BACnetTag? {
    guard !reader.isAtEnd else { return nil }
    var ahead = reader
    return try BACnetTag(parsing: &ahead)
  }

  /// The value under the context tag `number`; nil where another tag, or nothing, stands next.
  static func number(_ number: UInt8, _ reader: inout ByteReader) throws(DecodeError) -> UInt32? {
    guard let tag = try peek(reader), tag.isContext, tag.number == number, tag.kind == .value else {
      return nil
    }
    _ = try BACnetTag(parsing: &reader)
    return try unsigned(tag.lengthOctets, &reader)
  }

  /// The object under the context tag `number`.
  static func object(_ number: UInt8, _ reader: inout ByteReader) throws(DecodeError) -> BACnetObject? {
    try self.number(number, &reader).map { BACnetObject($0) }
  }

  /// The object under an application tag, which has to stand next.
  static func object(_ reader: inout ByteReader) throws(DecodeError) -> BACnetObject {
    let tag = try BACnetTag(parsing: &reader)
    guard !tag.isContext, tag.number == BACnetTag.objectIdentifier, tag.lengthOctets == 4 else {
      throw DecodeError(.invalid, at: reader.position)
    }
    return BACnetObject(try reader.uint32())
  }

  /// An unsigned number; of more than four octets the last four.
  static func unsigned(_ octets: Int, _ reader: inout ByteReader) throws(DecodeError) -> UInt32 {
    guard octets <= reader.remaining else { throw DecodeError(.truncated, at: reader.position) }
    var value: UInt32 = 0
    for _ in 0..<octets { value = value << 8 | UInt32(try reader.uint8()) }
    return value
  }

  /// Passes the opening tag `number` where it stands next.
  static func open(_ number: UInt8, _ reader: inout ByteReader) throws(DecodeError) -> Bool {
    guard let tag = try peek(reader), tag.kind == .opening, tag.number == number else { return false }
    _ = try BACnetTag(parsing: &reader)
    return true
  }

  /// Passes everything up to the closing tag that belongs to an opening tag which was passed.
  static func close(_ reader: inout ByteReader) throws(DecodeError) {
    var depth = 1
    while depth > 0 {
      let tag = try BACnetTag(parsing: &reader)
      switch tag.kind {
      case .opening: depth += 1
      case .closing: depth -= 1
      case .value: try reader.skip(tag.lengthOctets)
      }
    }
  }

  /// Passes the closing tag where it stands next.
  static func isClosed(_ reader: inout ByteReader) throws(DecodeError) -> Bool {
    guard let tag = try peek(reader) else { throw DecodeError(.truncated, at: reader.position) }
    guard tag.kind == .closing else { return false }
    _ = try BACnetTag(parsing: &reader)
    return true
  }
}
