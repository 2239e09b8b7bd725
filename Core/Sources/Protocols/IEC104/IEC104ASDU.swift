import Bytes

/// The head of an application service data unit: what its objects are, why it is sent, and of which station.
///
///     0      1                 2                        3            4                6
///     +------+-----------------+------------------------+------------+----------------+--------
///     | type | sequence, count | test, negative, cause  | originator | common address | objects
///     +------+-----------------+------------------------+------------+----------------+--------
///                                                                      little-endian
///
/// Source: IEC 60870-5-101:2003, clause 7.2, with the field sizes of IEC 60870-5-104:2006, clause 7.1.
struct IEC104ASDU {
  static var headerOctets: Int { 6 }

  var type: UInt8
  /// One address, then elements of consecutive addresses; else an address before each element.
  var isSequence: Bool
  var count: Int
  var cause: UInt8
  /// The station says no.
  var isNegative: Bool
  var commonAddress: UInt16

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    type = try reader.uint8()
    let structure = try reader.uint8()
    isSequence = structure & 0x80 != 0
    count = Int(structure & 0x7F)
    let reason = try reader.uint8()
    cause = reason & 0x3F
    isNegative = reason & 0x40 != 0
    try reader.skip(1)
    commonAddress = try reader.uint16LittleEndian()
  }

  /// Causes of transmission.
  ///
  /// Source: IEC 60870-5-101:2003, clause 7.2.3, table 14.
  enum Cause {
    static var periodic: UInt8 { 1 }
    static var background: UInt8 { 2 }
    static var spontaneous: UInt8 { 3 }
    static var initialized: UInt8 { 4 }
    static var requested: UInt8 { 5 }
    static var activation: UInt8 { 6 }
    static var activationConfirmation: UInt8 { 7 }
    static var deactivation: UInt8 { 8 }
    static var deactivationConfirmation: UInt8 { 9 }
    static var localCommand: UInt8 { 12 }
    static var fileTransfer: UInt8 { 13 }
    /// The station does not know the type, the cause, the common address or the object's address.
    static var unknown: ClosedRange<UInt8> { 44...47 }
    static var all: ClosedRange<UInt8> { 1...47 }
  }

  /// Process information and the end of a start: what a controlled station sends.
  var isMonitoring: Bool { type <= 44 || type == 70 }

  /// A command to a single, double or step output, a set point or a bit string, with a time or without.
  var isCommand: Bool { (45...51).contains(type) || (58...64).contains(type) }
}

/// Goes through the objects of an ASDU.
struct IEC104ObjectWalk {
  private let asdu: IEC104ASDU
  private let elementOctets: Int?
  private var left: Int
  private var nextAddress: UInt32?

  init(_ asdu: IEC104ASDU) {
    self.asdu = asdu
    elementOctets = IEC104ElementSize.octets(ofType: asdu.type)
    // A sequence of elements without octets would name 127 objects by one address.
    left = asdu.isSequence && elementOctets == 0 ? min(asdu.count, 1) : asdu.count
  }

  /// The next object's address, and where its element stands; nil where there is none.
  mutating func next(
    _ reader: inout ByteReader
  ) throws(DecodeError) -> (address: UInt32, element: Range<Int>)? {
    guard left > 0 else { return nil }
    left -= 1
    let address: UInt32
    if let nextAddress {
      address = nextAddress
    } else {
      let low = UInt32(try reader.uint16LittleEndian())
      address = low | UInt32(try reader.uint8()) << 16
    }
    if asdu.isSequence { nextAddress = (address + 1) & 0xFF_FFFF }
    let start = reader.position
    if let elementOctets {
      try reader.skip(elementOctets)
    } else {
      // Of a size that is not known: nothing behind the first address can be told apart.
      left = 0
      _ = reader.rest()
    }
    return (address, start..<reader.position)
  }
}

/// How many octets the element of an information object has.
///
/// Source: IEC 60870-5-101:2003, clause 7.3, and IEC 60870-5-104:2006, clause 8.
enum IEC104ElementSize {
  /// nil where the type has none, or one of varying size.
  static func octets(ofType type: UInt8) -> Int? {
    switch type {
    case 102: 0
    case 1, 3, 45...47, 70, 100, 101, 105, 113: 1
    case 5, 21, 104, 106: 2
    case 9, 11, 48, 49, 110, 111: 3
    case 2, 4, 51, 122, 124: 4
    case 7, 13, 15, 20, 50, 112, 123: 5
    case 6: 5
    case 10, 12, 17, 120: 6
    case 18, 19, 103, 121: 7
    case 8, 14, 16, 30, 31, 58...60: 8
    case 32, 107: 9
    case 34, 35, 38, 61, 62: 10
    case 39, 40, 64: 11
    case 33, 36, 37, 63: 12
    case 126: 13
    case 127: 16
    default: nil
    }
  }

  /// Where in the element of a command the octet stands whose highest bit says select (1) or execute (0).
  static func qualifierOffset(ofType type: UInt8) -> Int? {
    switch type {
    case 45...47, 58...60: 0
    case 48, 49, 61, 62: 2
    case 50, 63: 4
    default: nil
    }
  }
}
