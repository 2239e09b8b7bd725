import Bytes
import Vocabulary

/// Dissects RADIUS: which network device asks for whose login, and what the server says.
///
///     0      1    2        4               20
///     +------+----+--------+---------------+-----------
///     | code | id | length | authenticator | attributes
///
/// Source: RFC 2865, sections 3 to 5; RFC 2866 for accounting.
public struct RADIUSDissector: Sendable {
  public static let port: UInt16 = 1_812
  public static let accountingPort: UInt16 = 1_813
  public static let oldPort: UInt16 = 1_645
  public static let oldAccountingPort: UInt16 = 1_646

  private static let headerOctets = 20
  private static let accessRequest: UInt8 = 1
  private static let accessAccept: UInt8 = 2
  private static let accessReject: UInt8 = 3
  private static let challenge: UInt8 = 11
  private static let userName: UInt8 = 1
  private static let deviceName: UInt8 = 32

  public init() {}

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= headerOctets else { return .no }
    let length = Int(octets[2]) << 8 | Int(octets[3])
    switch octets[0] {
    case 1...5, 11...13, 40...45: return length >= headerOctets && length <= octets.count ? .consistent : .no
    default: return .no
    }
  }

  public func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.radius)
    guard Self.recognise(octets) == .consistent else { return dissection.malformed(.radius) }
    let id = UInt64(octets[1])
    switch octets[0] {
    case Self.accessRequest:
      var user = ObjectReference.none
      if let name = Self.attribute(Self.userName, octets) {
        user = dissection.clientObject(.user, octets.extracting(name))
      }
      if let name = Self.attribute(Self.deviceName, octets) {
        dissection.tellFreely(.hostname, octets.extracting(name), source: "radius device")
      }
      dissection.request(.radius, id: id, .authenticate, user)
    case Self.accessAccept: dissection.reply(id, .succeeded)
    case Self.accessReject: dissection.reply(id, .refused)
    // The login goes on with the next request.
    case Self.challenge: dissection.withdraw(id)
    default: break
    }
  }

  /// Where the value of the first attribute of a type stands.
  private static func attribute(_ type: UInt8, _ octets: Span<UInt8>) -> Range<Int>? {
    var at = headerOctets
    while octets.count - at >= 2 {
      let length = Int(octets[at + 1])
      guard length >= 2, octets.count - at >= length else { return nil }
      if octets[at] == type { return length > 2 ? (at + 2)..<(at + length) : nil }
      at += length
    }
    return nil
  }
}
