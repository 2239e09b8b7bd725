import Bytes

/// Recognises SNMP: a BER sequence that fills the datagram, with version 1, 2c or 3 first.
///
/// Source: RFC 1157, RFC 1901, RFC 3412.
public enum SNMP {
  public static let port: UInt16 = 161
  public static let trapPort: UInt16 = 162

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      guard try reader.uint8() == 0x30 else { return .no }
      guard try length(&reader) == reader.remaining else { return .no }
      guard try reader.uint8() == 2, try reader.uint8() == 1 else { return .no }
      let version = try reader.uint8()
      let next = try reader.uint8()
      return (version <= 1 && next == 4) || (version == 3 && next == 0x30) ? .consistent : .no
    } catch {
      return .no
    }
  }

  private static func length(_ reader: inout ByteReader) throws(DecodeError) -> Int {
    let first = try reader.uint8()
    switch first {
    case 0...0x7F: return Int(first)
    case 0x81: return Int(try reader.uint8())
    case 0x82: return Int(try reader.uint16())
    case 0x83: return Int(try reader.uint24())
    default: throw DecodeError(.invalid, at: reader.position - 1)
    }
  }
}
