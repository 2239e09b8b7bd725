import Bytes
import Vocabulary

/// Dissects LDAP, on TCP and as the datagrams by which a domain's controllers are found: logins, searches,
/// changes, and what a server says of itself.
///
/// Entries that a search brings are passed over unread. After a login that agreed on protection only frames
/// are left, which are counted.
///
/// Source: RFC 4511, sections 4 and 5; MS-ADTS, section 6.3.
public struct LDAPDissector: Sendable {
  public static let port: UInt16 = 389
  public static let globalCataloguePort: UInt16 = 3_268
  /// Connections whose login or protection is under way.
  public static let flowLimit = 4_096
  /// Octets of a message that are read.
  static let messageOctetLimit = 8_192

  struct State: Sendable {
    /// The request of a login that takes several messages.
    var login: UInt64 = 0
    /// The message that asked for TLS.
    var askedTLS: UInt32?
  }

  var states = FlowStates<State>(limit: flowLimit)
  var text: [UInt8] = []

  public init() {}

  public var droppedFlows: Int { states.dropped }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    if octets.count >= 20, LDAPProtection.isCertain(octets) { return .consistent }
    guard !octets.isEmpty, octets[0] == 0x30 else { return octets.isEmpty ? .undecided : .no }
    do throws(DecodeError) {
      let message = try LDAPMessage(octets, at: 0)
      guard message.operation == .unbind || message.operation == .abandon || message.operation == .delete
      else { return isPlausible(message, octets) }
      return message.octets == octets.count ? .consistent : .no
    } catch {
      return error.reason == .truncated && octets.count < LDAPMessage.envelopeOctets ? .undecided : .no
    }
  }

  public static func recognise(datagram octets: Span<UInt8>) -> Recognition {
    guard let message = try? LDAPMessage(octets, at: 0), message.octets <= octets.count else { return .no }
    return isPlausible(message, octets)
  }

  /// The operation's first element is of the kind that its grammar asks for.
  private static func isPlausible(_ message: LDAPMessage, _ octets: Span<UInt8>) -> Recognition {
    guard message.contentAt < octets.count else { return .undecided }
    let expected: UInt8
    switch message.operation {
    case .bindRequest: expected = 0x02
    case .search, .entry, .modify, .add, .rename, .compare, .reference: expected = 0x04
    case .extended: expected = 0x80
    case .intermediate: return message.contentOctets > 0 ? .consistent : .no
    default: expected = 0x0A
    }
    return octets[message.contentAt] == expected ? .consistent : .no
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let message = try? LDAPMessage(octets, at: 0), message.octets <= octets.count else {
      return dissection.malformed(.cldap)
    }
    dissection.count(.cldap, .message, MessageCode(UInt32(message.operation.rawValue)))
    take(message, octets.extracting(0..<message.octets), .cldap, &dissection)
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while at < octets.count {
      if octets[at] == 0 {
        guard octets.count &- at >= LDAPProtection.lengthOctets else { return StreamProgress(consumed: at) }
        guard let frame = LDAPProtection.frameOctets(octets, at: at) else {
          dissection.malformed(.ldap)
          return .lost(after: at)
        }
        dissection.note(.ldap)
        dissection.isEncrypted = true
        at = at &+ frame
        continue
      }
      let message: LDAPMessage
      do throws(DecodeError) {
        message = try LDAPMessage(octets, at: at)
      } catch {
        if error.reason == .truncated, octets.count &- at < LDAPMessage.envelopeOctets {
          return StreamProgress(consumed: at)
        }
        dissection.malformed(.ldap)
        return .lost(after: at)
      }
      let needed = needed(message, dissection)
      if octets.count &- at < needed { return StreamProgress(consumed: at, needs: needed) }
      dissection.count(.ldap, .message, MessageCode(UInt32(message.operation.rawValue)))
      var shown = message
      shown.contentAt = message.contentAt &- at
      take(shown, octets.extracting(at..<min(octets.count, at &+ message.octets)), .ldap, &dissection)
      at = at &+ message.octets
    }
    return StreamProgress(consumed: at)
  }

  /// Octets that must be there before a message can be read.
  private func needed(_ message: LDAPMessage, _ dissection: Dissection) -> Int {
    switch message.operation {
    case .entry:
      // Only what a server says of itself is read.
      guard let request = dissection.pendingRequest(Self.id(message.id)), request.activity.verb == .identify
      else { return 0 }
    case .reference, .intermediate, .unbind, .abandon: return 0
    default: break
    }
    return min(message.octets, Self.messageOctetLimit)
  }

  static func id(_ message: UInt32) -> UInt64 { UInt64(message) << 1 }

  private mutating func take(
    _ message: LDAPMessage, _ octets: Span<UInt8>, _ name: ProtocolName, _ dissection: inout Dissection
  ) {
    let start = message.contentAt
    guard start <= octets.count else { return }
    let content = octets.extracting(start..<min(octets.count, start &+ message.contentOctets))
    do throws(DecodeError) {
      if message.operation.isResult {
        try takeResult(message, content, &dissection)
      } else {
        try takeRequest(message, content, name, &dissection)
      }
    } catch {
      // The end of a long message was not shown.
      if message.octets <= Self.messageOctetLimit { dissection.malformed(name) }
    }
  }
}
