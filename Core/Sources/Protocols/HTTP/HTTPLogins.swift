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
    open(user, Int32(clamping: passwordOctets), position, id, &dissection)
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
    _ dissection: inout Dissection
  ) {
    if states[position].login == user.name, states[position].loginOctets == passwordOctets { return }
    states[position].login = user.name
    states[position].loginOctets = passwordOctets
    dissection.request(.http, id: id, .authenticate, user)
    if passwordOctets >= 0 { dissection.secretInClear(.http, octets: Int(passwordOctets)) }
  }

  /// Decodes base64 into ``scratch``, up to what is none of it.
  private mutating func decode(_ text: Span<UInt8>) {
    scratch.removeAll(keepingCapacity: true)
    var bits: UInt32 = 0
    var count = 0
    for index in 0..<min(text.count, Self.encodedLimit) {
      let value: UInt32
      switch text[index] {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(text[index]) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(text[index]) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(text[index]) + 4
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: return
      }
      bits = bits << 6 | value
      count += 1
      if count == 4 {
        for shift in [16, 8, 0] as [UInt32] { scratch.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        bits = 0
        count = 0
      } else if index + 1 == text.count || text[index + 1] == UInt8(ascii: "=") {
        if count >= 2 { scratch.append(UInt8(truncatingIfNeeded: bits >> (count == 2 ? 4 : 10))) }
        if count == 3 { scratch.append(UInt8(truncatingIfNeeded: bits >> 2)) }
        return
      }
    }
  }

  /// Nothing of a login stays behind.
  private mutating func wipe() {
    for index in scratch.indices { scratch[index] = 0 }
    scratch.removeAll(keepingCapacity: true)
  }
}
