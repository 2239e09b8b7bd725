import Streams
import Testing
import Vocabulary

@testable import Protocols

extension KerberosDissector: StreamDissector, DatagramDissector {}

@Suite("Kerberos")
struct KerberosDissectorTests {
  static let joe = KerberosWire.name("joe")
  static let controller = KerberosWire.name("krbtgt", "PLANT.EXAMPLE")
  static let database = KerberosWire.name("MSSQLSvc", "db.plant.example:1433")
  static let file = KerberosWire.name("cifs", "press-srv.plant.example")

  static func flow() -> DissectedFlow<KerberosDissector> {
    DissectedFlow(KerberosDissector(), serverPort: KerberosDissector.port)
  }

  static func exchange(_ messages: [UInt8]...) -> [WireMessage] {
    messages.enumerated().map {
      $0 % 2 == 0 ? .client(KerberosWire.framed($1)) : .server(KerberosWire.framed($1))
    }
  }

  static let proof: (kind: Int, value: [UInt8]) = (2, KerberosWire.encrypted(18))

  static let login = exchange(
    KerberosWire.request(10, client: joe, service: controller, machine: "PRESS-PC"), KerberosWire.error(25),
    KerberosWire.request(10, client: joe, service: controller, proof: proof),
    KerberosWire.reply(11, client: joe, service: controller),
    KerberosWire.ticketRequest(file), KerberosWire.reply(13, client: joe, service: file))

  @Test("a login that is asked for proof first is one login")
  func loginIsOne() {
    var flow = Self.flow()
    flow.feed(Self.login)
    #expect(
      flow.story == [
        "authenticate user PLANT.EXAMPLE\\joe succeeded",
        "connect service cifs/press-srv.plant.example succeeded",
      ])
    #expect(flow.activities.map(\.deed) == [.plain, .plain])
    #expect(flow.facts == ["client: hostname PRESS-PC"])
    #expect(flow.counts(.kerberos)["type 10"] == 2)
    #expect(flow.dissection.messages.packets(.kerberos) == 6)
  }

  @Test(
    "refusals: a wrong password, an unknown user, one that is locked",
    arguments: [(24, Deed.plain), (6, .unknownAccount), (18, .plain)])
  func refusals(_ code: Int, _ deed: Deed) {
    var flow = Self.flow()
    flow.feed(
      Self.exchange(
        KerberosWire.request(10, client: Self.joe, service: Self.controller, proof: Self.proof),
        KerberosWire.error(code)))
    #expect(flow.story == ["authenticate user PLANT.EXAMPLE\\joe refused"])
    #expect(flow.activities[0].deed == deed)
  }

  @Test("a login that needs no proof is told apart")
  func noProof() {
    var flow = Self.flow()
    flow.feed(
      Self.exchange(
        KerberosWire.request(10, client: Self.joe, service: Self.controller, encryptions: [23]),
        KerberosWire.reply(11, client: Self.joe, service: Self.controller)))
    #expect(flow.activities.map(\.deed) == [.noPreauthentication])
  }

  @Test("weak tickets for users' services are told apart, those of machines and those between users are not")
  func weakTickets() {
    func deed(_ service: [UInt8], _ encryptions: [Int], session: Int, ticket: Int, userToUser: Bool = false)
      -> Deed?
    {
      var flow = Self.flow()
      flow.feed(
        Self.exchange(
          KerberosWire.ticketRequest(
            service, encryptions: encryptions, session: session,
            options: userToUser ? [0, 0x40, 0, 0, 8] : [0, 0x40, 0, 0, 0]),
          KerberosWire.reply(13, client: Self.joe, service: service, ticket: ticket)))
      return flow.activities.first?.deed
    }
    #expect(deed(Self.database, [23], session: 18, ticket: 23) == .downgradedTicket)
    #expect(deed(Self.database, [23, 18], session: 17, ticket: 23) == .downgradedTicket)
    #expect(deed(Self.database, [18, 17, 23], session: 18, ticket: 23) == .weakTicket)
    #expect(deed(Self.database, [23, 24], session: 23, ticket: 23) == .weakTicket)
    #expect(deed(Self.database, [18, 17, 23], session: 18, ticket: 18) == .plain)
    #expect(deed(Self.file, [23], session: 18, ticket: 23) == .plain)
    #expect(deed(KerberosWire.name("svc_sql"), [23], session: 18, ticket: 23) == .downgradedTicket)
    #expect(deed(KerberosWire.name("PRESS-PC$"), [23], session: 18, ticket: 23) == .plain)
    #expect(deed(Self.database, [23], session: 18, ticket: 23, userToUser: true) == .plain)
  }

  @Test("a machine that logs in by its own account says its name")
  func machine() {
    let client = KerberosWire.name("PRESS-PC$")
    var flow = Self.flow()
    flow.feed(
      Self.exchange(
        KerberosWire.request(10, client: client, service: Self.controller, proof: Self.proof),
        KerberosWire.reply(11, client: client, service: Self.controller)))
    #expect(flow.facts == ["client: hostname PRESS-PC"])
  }

  @Test("datagrams are the same without a length before them")
  func datagrams() {
    var flow = Self.flow()
    flow.deliver([
      .client(KerberosWire.request(10, client: Self.joe, service: Self.controller, proof: Self.proof)),
      .server(KerberosWire.error(24)),
    ])
    #expect(flow.story == ["authenticate user PLANT.EXAMPLE\\joe refused"])
    let message = KerberosWire.error(24)
    #expect(KerberosDissector.recognise(datagram: message.span) == .consistent)
    #expect(KerberosDissector.recognise(octets: KerberosWire.framed(message)) == .consistent)
    #expect(KerberosDissector.recognise(octets: message) == .no)
    #expect(KerberosDissector.recognise(octets: [0, 0, 1]) == .undecided)
    #expect(KerberosDissector.recognise(octets: wireOctets("00000054 FF534D42 72000000 00000000")) == .no)
  }

  @Test("a ticket that another protocol carries names its service, and the service's host")
  func token() {
    let token = KerberosWire.token(KerberosWire.use(of: Self.file))
    var flow = DCERPCDissectorTests.flow()
    flow.feed([
      .client(
        DCERPCWire.bind(
          [(DCERPCDissectorTests.svcctl, DCERPCWire.ndr)], .init(type: 9, level: 6, token: token))),
      .server(DCERPCWire.bindAnswer([0])),
    ])
    #expect(flow.story.contains("authenticate service cifs/press-srv.plant.example succeeded"))
    #expect(flow.facts == ["hostname press-srv.plant.example"])
    #expect(flow.dissection.messages.packets(.kerberos) == 0)
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    HostileInput.everyPrefix(of: Self.login, Self.flow)
    HostileInput.everyTruncation(of: Self.login, Self.flow)
    HostileInput.everyMutation(of: Self.login, Self.flow)
    let datagrams = [
      WireMessage.client(KerberosWire.ticketRequest(Self.database, encryptions: [23])),
      .server(KerberosWire.reply(13, client: Self.joe, service: Self.database, ticket: 23)),
    ]
    HostileInput.everyDatagram(of: datagrams, Self.flow)
  }

  @Test("a token in all its wrappings, cut and altered, never traps")
  func hostileToken() {
    let token = KerberosWire.token(KerberosWire.use(of: Self.file))
    let bind = DCERPCWire.bind(
      [(DCERPCDissectorTests.svcctl, DCERPCWire.ndr)], .init(type: 9, level: 6, token: token))
    HostileInput.everyMutation(of: [.client(bind)], DCERPCDissectorTests.flow)
    HostileInput.everyTruncation(of: [.client(bind)], DCERPCDissectorTests.flow)
  }

  static let samples: [PageSample] = [
    PageSample(
      "AS-REQ", exchange(KerberosWire.request(10, client: joe, service: controller, machine: "PRESS-PC"))),
    PageSample("TGS-REQ", exchange(KerberosWire.ticketRequest(file))),
    PageSample(
      "AS-REP to a machine",
      exchange(
        KerberosWire.request(10, client: KerberosWire.name("PRESS-PC$"), service: controller),
        KerberosWire.reply(11, client: KerberosWire.name("PRESS-PC$"), service: controller))),
  ]

  @Test("each row has its sample, each sample its row")
  func page() throws {
    try ProtocolPage.hold("kerberos", Self.samples) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }
}
