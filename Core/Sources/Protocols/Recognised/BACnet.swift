import Vocabulary

/// Recognises BACnet/IP by its virtual link layer: type 0x81, a known function, a length that fills the
/// datagram.
///
/// Source: ANSI/ASHRAE 135-2020, annex J.2.
public enum BACnet {
  public static let port: UInt16 = 47_808

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4 else { return .no }
    let length = Int(octets[2]) << 8 | Int(octets[3])
    guard octets[0] == 0x81, octets[1] <= 0x0C, length == octets.count else { return .no }
    return .consistent
  }

  /// Counts the link layer, and the network layer where the function carries one.
  public static func note(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.bvlc)
    guard octets.count >= 6 else { return }
    let networkAt: Int
    switch octets[1] {
    case 0x04: networkAt = 10
    case 0x09, 0x0A, 0x0B: networkAt = 4
    default: return
    }
    if octets.count > networkAt, octets[networkAt] == 1 { dissection.note(.bacnet) }
  }
}
