import Bytes

/// A function code as it stands on the wire, known or not.
///
/// Source: MODBUS Application Protocol V1.1b3, clause 6; 0x28, 0x29, 0x5A and 0x7D are Schneider's.
public struct ModbusFunction: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static var readCoils: ModbusFunction { ModbusFunction(rawValue: 1) }
  public static var readDiscreteInputs: ModbusFunction { ModbusFunction(rawValue: 2) }
  public static var readHoldingRegisters: ModbusFunction { ModbusFunction(rawValue: 3) }
  public static var readInputRegisters: ModbusFunction { ModbusFunction(rawValue: 4) }
  public static var writeSingleCoil: ModbusFunction { ModbusFunction(rawValue: 5) }
  public static var writeSingleRegister: ModbusFunction { ModbusFunction(rawValue: 6) }
  public static var readExceptionStatus: ModbusFunction { ModbusFunction(rawValue: 7) }
  public static var diagnostics: ModbusFunction { ModbusFunction(rawValue: 8) }
  public static var getEventCounter: ModbusFunction { ModbusFunction(rawValue: 11) }
  public static var getEventLog: ModbusFunction { ModbusFunction(rawValue: 12) }
  public static var writeMultipleCoils: ModbusFunction { ModbusFunction(rawValue: 15) }
  public static var writeMultipleRegisters: ModbusFunction { ModbusFunction(rawValue: 16) }
  public static var reportServerID: ModbusFunction { ModbusFunction(rawValue: 17) }
  public static var readFileRecord: ModbusFunction { ModbusFunction(rawValue: 20) }
  public static var writeFileRecord: ModbusFunction { ModbusFunction(rawValue: 21) }
  public static var maskWriteRegister: ModbusFunction { ModbusFunction(rawValue: 22) }
  public static var readWriteRegisters: ModbusFunction { ModbusFunction(rawValue: 23) }
  public static var readFIFOQueue: ModbusFunction { ModbusFunction(rawValue: 24) }
  public static var programConcept: ModbusFunction { ModbusFunction(rawValue: 40) }
  public static var conceptSymbolTable: ModbusFunction { ModbusFunction(rawValue: 41) }
  public static var encapsulatedInterface: ModbusFunction { ModbusFunction(rawValue: 43) }
  public static var umas: ModbusFunction { ModbusFunction(rawValue: 90) }
  public static var firmwareReplacement: ModbusFunction { ModbusFunction(rawValue: 125) }

  /// A function that a public document names.
  var isKnown: Bool {
    switch rawValue {
    case 1...8, 11, 12, 15...17, 20...24, 40, 41, 43, 90, 125: true
    default: false
    }
  }
}

/// A Modbus/TCP frame: the MBAP header and where its PDU stands.
///
///     0             2          4        6      7          8
///     +-------------+----------+--------+------+----------+------
///     | transaction | protocol | length | unit | function | data
///     +-------------+----------+--------+------+----------+------
///                     0 always   from the unit on
///
/// Source: MODBUS Messaging on TCP/IP Implementation Guide V1.0b, clause 3.1.3.
struct ModbusFrame {
  static var headerOctets: Int { 7 }
  /// Unit, function and at most 252 octets of data.
  static var lengthRange: ClosedRange<Int> { 2...254 }
  /// UMAS negotiates longer frames than the specification has.
  static var lengthRangeOfUMAS: ClosedRange<Int> { 2...2_048 }

  var transaction: UInt16
  var unit: UInt8
  var function: ModbusFunction
  /// The function code's highest bit: the server refuses.
  var isException: Bool
  /// The length field plus the six octets before the unit.
  var frameOctets: Int

  /// Reads a header; the data behind the function code is left in the reader.
  @inline(__always)
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    // Eight octets whose number the compiler sees: each field is one load, without a check of its own.
    guard reader.remaining >= 8 else { throw DecodeError(.truncated, at: reader.position) }
    let head = reader.octets.extracting(reader.position..<(reader.position &+ 8))
    try reader.skip(8)
    transaction = UInt16(head[0]) &<< 8 | UInt16(head[1])
    guard head[2] | head[3] == 0 else { throw DecodeError(.invalid, at: 2) }
    let length = Int(head[4]) &<< 8 | Int(head[5])
    frameOctets = 6 &+ length
    unit = head[6]
    let code = head[7]
    function = ModbusFunction(rawValue: code & 0x7F)
    isException = code & 0x80 != 0
    let range = function == .umas ? Self.lengthRangeOfUMAS : Self.lengthRange
    guard range.contains(length) else { throw DecodeError(.invalid, at: 4) }
  }
}
