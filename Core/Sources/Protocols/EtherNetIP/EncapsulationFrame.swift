import Bytes

/// An encapsulation command as it stands on the wire, known or not.
///
/// Source: The CIP Networks Library, volume 2 (EtherNet/IP adaptation), clause 2-3.2.
public struct EncapsulationCommand: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  public static let nop = EncapsulationCommand(rawValue: 0x00)
  public static let listServices = EncapsulationCommand(rawValue: 0x04)
  public static let listIdentity = EncapsulationCommand(rawValue: 0x63)
  public static let listInterfaces = EncapsulationCommand(rawValue: 0x64)
  public static let registerSession = EncapsulationCommand(rawValue: 0x65)
  public static let unregisterSession = EncapsulationCommand(rawValue: 0x66)
  public static let sendRRData = EncapsulationCommand(rawValue: 0x6F)
  public static let sendUnitData = EncapsulationCommand(rawValue: 0x70)
  public static let indicateStatus = EncapsulationCommand(rawValue: 0x72)
  public static let cancel = EncapsulationCommand(rawValue: 0x73)
  public static let startDTLS = EncapsulationCommand(rawValue: 0xC8)

  var isKnown: Bool {
    switch rawValue {
    case 0x00, 0x04, 0x63...0x66, 0x6F, 0x70, 0x72, 0x73, 0xC8: true
    default: false
    }
  }
}

/// An encapsulation message's header; all numbers are little-endian.
///
///     0         2        4         8        12        20        24
///     +---------+--------+---------+--------+---------+---------+------
///     | command | length | session | status | context | options | data
///     +---------+--------+---------+--------+---------+---------+------
///                 of the data                  echoed    0
///
/// Source: The CIP Networks Library, volume 2, clause 2-3.1.
struct EncapsulationFrame {
  static let headerOctets = 24
  /// Octets behind the header.
  static let dataLimit = 65_511

  var command: EncapsulationCommand
  var dataOctets: Int
  var session: UInt32
  var status: UInt32
  /// The sender's own mark, which the reply repeats.
  var context: UInt64
  var options: UInt32

  var frameOctets: Int { Self.headerOctets + dataOctets }

  /// Reads a header; the data is left in the reader.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    command = EncapsulationCommand(rawValue: try reader.uint16LittleEndian())
    guard command.isKnown else { throw DecodeError(.invalid, at: 0) }
    dataOctets = Int(try reader.uint16LittleEndian())
    guard dataOctets <= Self.dataLimit else { throw DecodeError(.invalid, at: 2) }
    session = try reader.uint32LittleEndian()
    status = try reader.uint32LittleEndian()
    context = try reader.uint64LittleEndian()
    options = try reader.uint32LittleEndian()
  }
}

/// The types of the items that data is packed in ("common packet format").
///
/// Source: The CIP Networks Library, volume 2, clause 2-6.
enum PacketItem {
  static let nullAddress: UInt16 = 0x0000
  static let identity: UInt16 = 0x000C
  static let connectedAddress: UInt16 = 0x00A1
  static let connectedData: UInt16 = 0x00B1
  static let unconnectedData: UInt16 = 0x00B2
  static let services: UInt16 = 0x0100
  static let sequencedAddress: UInt16 = 0x8002

  /// Items of one message; the format knows no message with more than four.
  static let countLimit = 16
}
