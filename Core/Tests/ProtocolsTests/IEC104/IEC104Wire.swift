import Protocols
import Testing

extension IEC104Dissector: StreamDissector {}

/// Puts data units into frames as IEC 60870-5-104, clause 5, has them.
enum IEC104Wire {
  /// From the controlling station: an information frame around the data unit.
  static func command(_ hexadecimal: String) -> WireMessage { .client(frame(wireOctets(hexadecimal))) }

  /// From the controlled station.
  static func report(_ hexadecimal: String) -> WireMessage { .server(frame(wireOctets(hexadecimal))) }

  static func frame(_ dataUnit: [UInt8]) -> [UInt8] {
    [0x68, UInt8(dataUnit.count + 4), 0x02, 0x00, 0x04, 0x00] + dataUnit
  }
}
