import Bytes
import Vocabulary

/// Dissects Kerberos: who logs in, which services it asks tickets for, and how they are encrypted.
///
///     TCP   0        4            UDP   0
///           +--------+---------         +---------
///           | length | message          | message
///
/// Source: RFC 4120, sections 5 and 7.2.
public struct KerberosDissector: Sendable {
  public static let port: UInt16 = 88
  /// Octets of a message that is read; of a longer one only its place counts.
  static let messageOctetLimit = 64 << 10
  private static let lengthOctets = 4

  public init() {}

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 5 else {
      return octets.isEmpty || octets[0] == 0 ? .undecided : .no
    }
    guard octets[0] == 0, octets[1] == 0 || octets.count < 8 || octets[1] < 8 else { return .no }
    let length = length(octets, at: 0)
    guard length >= 10, octets[4] & 0xE0 == 0x60 else { return .no }
    guard octets.count >= 24 || octets.count >= length + lengthOctets else { return .undecided }
    let message = octets.extracting(lengthOctets..<octets.count)
    guard KerberosMessage.isBeginning(message), (try? BERHeader(message))?.elementOctets == length else {
      return .no
    }
    return .consistent
  }

  public static func recognise(datagram octets: Span<UInt8>) -> Recognition {
    KerberosMessage.isBeginning(octets) && (try? BERHeader(octets))?.elementOctets == octets.count
      ? .consistent : .no
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard KerberosMessage.isBeginning(octets) else { return dissection.malformed(.kerberos) }
    take(octets, &dissection)
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= Self.lengthOctets {
      let length = Self.length(octets, at: at)
      // The highest bit is kept for what nobody has defined.
      guard octets[at] & 0x80 == 0, length > 0 else {
        dissection.malformed(.kerberos)
        return .lost(after: at)
      }
      let start = at &+ Self.lengthOctets
      if length <= Self.messageOctetLimit {
        guard octets.count &- start >= length else {
          return StreamProgress(consumed: at, needs: Self.lengthOctets &+ length)
        }
        let message = octets.extracting(start..<(start &+ length))
        guard KerberosMessage.isBeginning(message) else {
          dissection.malformed(.kerberos)
          return .lost(after: at)
        }
        take(message, &dissection)
      } else {
        dissection.note(.kerberos)
      }
      at = start &+ length
    }
    return StreamProgress(consumed: at)
  }

  private static func length(_ octets: Span<UInt8>, at: Int) -> Int {
    Int(octets[at] & 0x7F) << 24 | Int(octets[at &+ 1]) << 16 | Int(octets[at &+ 2]) << 8
      | Int(octets[at &+ 3])
  }

  private mutating func take(_ octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let message = try? KerberosMessage(parsing: octets) else { return dissection.malformed(.kerberos) }
    dissection.count(.kerberos, .type, MessageCode(message.type.rawValue))
    switch message.type {
    case .asRequest: login(message, &dissection)
    case .tgsRequest: askTicket(message, &dissection)
    case .asReply: endLogin(message, &dissection)
    case .tgsReply: endTicket(message, &dissection)
    case .error: refuse(message, &dissection)
    default: break
    }
  }
}
