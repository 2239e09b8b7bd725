import Streams
import Testing
import Vocabulary

@testable import Protocols

extension LDAPDissector: StreamDissector, DatagramDissector {}

@Suite("LDAP")
struct LDAPDissectorTests {
  static let root = "DC=plant,DC=example"

  static func flow() -> DissectedFlow<LDAPDissector> {
    DissectedFlow(LDAPDissector(), serverPort: LDAPDissector.port)
  }

  static let exchange: [WireMessage] = [
    .client(LDAPWire.simpleBind(1, "cn=joe,dc=plant", "secret")), .server(LDAPWire.result(1, 0x61)),
    .client(LDAPWire.search(2, base: "", scope: 0, LDAPWire.present("objectClass"))),
    .server(
      LDAPWire.entry(
        2, "",
        [
          ("dnsHostName", Array("dc1.plant.example".utf8)),
          ("supportedCapabilities", Array("1.2.840.113556.1.4.800".utf8)),
        ])), .server(LDAPWire.result(2, 0x65)),
    .client(LDAPWire.search(3, base: root, LDAPWire.equal("sAMAccountName", "joe"))),
    .server(LDAPWire.entry(3, "cn=joe", [("cn", [UInt8](repeating: 0x61, count: 200))])),
    .server(LDAPWire.result(3, 0x65)),
    .client(LDAPWire.message(4, 0x42)),
  ]

  @Test("a login by password is a secret in clear, a search is told, the server says what it is")
  func session() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    #expect(
      flow.story == [
        "authenticate user cn=joe,dc=plant succeeded", "identify base (objectClass=*) succeeded",
        "browse subtree DC=plant,DC=example (sAMAccountName=) succeeded",
      ])
    #expect(flow.facts == ["hostname dc1.plant.example", "role domainController"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [6])
    #expect(flow.dissection.messages.packets(.ldap) == 9)
  }

  @Test("a refused password, an anonymous login")
  func logins() {
    var flow = Self.flow()
    flow.feed([
      .client(LDAPWire.simpleBind(1, "joe", "x")), .server(LDAPWire.result(1, 0x61, code: 49)),
      .client(LDAPWire.simpleBind(2, "", "")), .server(LDAPWire.result(2, 0x61)),
    ])
    #expect(flow.story == ["authenticate user joe refused", "authenticate - succeeded"])
    #expect(flow.activities.map(\.deed) == [.plain, .anonymous])
    #expect(flow.dissection.observations.anomalies.count == 1)
  }

  @Test("a login of several messages ends with the last: NTLMSSP, SCRAM")
  func severalMessages() {
    var flow = Self.flow()
    flow.feed([
      .client(LDAPWire.saslBind(1, "GSS-SPNEGO", NTLMTokens.authenticate("joe"))),
      .server(LDAPWire.result(1, 0x61, code: 49)),
      .client(LDAPWire.saslBind(2, "SCRAM-SHA-256", Array("n,,n=ann,r=abc".utf8))),
      .server(LDAPWire.result(2, 0x61, code: 14)),
      .client(LDAPWire.saslBind(3, "SCRAM-SHA-256", Array("c=biws,r=abc,p=x".utf8))),
      .server(LDAPWire.result(3, 0x61)),
    ])
    #expect(flow.story == ["authenticate user PLANT\\joe refused", "authenticate user ann succeeded"])
  }

  @Test("searches of a whole domain are broad, those for guessable accounts are told apart")
  func searches() {
    func deed(_ filter: [UInt8], base: String = Self.root, scope: Int = 2) -> Deed? {
      var flow = Self.flow()
      flow.feed(.client(LDAPWire.search(2, base: base, scope: scope, filter)))
      flow.finish()
      return flow.activities.first?.deed
    }
    #expect(deed(LDAPWire.equal("objectCategory", "computer")) == .broadSearch)
    #expect(deed(LDAPWire.present("objectClass")) == .broadSearch)
    #expect(
      deed(LDAPWire.equal("samAccountType", "805306368"), base: "CN=Configuration,\(Self.root)")
        == .broadSearch)
    #expect(
      deed(LDAPWire.all(LDAPWire.equal("objectClass", "user"), LDAPWire.present("servicePrincipalName")))
        == .roastableSearch)
    #expect(deed(LDAPWire.bits("userAccountControl", "4194304")) == .roastableSearch)
    #expect(deed(LDAPWire.not(LDAPWire.present("servicePrincipalName"))) == .plain)
    #expect(
      deed(LDAPWire.all(LDAPWire.equal("objectClass", "user"), LDAPWire.equal("sAMAccountName", "joe")))
        == .plain)
    #expect(deed(LDAPWire.present("objectClass"), scope: 0) == .plain)
    #expect(deed(LDAPWire.present("objectClass"), base: "OU=Line 1,\(Self.root)") == .plain)
  }

  @Test("changes name their entry, and a password is told apart")
  func changes() {
    var flow = Self.flow()
    flow.feed([
      .client(LDAPWire.modify(1, "cn=joe", "unicodePwd")), .server(LDAPWire.result(1, 0x67)),
      .client(LDAPWire.modify(2, "cn=joe", "mail")), .server(LDAPWire.result(2, 0x67, code: 50)),
      .client(LDAPWire.message(3, 0x4A, Array("cn=ann".utf8))), .server(LDAPWire.result(3, 0x6B)),
    ])
    #expect(
      flow.story == [
        "configure cn=joe unicodePwd succeeded", "configure cn=joe mail refused",
        "configure cn=ann succeeded",
      ])
    #expect(flow.activities[0].deed == .password)
  }

  @Test("after StartTLS the flow is TLS")
  func startTLS() {
    var flow = Self.flow()
    flow.feed([.client(LDAPWire.startTLS), .server(LDAPWire.result(9, 0x78))])
    #expect(flow.story == ["connect StartTLS succeeded"])
    #expect(flow.dissection.refinedName == .tls)
  }

  @Test("protected frames are counted and passed over")
  func protection() {
    let frame: [UInt8] = [0, 0, 0, 20, 5, 4, 6, 0xFF] + [UInt8](repeating: 9, count: 16)
    var flow = Self.flow()
    flow.feed([.client(frame), .server(Array(frame[..<10])), .server(Array(frame[10...]))])
    #expect(flow.losses == 0)
    #expect(flow.dissection.isEncrypted)
    #expect(LDAPDissector.recognise(octets: frame) == .consistent)
  }

  @Test("a domain's controller is found by datagrams, which name both sides")
  func datagrams() {
    var flow = Self.flow()
    flow.deliver([
      .client(
        LDAPWire.search(
          1, base: "", scope: 0,
          LDAPWire.all(LDAPWire.equal("DnsDomain", "plant.example"), LDAPWire.equal("Host", "PRESS-PC")))),
      .server(LDAPWire.entry(1, "", [("netlogon", LDAPWire.netlogon)]) + LDAPWire.result(1, 0x65)),
    ])
    #expect(
      flow.facts == ["client: hostname PRESS-PC", "hostname dc1.plant.example", "role domainController"])
    #expect(flow.dissection.messages.packets(.cldap) == 2)
  }

  @Test("recognises its operations and nothing like them")
  func recognition() {
    for message in Self.exchange { #expect(LDAPDissector.recognise(octets: message.octets) == .consistent) }
    // SNMP and GOOSE begin with sequences and numbers, too.
    #expect(LDAPDissector.recognise(octets: wireOctets("30 0D 02 01 00 04 06 7075626C6963 A0 00")) == .no)
    #expect(LDAPDissector.recognise(octets: wireOctets("30 08 02 01 01 63 03 02 01 01")) == .no)
    #expect(LDAPDissector.recognise(octets: wireOctets("30 84")) == .undecided)
    #expect(LDAPDissector.recognise(octets: wireOctets("16 03 01")) == .no)
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    HostileInput.everyPrefix(of: Self.exchange, Self.flow)
    HostileInput.everyTruncation(of: Self.exchange, Self.flow)
    HostileInput.everyMutation(of: Self.exchange, Self.flow)
    let ping = [
      WireMessage.client(LDAPWire.search(1, base: "", scope: 0, LDAPWire.equal("Host", "PC"))),
      .server(LDAPWire.entry(1, "", [("netlogon", LDAPWire.netlogon)]) + LDAPWire.result(1, 0x65)),
    ]
    HostileInput.everyDatagram(of: ping, Self.flow)
  }

  @Test("a filter without end and one that is too deep end")
  func deepFilter() {
    var filter = LDAPWire.present("cn")
    for _ in 0..<200 { filter = LDAPWire.not(filter) }
    #expect(LDAPFilter(filter.span).text.count <= 200)
    var wide: [UInt8] = []
    for _ in 0..<500 { wide += LDAPWire.equal("objectClass", "user") }
    let or = BERWire.element(0xA1, wide)
    #expect(LDAPFilter(or.span).text.count <= LDAPFilter.textOctetLimit + 16)
  }

  static let samples: [PageSample] = [
    PageSample("bind, simple", .client(LDAPWire.simpleBind(1, "cn=joe,dc=plant", "x"))),
    PageSample("bind, anonymous", .client(LDAPWire.simpleBind(1, "", ""))),
    PageSample("bind, NTLMSSP", .client(LDAPWire.saslBind(1, "GSS-SPNEGO", NTLMTokens.authenticate("joe")))),
    PageSample("search of the server's own entry", Array(exchange[2...4])),
    PageSample("search", .client(LDAPWire.search(2, base: root, LDAPWire.equal("objectClass", "user")))),
    PageSample("modify", .client(LDAPWire.modify(1, "cn=joe", "unicodePwd"))),
    PageSample(
      "add, delete, modify DN", .client(LDAPWire.message(3, 0x4A, Array("cn=ann".utf8)))),
    PageSample("StartTLS", .client(LDAPWire.startTLS)),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("ldap", Self.samples) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }
}
