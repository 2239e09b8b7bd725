import Streams
import Testing
import Vocabulary

@testable import Protocols

extension DCERPCDissector: StreamDissector {}

@Suite("DCE-RPC")
struct DCERPCDissectorTests {
  static let svcctl = "367abb81-9844-35f1-ad32-98f038001003"
  static let epm = "e1af8308-5d1f-11c9-91a4-08002b14a0fa"
  static let opcServer = "39c13a4d-011e-11d0-9675-0020afd8adb3"
  static let opcSyncIO = "39c13a52-011e-11d0-9675-0020afd8adb3"

  static func flow() -> DissectedFlow<DCERPCDissector> {
    DissectedFlow(DCERPCDissector(), serverPort: DCERPCDissector.port)
  }

  static let opening: [WireMessage] = [
    .client(DCERPCWire.bind(svcctl)), .server(DCERPCWire.bindAnswer([0])),
  ]

  static let login: [WireMessage] = [
    .client(
      DCERPCWire.bind(
        [(svcctl, DCERPCWire.ndr)], .init(type: 10, level: 6, token: NTLMTokens.authenticate("")))),
    .server(
      DCERPCWire.bindAnswer([0], .init(type: 10, level: 6, token: NTLMTokens.challenge))),
    .client(
      DCERPCWire.fragment(
        16, call: 1, [0, 0, 0, 0], .init(type: 10, level: 6, token: NTLMTokens.authenticate("joe")))),
  ]

  static let encryptedCall = DCERPCWire.request(
    12, [UInt8](repeating: 0xEE, count: 64),
    .init(type: 10, level: 6, token: [UInt8](repeating: 1, count: 16)))

  static let exchange: [WireMessage] =
    opening + [
      .client(DCERPCWire.request(12, DCERPCWire.service("PSEXESVC", program: "%SystemRoot%\\PSEXESVC.exe"))),
      .server(DCERPCWire.response(DCERPCWire.handle)),
      .client(DCERPCWire.request(19, call: 3, DCERPCWire.handle)),
      .server(DCERPCWire.response(call: 3, status: 1_053)),
    ]

  @Test("an interface is connected to, its calls are named with what they are about")
  func calls() {
    var flow = Self.flow()
    flow.feed(Self.exchange)
    #expect(
      flow.story == [
        "connect svcctl succeeded", "configure svcctl CreateServiceW PSEXESVC succeeded",
        "operate svcctl StartServiceW refused",
      ])
    #expect(flow.activities.map(\.deed) == [.plain, .serviceCreated, .plain])
    #expect(flow.dissection.messages.packets(.dcerpc) == 6)
    #expect(flow.counts(.dcerpc)["type 0"] == 2)
  }

  @Test("a service that runs a command interpreter is told apart", arguments: ["W", "A"])
  func commandService(_ kind: String) {
    let width = kind == "W" ? 2 : 1
    var flow = Self.flow()
    flow.feed(Self.opening)
    flow.feed(
      .client(
        DCERPCWire.request(
          kind == "W" ? 12 : 24,
          DCERPCWire.service("BTOBTO", program: "%COMSPEC% /Q /c echo", width: width))))
    flow.finish()
    #expect(flow.activities.last?.deed == .commandService)
    #expect(flow.activities.last?.object == "svcctl CreateService\(kind) BTOBTO")
  }

  @Test("a login is told, the first answer ends it, and encrypted calls tell their number")
  func encrypted() {
    var flow = Self.flow()
    flow.feed(Self.login + [.client(Self.encryptedCall), .server(DCERPCWire.response())])
    #expect(
      flow.story.suffix(2) == [
        "authenticate user PLANT\\joe succeeded", "configure svcctl CreateServiceW succeeded",
      ])
    #expect(flow.facts.contains("hostname PRESS-SRV"))
  }

  @Test("access denied in place of the first answer refuses the login, another fault does not")
  func faults() {
    for (status, outcome) in [(5, "refused"), (0x1C01_0003, "succeeded")] {
      var flow = Self.flow()
      flow.feed([
        Self.login[2], .client(DCERPCWire.request(12)), .server(DCERPCWire.fault(status: status)),
      ])
      #expect(flow.story.first == "authenticate user PLANT\\joe \(outcome)")
    }
  }

  @Test("an interface that the server does not have is refused, offered twice it is one")
  func results() {
    var flow = Self.flow()
    let twice = DCERPCWire.bind([(Self.svcctl, DCERPCWire.ndr), (Self.svcctl, DCERPCWire.ndr64)])
    flow.feed([.client(twice), .server(DCERPCWire.bindAnswer([2, 0]))])
    #expect(flow.story == ["connect svcctl succeeded"])
    var other = Self.flow()
    other.feed([Self.opening[0], .server(DCERPCWire.bindAnswer([2]))])
    #expect(other.story == ["connect svcctl refused"])
    var refused = Self.flow()
    refused.feed([Self.opening[0], .server(DCERPCWire.fragment(13, call: 1, [4, 0, 0, 0]))])
    #expect(refused.story == ["connect svcctl refused"])
  }

  @Test("in NDR64 counts and pointers have eight octets")
  func wide() {
    func wide64(_ value: Int) -> [UInt8] { DCERPCWire.little32(value) + DCERPCWire.little32(0) }
    let name = NTLMTokens.wide("spooler\0")
    let stub =
      DCERPCWire.handle + [0, 0, 0, 0] + wide64(8) + wide64(0) + wide64(8) + name + DCERPCWire.little32(1)
    var flow = Self.flow()
    flow.feed(.client(DCERPCWire.bind([(Self.svcctl, DCERPCWire.ndr64)])))
    flow.feed([.client(DCERPCWire.request(16, stub)), .server(DCERPCWire.response(DCERPCWire.handle))])
    #expect(flow.story.contains("read svcctl OpenServiceW spooler succeeded"))
  }

  @Test("an endpoint mapper's answer names the calls of a connection whose beginning is missing")
  func mapper() {
    var flow = Self.flow()
    flow.feed([
      .client(DCERPCWire.bind(Self.epm)), .server(DCERPCWire.bindAnswer([0])),
      .client(DCERPCWire.request(3, DCERPCWire.mapRequest(Self.svcctl))),
      .server(DCERPCWire.response(DCERPCWire.mapAnswer(Self.svcctl, port: 49_667))),
    ])
    #expect(flow.story.last == "browse epm Map svcctl succeeded")
    var later = DissectedFlow(flow.dissector, serverPort: 49_667, serial: 9)
    later.feed([.client(DCERPCWire.request(15)), .server(DCERPCWire.response(DCERPCWire.handle))])
    #expect(later.story == ["connect svcctl OpenSCManagerW succeeded"])
    var elsewhere = DissectedFlow(flow.dissector, serverPort: 49_668, serial: 10)
    elsewhere.feed(.client(DCERPCWire.request(15)))
    elsewhere.finish()
    #expect(elsewhere.story.isEmpty)
  }

  @Test("a challenge of equal octets and a proof of zeros are empty credentials")
  func emptyCredentials() {
    let netlogon = "12345678-1234-abcd-ef00-01234567cffb"
    func challenge(_ octets: [UInt8]) -> [UInt8] {
      DCERPCWire.request(
        4, DCERPCWire.pointer + DCERPCWire.text("\\\\DC1") + DCERPCWire.bareText("PRESS-PC") + octets)
    }
    func proof(_ octets: [UInt8]) -> [UInt8] {
      DCERPCWire.request(
        26,
        DCERPCWire.pointer + DCERPCWire.text("\\\\DC1") + DCERPCWire.bareText("DC1$") + [6, 0]
          + DCERPCWire.bareText("DC1") + octets)
    }
    let zeros = [UInt8](repeating: 0, count: 8)
    for (octets, isEmpty) in [
      (zeros, true), ([9, 9, 9, 9, 9, 1, 2, 3], true), ([1, 2, 3, 4, 5, 6, 7, 8], false),
    ] {
      var flow = Self.flow()
      flow.feed([.client(DCERPCWire.bind(netlogon)), .client(challenge(octets))])
      flow.finish()
      #expect(flow.activities.last?.deed == (isEmpty ? .emptyCredential : .plain))
    }
    var flow = Self.flow()
    flow.feed([
      .client(DCERPCWire.bind(netlogon)), .client(proof(zeros)),
      .server(DCERPCWire.response(status: 0xC000_0022, [0, 0, 0, 0])),
      .client(proof([1] + zeros.dropFirst())), .server(DCERPCWire.response(status: 0)),
    ])
    #expect(
      flow.story.filter { $0.hasPrefix("authenticate") } == [
        "authenticate user DC1$ refused", "authenticate user DC1$ succeeded",
      ])
    #expect(flow.activities.filter { $0.verb == "authenticate" }.map(\.deed) == [.emptyCredential, .plain])
  }

  @Test(
    "a path at another host is a coercion, the target's own and local ones are not",
    arguments: [
      ("\\\\10.0.0.9\\share\\x", Deed.coercion), ("\\\\10.0.0.2\\c$\\x", .plain), ("C:\\secret.txt", .plain),
      ("\\\\evil@80\\x", .coercion), ("\\\\FILES\\share", .possibleCoercion),
    ])
  func coercion(_ path: String, _ deed: Deed) {
    var flow = Self.flow()
    flow.feed([
      .client(DCERPCWire.bind("c681d488-d850-11d0-8c52-00c04fd90f7e")),
      .client(DCERPCWire.request(0, DCERPCWire.text(path) + DCERPCWire.little32(0))),
    ])
    flow.finish()
    #expect(flow.activities.last?.deed == deed)
  }

  @Test("OPC DA on DCOM is named, and its server says so")
  func opc() {
    var flow = Self.flow()
    flow.feed([
      .client(DCERPCWire.bind(Self.opcSyncIO)), .server(DCERPCWire.bindAnswer([0])),
      .client(DCERPCWire.request(4, object: true, DCERPCWire.objectCall)), .server(DCERPCWire.response()),
    ])
    #expect(flow.story == ["connect IOPCSyncIO succeeded", "write IOPCSyncIO Write succeeded"])
    #expect(flow.facts == ["software OPC DA server"])
    #expect(flow.dissection.refinedName == .dcom || flow.dissection.observations.activities[1].name == .dcom)
  }

  @Test("Netlogon's channel names the machine")
  func machine() {
    let token = DCERPCWire.little32(0) + DCERPCWire.little32(3) + Array("PLANT\0PRESS-PC\0".utf8)
    var flow = Self.flow()
    flow.feed(
      .client(DCERPCWire.bind([(Self.svcctl, DCERPCWire.ndr)], .init(type: 68, level: 6, token: token))))
    #expect(flow.facts == ["client: hostname PRESS-PC"])
  }

  @Test("the rest of a long call is passed over unread")
  func skips() {
    var flow = Self.flow()
    flow.feed(Self.opening)
    let call = DCERPCWire.request(13, [UInt8](repeating: 0, count: 5_000))
    flow.feed(.client(Array(call[..<2_048])))
    #expect(flow.waitingOctets(.toServer) == 0)
    flow.feed([.client(Array(call[2_048...]) + Self.login[2].octets)])
    #expect(flow.losses == 0)
    #expect(flow.dissection.messages.packets(.dcerpc) == 4)
  }

  @Test("recognises a header of version 5 in either byte order; a bind of NDR is proof")
  func recognition() {
    #expect(DCERPCDissector.recognise(octets: Self.exchange[0].octets) == .consistent)
    #expect(
      DCERPCDissector.recognise(octets: wireOctets("0500 0B03 00000000 0048 0000 00000001")) == .consistent)
    #expect(DCERPCDissector.recognise(octets: wireOctets("0500 0B03 10000000 0F00 0000 01000000")) == .no)
    #expect(DCERPCDissector.recognise(octets: wireOctets("0564 0B03")) == .no)
    #expect(DCERPCDissector.recognise(octets: wireOctets("0500 0B03")) == .undecided)
    let bind = Self.exchange[0].octets
    let call = Self.exchange[2].octets
    let proofs = [DCERPCDissector.isProof(bind.span), DCERPCDissector.isProof(call.span)]
    #expect(proofs == [true, false])
  }

  @Test("hostile octets never trap, and cuts change nothing")
  func hostile() {
    HostileInput.everyPrefix(of: Self.exchange, Self.flow)
    HostileInput.everyTruncation(of: Self.exchange, Self.flow)
    HostileInput.everyMutation(of: Self.exchange, Self.flow)
    HostileInput.everyPrefix(of: Self.login, Self.flow)
    HostileInput.everyMutation(of: Self.login, Self.flow)
  }
}
