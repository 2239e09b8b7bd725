import Bytes
import Vocabulary

/// Dissects DCE-RPC on TCP as far as it says who logs in: NTLMSSP behind binds. Calls are counted and passed
/// over.
///
///     0         1       2      3       4      8          10       12
///     +---------+-------+------+-------+------+----------+--------+---------+------
///     | version | minor | type | flags | data | fragment | auth   | call id | body, auth verifier
///     +---------+-------+------+-------+------+----------+--------+---------+------
///                                               octets     octets
///
/// Source: The Open Group C706, clause 12.6; MS-RPCE, section 2.2.2.11.
public struct DCERPCDissector: Sendable {
  public static let port: UInt16 = 135
  static let headerOctets = 16

  public init() {}

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= headerOctets else {
      return octets.isEmpty || octets[0] == 5 && (octets.count < 2 || octets[1] <= 1) ? .undecided : .no
    }
    guard let header = DCERPCHeader(octets, at: 0) else { return .no }
    return header.authOctets < header.fragmentOctets ? .consistent : .no
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= Self.headerOctets {
      guard let header = DCERPCHeader(octets, at: at) else {
        dissection.malformed(.dcerpc)
        return .lost(after: at)
      }
      let end = at &+ header.fragmentOctets
      if header.mayHoldLogin, octets.count < end { return StreamProgress(consumed: at, needs: end &- at) }
      dissection.note(.dcerpc)
      if header.mayHoldLogin {
        NTLMSSP.take(
          octets.extracting(max(at, end - header.authOctets)..<end), request: UInt64(header.callID) << 1 | 1,
          &dissection)
      }
      // A fault that answers the call of a login, and only that, says that it was refused.
      if header.type == DCERPCHeader.fault || header.type == DCERPCHeader.response {
        dissection.reply(
          UInt64(header.callID) << 1 | 1, header.type == DCERPCHeader.fault ? .refused : .succeeded)
      }
      at = end
    }
    return StreamProgress(consumed: at)
  }
}

struct DCERPCHeader: Sendable {
  static let response: UInt8 = 2
  static let fault: UInt8 = 3

  var type: UInt8
  var fragmentOctets: Int
  var authOctets: Int
  var callID: UInt32

  init?(_ octets: Span<UInt8>, at: Int) {
    guard octets.count &- at >= DCERPCDissector.headerOctets, octets[at] == 5, octets[at &+ 1] <= 1 else {
      return nil
    }
    type = octets[at &+ 2]
    let order = octets[at &+ 4]
    guard type <= 20, order & 0xEF == 0, octets[at &+ 5] <= 3, octets[at &+ 6] == 0 else { return nil }
    var reader = ByteReader(octets.extracting((at &+ 8)..<(at &+ 16)))
    guard let fragment = try? reader.uint16(), let auth = try? reader.uint16(),
      let call = try? reader.uint32()
    else { return nil }
    let isLittle = order == 0x10
    fragmentOctets = Int(isLittle ? fragment.byteSwapped : fragment)
    authOctets = Int(isLittle ? auth.byteSwapped : auth)
    callID = isLittle ? call.byteSwapped : call
    guard fragmentOctets >= DCERPCDissector.headerOctets else { return nil }
  }

  /// Bind, bind acknowledge, alter context and its response, and the third leg of a login, with a verifier.
  var mayHoldLogin: Bool { authOctets > 0 && authOctets <= fragmentOctets && (11...16).contains(type) }
}
