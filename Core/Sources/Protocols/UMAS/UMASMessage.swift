import Bytes

/// A UMAS function as it stands on the wire, known or not.
///
/// Schneider publishes no specification. Source: L. Rodriguez, "The Unity (UMAS) protocol", parts I to VI
/// (lirasenlared.blogspot.com, 2017 and 2018); Apache PLC4X, `umas.mspec`; NetworkMiner, `UmasPacket`;
/// Kaspersky ICS CERT, "The secrets of Schneider Electric's UMAS protocol" (2022); Armis, "ModiPwn" (2021).
struct UMASFunction: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  static var readIdentity: UMASFunction { UMASFunction(rawValue: 0x02) }
  static var takeReservation: UMASFunction { UMASFunction(rawValue: 0x10) }
  static var keepAlive: UMASFunction { UMASFunction(rawValue: 0x12) }
  static var success: UMASFunction { UMASFunction(rawValue: 0xFE) }
  static var failure: UMASFunction { UMASFunction(rawValue: 0xFD) }

  var isKnown: Bool { !UMASNames.function(UInt32(rawValue)).isEmpty }
}

/// A UMAS message, the data of Modbus function 90.
///
///     0             1          2
///     +-------------+----------+------
///     | pairing key | function | data
///     +-------------+----------+------
///       0 without     0xFE or 0xFD in a reply
///       reservation
struct UMASMessage {
  var function: UMASFunction

  /// Reads key and function; the data is left in the reader.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    try reader.skip(1)
    function = UMASFunction(rawValue: try reader.uint8())
  }
}
