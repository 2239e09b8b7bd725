import Vocabulary

/// Who logs in, and what of it anybody can read. A password has a length here and nothing else.
///
/// Source: RFC 7617 for Basic, RFC 7616 for Digest, RFC 4559 for Negotiate and NTLM.
extension HTTPDissector {
  /// Octets of a field's base64 that are decoded.
  private static let encodedLimit = 8_192

  mutating func takeLogin(
    _ value: Span<UInt8>, _ position: Int, _ id: UInt64, _ dissection: inout Dissection
  ) {
    let isToken = starts(value, with: "NTLM ") || starts(value, with: "Negotiate ")
    if HTTPHead.isName("basic ", value, 0..<value.count) {
      takeBasic(value.extracting(6..<value.count), position, id, &dissection)
    } else if isToken {
      decode(value.extracting((value[1] | 0x20 == UInt8(ascii: "t") ? 5 : 10)..<value.count))
      SecurityToken.take(scratch.span, request: id, &dissection)
    } else if HTTPHead.isName("digest ", value, 0..<value.count) {
      takeDigest(value, position, id, &dissection)
    }
    wipe()
  }

  mutating func takeChallenge(_ value: Span<UInt8>, _ dissection: inout Dissection) {
    guard starts(value, with: "NTLM ") || starts(value, with: "Negotiate ") else { return }
    decode(value.extracting((value[1] | 0x20 == UInt8(ascii: "t") ? 5 : 10)..<value.count))
    SecurityToken.take(scratch.span, request: 0, &dissection)
    wipe()
  }

  /// Name and password with a colon between, in base64.
  private mutating func takeBasic(
    _ token: Span<UInt8>, _ position: Int, _ id: UInt64, _ dissection: inout Dissection
  ) {
    decode(token)
    let colon = end(at: UInt8(ascii: ":"), in: scratch.span, from: 0)
    guard colon < scratch.count else { return }
    let passwordOctets = scratch.count - colon - 1
    let user = dissection.clientObject(.user, scratch.span.extracting(0..<colon))
    let pair = DefaultCredentials.pair(
      user: scratch.span.extracting(0..<colon), password: scratch.span.extracting((colon + 1)..<scratch.count)
    )
    open(user, Int32(clamping: passwordOctets), position, id, &dissection, pair: pair)
  }

  /// The name stands in clear, the password does not cross the wire.
  private mutating func takeDigest(
    _ value: Span<UInt8>, _ position: Int, _ id: UInt64, _ dissection: inout Dissection
  ) {
    guard let name = Protocols.position(of: "username=\"", in: value) else { return }
    let stop = end(at: UInt8(ascii: "\""), in: value, from: name + 10)
    let user = dissection.clientObject(.user, value.extracting((name + 10)..<max(name + 10, stop)))
    open(user, -2, position, id, &dissection)
  }

  /// Each request repeats the login: only a new one, or one after a refusal, is an activity.
  private mutating func open(
    _ user: ObjectReference, _ passwordOctets: Int32, _ position: Int, _ id: UInt64,
    _ dissection: inout Dissection, pair: UInt32 = 0
  ) {
    if states[position].login == user.name, states[position].loginOctets == passwordOctets { return }
    states[position].login = user.name
    states[position].loginOctets = passwordOctets
    dissection.request(
      .http, id: id, .authenticate, user, deed: pair > 0 ? .defaultCredentials : .plain, code: pair)
    if passwordOctets >= 0 { dissection.secretInClear(.http, octets: Int(passwordOctets)) }
  }

  private mutating func decode(_ text: Span<UInt8>) {
    scratch.removeAll(keepingCapacity: true)
    Base64.decode(text, limit: Self.encodedLimit, into: &scratch)
  }

  /// Nothing of a login stays behind.
  mutating func wipe() {
    for index in scratch.indices { scratch[index] = 0 }
    scratch.removeAll(keepingCapacity: true)
  }
}
