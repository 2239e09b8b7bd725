/// Kerberos and LDAP: each kind of message once, in BER.
extension Openings {
  private static func element(_ tag: UInt8, _ content: [UInt8]...) -> [UInt8] {
    let content = Array(content.joined())
    return (content.count < 0x80 ? [tag, UInt8(content.count)] : [tag, 0x82] + big(content.count, 2))
      + content
  }

  private static func integer(_ value: UInt8, _ tag: UInt8 = 2) -> [UInt8] { element(tag, [value]) }
  private static func text(_ text: String, _ tag: UInt8 = 4) -> [UInt8] { element(tag, Array(text.utf8)) }

  private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    element(0xA0 | number, content)
  }

  private static func sequence(_ content: [UInt8]...) -> [UInt8] { element(0x30, Array(content.joined())) }

  private static func name(_ parts: String...) -> [UInt8] {
    let list: [UInt8] = parts.flatMap { text($0, 0x1B) }
    return sequence(field(0, integer(2)), field(1, element(0x30, list)))
  }

  private static func encrypted(_ kind: UInt8) -> [UInt8] {
    sequence(field(0, integer(kind)), field(2, text("0123")))
  }

  private static let realm = text("PLANT.EXAMPLE", 0x1B)

  private static func ticket(_ kind: UInt8) -> [UInt8] {
    let service = name("MSSQLSvc", "db.plant.example")
    let fields = field(0, integer(5)) + field(1, realm) + field(2, service) + field(3, encrypted(kind))
    return element(0x61, sequence(fields))
  }

  private static func request(_ kind: UInt8, _ proof: UInt8, _ value: [UInt8]) -> [UInt8] {
    let address = sequence(field(0, integer(20)), field(1, text("PRESS-PC        ")))
    var body = field(0, element(3, [0, 0, 0, 0, 0])) + field(1, name("joe")) + field(2, realm)
    body += field(3, name("krbtgt", "PLANT.EXAMPLE")) + field(8, sequence(integer(23), integer(18)))
    body += field(9, sequence(address))
    let data = sequence(sequence(field(1, integer(proof)), field(2, element(4, value))))
    var fields = field(1, integer(5)) + field(2, integer(kind))
    fields += field(3, data) + field(4, sequence(body))
    return element(0x60 | kind, sequence(fields))
  }

  private static func reply(_ kind: UInt8) -> [UInt8] {
    var fields = field(0, integer(5)) + field(1, integer(kind)) + field(3, realm)
    fields += field(4, name("PRESS-PC$")) + field(5, ticket(23)) + field(6, encrypted(23))
    return element(0x60 | kind, sequence(fields))
  }

  /// A login that proves itself, a request for a ticket, and a refusal; as a stream and as datagrams.
  var kerberosExchanges: [[UInt8]] {
    var use = Self.field(0, Self.integer(5)) + Self.field(1, Self.integer(14))
    use += Self.field(2, Self.element(3, [0, 0, 0, 0, 0])) + Self.field(3, Self.ticket(18))
    use += Self.field(4, Self.encrypted(18))
    var error = Self.field(0, Self.integer(5)) + Self.field(1, Self.integer(30))
    error += Self.field(6, Self.integer(24)) + Self.field(8, Self.name("joe")) + Self.field(9, Self.realm)
    error += Self.field(10, Self.name("krbtgt"))
    let pairs: [([UInt8], [UInt8])] = [
      (Self.request(10, 2, Self.encrypted(18)), Self.reply(11)),
      (Self.request(12, 1, Self.element(0x6E, Self.sequence(use))), Self.reply(13)),
      (Self.request(10, 128, []), Self.element(0x7E, Self.sequence(error))),
    ]
    var seeds: [[UInt8]] = []
    for (ask, answer) in pairs {
      seeds.append(exchange(big(ask.count, 4) + ask, big(answer.count, 4) + answer))
      seeds.append([1] + FuzzRecord.encoded(8, ask) + FuzzRecord.encoded(9, answer))
    }
    return seeds
  }

  private static func message(_ operation: UInt8, _ content: [UInt8]) -> [UInt8] {
    element(0x30, integer(1), element(operation, content))
  }

  private static func search(_ base: String, _ scope: UInt8) -> [UInt8] {
    let equal = element(0xA3, text("objectClass"), text("user"))
    let bits = element(
      0xA9, text("1.2.840.113556.1.4.803", 0x81), text("userAccountControl", 0x82), text("4194304", 0x83))
    let not = element(0xA2, text("servicePrincipalName", 0x87))
    let filter = element(0xA0, equal, not, bits, element(0xA3, text("Host"), text("PC")))
    var content = text(base) + integer(scope, 10) + integer(0, 10) + integer(0)
    content += integer(0) + integer(0, 1) + filter + element(0x30)
    return message(0x63, content)
  }

  private static func attribute(_ kind: String, _ value: [UInt8]) -> [UInt8] {
    sequence(text(kind), element(0x31, element(4, value)))
  }

  /// Each operation, and the answers that say most.
  var ldapExchanges: [[UInt8]] {
    let result = Self.integer(0, 10) + Self.text("") + Self.text("")
    var netlogon: [UInt8] = [23, 0, 0, 0] + little(1, 4) + [UInt8](repeating: 7, count: 16)
    netlogon += [1, 0x61, 0, 0xC0, 24, 1, 0x62, 0xC0, 24]
    var attributes = Self.attribute("dnsHostName", Array("dc1.plant.example".utf8))
    attributes += Self.attribute("netlogon", netlogon)
    attributes += Self.attribute("supportedCapabilities", Array("1.2.840.113556.1.4.800".utf8))
    let entry = Self.message(0x64, Self.text("") + Self.element(0x30, attributes))
    let sasl = Self.element(0xA3, Self.text("SCRAM-SHA-256"), Self.text("n,,n=ann,r=abc"))
    let change = Self.sequence(
      Self.integer(2, 10), Self.sequence(Self.text("unicodePwd"), Self.element(0x31, Self.text("x"))))
    let simple = Self.integer(3) + Self.text("cn=joe") + Self.text("secret", 0x80)
    return [
      exchange(Self.message(0x60, simple), Self.message(0x61, result)),
      exchange(Self.message(0x60, Self.integer(3) + Self.text("") + sasl), Self.message(0x61, result)),
      exchange(Self.search("", 0), entry + Self.message(0x65, result)),
      exchange(Self.search("DC=plant,DC=example", 2), Self.message(0x65, result)),
      exchange(
        Self.message(0x66, Self.text("cn=joe") + Self.element(0x30, change)), Self.message(0x67, result)),
      exchange(Self.message(0x4A, Array("cn=joe".utf8)), Self.message(0x6B, result)),
      exchange(Self.message(0x77, Self.text("1.3.6.1.4.1.1466.20037", 0x80)), Self.message(0x78, result)),
      exchange([0, 0, 0, 20, 5, 4, 6, 0xFF] + little(0, 16), [0x30, 5, 2, 1, 9, 0x42, 0]),
      [1] + FuzzRecord.encoded(8, Self.search("", 0)) + FuzzRecord.encoded(9, entry),
    ]
  }
}
