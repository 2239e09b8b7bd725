import Protocols
import Streams
import Testing
import Vocabulary

extension MySQLDissector: StreamDissector {}
extension PostgreSQLDissector: StreamDissector {}
extension TDSDissector: StreamDissector {}

@Suite("MySQL logins")
struct MySQLDissectorTests {
  static func flow() -> DissectedFlow<MySQLDissector> {
    DissectedFlow(MySQLDissector(), serverPort: MySQLDissector.port)
  }

  static func packet(_ sequence: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [UInt8(payload.count), 0, 0, sequence] + payload
  }

  static let greeting = packet(0, [10] + Array("5.7.33-log".utf8) + [0] + [UInt8](repeating: 1, count: 40))
  static let options: [UInt8] =
    [0x85, 0xA6, 0xFF, 1, 0, 0, 0, 1, 0x21] + [UInt8](repeating: 0, count: 23)
  static let login = packet(1, options + Array("joe".utf8) + [0, 4, 1, 2, 3, 4])
  static let exchange: [WireMessage] = [
    .server(greeting), .client(login), .server(packet(2, [0, 0, 0, 2, 0, 0, 0])),
    .client(packet(0, [3, 0x53])),
  ]

  @Test("a version, a user, and what the server says")
  func login() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    #expect(flow.story == ["authenticate user joe succeeded"])
    #expect(flow.facts == ["software 5.7.33-log"])
    var refused = Self.flow()
    refused.feed(Array(Self.exchange[..<2]) + [.server(Self.packet(2, [0xFF, 0x15, 4, 0x23]))])
    #expect(refused.story == ["authenticate user joe refused"])
  }

  @Test("options alone ask for TLS")
  func protected() {
    var flow = Self.flow()
    flow.feed([.server(Self.greeting), .client(Self.packet(1, Self.options))])
    #expect(flow.dissection.refinedName == .tls)
  }

  @Test("recognises a greeting and a login")
  func recognition() {
    #expect(MySQLDissector.recognise(octets: Self.greeting) == .consistent)
    #expect(MySQLDissector.recognise(octets: Self.login) == .consistent)
    #expect(MySQLDissector.recognise(octets: Array(Self.greeting.dropLast())) == .no)
  }

  @Test("hostile octets never trap, and cuts change nothing; the page's rows have samples")
  func hostile() throws {
    HostileInput.everyPrefix(of: Array(Self.exchange[..<3]), Self.flow)
    HostileInput.everyTruncation(of: Self.exchange, Self.flow)
    HostileInput.everyMutation(of: Self.exchange, Self.flow)
    try ProtocolPage.hold("mysql", [PageSample("login", Array(Self.exchange[..<2]))]) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }
}

@Suite("PostgreSQL logins")
struct PostgreSQLDissectorTests {
  static func flow() -> DissectedFlow<PostgreSQLDissector> {
    DissectedFlow(PostgreSQLDissector(), serverPort: PostgreSQLDissector.port)
  }

  static let names = Array("user\u{0}joe\u{0}database\u{0}press\u{0}\u{0}".utf8)
  static let startup = [0, 0, 0, UInt8(8 + names.count), 0, 3, 0, 0] + names
  static let exchange: [WireMessage] = [
    .client(startup), .server("52 00000008 00000003"), .client("70 0000000C 7365637265743900"),
    .server("52 00000008 00000000"),
  ]

  @Test("a user, a password in clear, and what the server says")
  func login() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    #expect(flow.story == ["authenticate user joe succeeded"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [7])
    var refused = Self.flow()
    refused.feed([Self.exchange[0], .server("45 00000060 53 46 41")])
    #expect(refused.story == ["authenticate user joe refused"])
  }

  @Test("a wish for TLS that is granted")
  func protected() {
    var flow = Self.flow()
    flow.feed([.client("00000008 04D2162F"), .server("53")])
    #expect(flow.dissection.refinedName == .tls)
  }

  @Test("hostile octets never trap; the page's rows have samples")
  func hostile() throws {
    HostileInput.everyTruncation(of: Self.exchange, Self.flow)
    HostileInput.everyMutation(of: Self.exchange, Self.flow)
    #expect(PostgreSQLDissector.recogniseWithoutHint(Self.startup.span) == .consistent)
    #expect(PostgreSQLDissector.recogniseWithoutHint((Self.startup + [0]).span) == .no)
    try ProtocolPage.hold("pgsql", [PageSample("startup", .client(Self.startup))]) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }
}

@Suite("SQL Server logins")
struct TDSDissectorTests {
  static func flow() -> DissectedFlow<TDSDissector> {
    DissectedFlow(TDSDissector(), serverPort: TDSDissector.port)
  }

  static func packet(_ type: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [type, 1, 0, UInt8(8 + payload.count), 0, 0, 1, 0] + payload
  }

  /// The client's name, the user and four letters of a password behind the fixed part of 94 octets.
  static let login: [UInt8] = {
    var fixed = [UInt8](repeating: 0, count: 94)
    fixed.replaceSubrange(36..<48, with: [94, 0, 2, 0, 98, 0, 2, 0, 102, 0, 4, 0])
    return packet(16, fixed + Array("P\u{0}C\u{0}s\u{0}a\u{0}".utf8) + [UInt8](repeating: 0xA5, count: 8))
  }()
  static let exchange: [WireMessage] = [
    .client(login), .server(packet(4, [0xE3, 2, 0, 1, 1, 0xAD, 1, 0, 1])),
  ]

  @Test("a client's name, a user, a password that is only turned round, and what the server says")
  func login() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    #expect(flow.story == ["authenticate user sa succeeded"])
    #expect(flow.facts == ["client: hostname PC"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [4])
    var refused = Self.flow()
    refused.feed([Self.exchange[0], .server(Self.packet(4, [0xAA, 1, 0, 1]))])
    #expect(refused.story == ["authenticate user sa refused"])
  }

  @Test("hostile octets never trap, and cuts change nothing; the page's rows have samples")
  func hostile() throws {
    HostileInput.everyPrefix(of: [Self.exchange[0]], Self.flow)
    HostileInput.everyTruncation(of: Self.exchange, Self.flow)
    HostileInput.everyMutation(of: Self.exchange, Self.flow)
    try ProtocolPage.hold("tds", [PageSample("LOGIN7", .client(Self.login))]) { exchange in
      var flow = Self.flow()
      flow.feed(exchange)
      flow.finish()
      return flow
    }
  }
}
