import Bytes
import Vocabulary

/// How LDAP's requests end, and what a server says of itself.
extension LDAPDissector {
  /// Source: RFC 4511, section 4.1.9 and appendix A.1.
  private static let success: Int64 = 0
  private static let goesOn: Int64 = 14

  mutating func takeResult(
    _ message: LDAPMessage, _ content: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var fields = BERReader(content)
    let code = BERValue.integer(try fields.take(.enumerated)) ?? 0
    let id = Self.id(message.id)
    switch message.operation {
    case .bindResponse:
      let matched = try fields.take(.octetString)
      _ = try fields.take(.octetString, mayBeCut: true)
      if let token = try fields.find(.contextPrimitive(7), mayBeCut: true) {
        SecurityToken.take(token, request: 0, &dissection)
      } else if matched.count > 8 {
        SecurityToken.take(matched, request: 0, &dissection)
      }
      if code == Self.goesOn { return }
      let login = states.find(dissection.serial).map { states[$0].login } ?? id
      dissection.reply(login, code == Self.success ? .succeeded : .refused)
    case .extendedResponse:
      dissection.reply(id, code == Self.success ? .succeeded : .refused)
      guard let place = states.find(dissection.serial), states[place].askedTLS == message.id else { return }
      states[place].askedTLS = nil
      if code == Self.success { dissection.refinedName = .tls }
    default:
      // Limits of time and size, true and false, and a referral are answers.
      let isAnswer = [Self.success, 3, 4, 5, 6, 10].contains(code)
      dissection.reply(id, isAnswer ? .succeeded : .refused)
    }
  }

  /// The entry without a name, by which a server says what it is.
  ///
  /// Source: RFC 4512, section 5.1; RFC 3045; MS-ADTS, sections 3.1.1.3.2 and 3.1.1.3.4.3.
  mutating func takeServer(_ content: Span<UInt8>, _ dissection: inout Dissection) throws(DecodeError) {
    var fields = BERReader(content)
    guard try fields.take(.octetString).isEmpty else { return }
    var attributes = BERReader(try fields.take(.sequence, mayBeCut: true))
    while !attributes.isAtEnd {
      var attribute = BERReader(try attributes.take(.sequence, mayBeCut: true))
      let kind = try attribute.take(.octetString)
      var values = BERReader(try attribute.take(.set, mayBeCut: true))
      guard let value = try values.takeIfPresent(.octetString, mayBeCut: true) else { continue }
      if LDAPFilter.isSame(kind, "dnshostname") {
        dissection.tellFreely(.hostname, value, source: "ldap root entry")
      } else if LDAPFilter.isSame(kind, "vendorname") {
        dissection.tellFreely(.software, value, source: "ldap root entry")
      } else if LDAPFilter.isSame(kind, "vendorversion") {
        dissection.tellFreely(.software, value, source: "ldap root entry")
      } else if LDAPFilter.isSame(kind, "supportedcapabilities") {
        if starts(value, with: "1.2.840.113556.1.4.800") {
          dissection.tell(.role, Role.domainController.text, source: "ldap root entry")
        }
      } else if LDAPFilter.isSame(kind, "netlogon") {
        takeNetlogon(value, &dissection)
      }
    }
  }

  /// What a domain's controller answers to a ping: its names, each part with its length, the parts before
  /// named by their places.
  ///
  ///     0        2          4       8       24
  ///     +--------+----------+-------+-------+------------------------------------------------------
  ///     | opcode | reserved | flags | domain| forest, domain, host, NetBIOS domain, NetBIOS host, …
  ///
  /// Source: MS-ADTS, sections 6.3.1.8 and 6.3.1.9; RFC 1035, section 4.1.4.
  private mutating func takeNetlogon(_ value: Span<UInt8>, _ dissection: inout Dissection) {
    guard value.count > 24, (23...25).contains(value[0]), value[1] == 0 else { return }
    var at = 24
    for place in 0..<3 {
      text.removeAll(keepingCapacity: true)
      guard let next = appendName(value, at: at) else { return }
      if place == 2 { dissection.tellFreely(.hostname, text.span, source: "cldap netlogon") }
      at = next
    }
    dissection.tell(.role, Role.domainController.text, source: "cldap netlogon")
  }

  /// Appends the name that begins at `start`; gives what follows it, nil where it is none.
  private mutating func appendName(_ octets: Span<UInt8>, at start: Int) -> Int? {
    var at = start
    var next: Int?
    // Each step back is to an earlier place, or the name is none.
    for _ in 0..<32 {
      guard at < octets.count else { return nil }
      let length = Int(octets[at])
      if length == 0 { return next ?? at + 1 }
      if length & 0xC0 == 0xC0 {
        guard at + 1 < octets.count else { return nil }
        next = next ?? at + 2
        let back = length << 8 & 0x3F00 | Int(octets[at + 1])
        guard back < at else { return nil }
        at = back
        continue
      }
      guard length < 64, at + 1 + length <= octets.count else { return nil }
      if !text.isEmpty { text.append(UInt8(ascii: ".")) }
      for index in (at + 1)...(at + length) { text.append(octets[index]) }
      at += 1 + length
    }
    return nil
  }
}
