import Bytes

/// Reads the token of a login, whatever carries it: NTLMSSP, or Kerberos, bare or wrapped in SPNEGO and GSS.
///
///     60 { 06 spnego, A0 { 30 { A0 mechanisms, A2 { 04 token } } } }       the first
///     A1 { 30 { A0 state, A1 mechanism, A2 { 04 token } } }                those after it
///     60 { 06 kerberos, 01 00, AP-REQ }                                    the token within
///
/// Source: RFC 4178, section 4.2; RFC 2743, section 3.1; RFC 4121, section 4.1.
enum SecurityToken {
  /// Wrappings, one in another, that are taken off.
  private static let depthLimit = 4
  /// Octets of a token in which NTLMSSP's signature is looked for.
  private static let wrappingLimit = 256

  /// Takes the login in `token`, if there is one. It opens an activity under `request` that whoever carries
  /// it ends; 0 where the token is no request.
  static func take(_ token: Span<UInt8>, request id: UInt64, _ dissection: inout Dissection) {
    let head = token.extracting(0..<min(token.count, wrappingLimit))
    if position(of: NTLMMessage.signature, in: head) != nil {
      return NTLMSSP.take(token, request: id, &dissection)
    }
    var octets = token
    for _ in 0..<depthLimit {
      if KerberosMessage.isBeginning(octets) {
        return KerberosTokens.take(octets, request: id, &dissection)
      }
      var reader = BERReader(octets)
      do throws(DecodeError) {
        let outer = try reader.next(mayBeCut: true)
        var inside = outer.elements
        switch outer.tag {
        case .application(0):
          let mechanism = try inside.take(.objectIdentifier)
          // SPNEGO is 1.3.6.1.5.5.2; behind any other stand two octets of kind and the token.
          if mechanism.count == 6 {
            octets = outer.octets.extracting(min(inside.position, outer.octets.count)..<outer.octets.count)
          } else {
            octets = outer.octets.extracting(
              min(inside.position &+ 2, outer.octets.count)..<outer.octets.count)
          }
        case .context(0), .context(1):
          var fields = BERReader(try inside.take(.sequence, mayBeCut: true))
          guard let wrapped = try fields.find(.context(2), mayBeCut: true) else { return }
          var content = BERReader(wrapped)
          octets = try content.take(.octetString, mayBeCut: true)
        default: return
        }
      } catch {
        return
      }
    }
  }
}
