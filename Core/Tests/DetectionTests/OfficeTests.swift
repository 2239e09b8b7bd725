import Detection
import Testing
import Vocabulary

@Suite("Answers for the names of others")
struct NamePoisoningTests {
  private static func scene(
    names: Int, seconds: Double = 10, protocols: [ProtocolName] = [.llmnr]
  ) -> Scene {
    var scene = Scene()
    let host = scene.host()
    for number in 0..<names {
      for name in protocols {
        scene.act(
          host, scene.host(), .identify, .nameAnswer, at: Double(number) * seconds,
          object: ObjectReference(.text, text: NameID(rawValue: UInt32(number + 1))), name: name)
      }
    }
    return scene
  }

  @Test(
    "two names are an alias, three are medium, five high",
    arguments: [(2, nil), (3, .medium), (5, .high)] as [(Int, Severity?)])
  func threshold(_ names: Int, _ severity: Severity?) {
    #expect(Self.scene(names: names).severity(.namePoisoning) == severity)
  }

  @Test("silent: the same name again and again, in two protocols, or other names hours apart")
  func lookAlikes() {
    #expect(Self.scene(names: 2, protocols: [.llmnr, .nbns]).findings.isEmpty)
    #expect(Self.scene(names: 9, seconds: 3_600).findings.isEmpty)
    var scene = Scene()
    let host = scene.host()
    for _ in 0..<50 {
      scene.act(
        host, scene.host(), .identify, .nameAnswer, object: ObjectReference(.text, text: NameID(rawValue: 1)),
        name: .nbns)
    }
    #expect(scene.findings.isEmpty)
  }
}

@Suite("Access from afar")
struct RemoteAccessToolTests {
  @Test("a connection of an office's machine is medium, a question alone low")
  func office() {
    var scene = Scene()
    let host = scene.host()
    scene.act(host, scene.host(), .read, .remoteAccess, name: .dns)
    #expect(scene.findings.map(\.severity) == [.low])
    scene.act(host, scene.host(), .connect, .remoteAccess, at: 1, name: .tls)
    #expect(scene.kinds == [.remoteAccessTool])
    #expect(scene.findings.map(\.severity) == [.medium])
    #expect(scene.findings[0].count == 2)
  }

  @Test("high from the plant: a controller, an engineering workstation, a host of its networks")
  func plant() {
    var scene = Scene()
    let service = scene.host()
    scene.act(scene.controller(), service, .connect, .remoteAccess, name: .tls)
    scene.act(scene.host(owner: .engineeringWorkstation), service, .connect, .remoteAccess, name: .tls)
    scene.act(scene.host(isInOTNetwork: true), service, .connect, .remoteAccess, name: .tls)
    #expect(scene.findings.map(\.severity) == [.high, .high, .high])
  }

  @Test("a flow of the tool's own protocol is a connection where it is answered")
  func flow() {
    var scene = Scene()
    scene.flow(scene.host(), scene.host(), port: 5_938, .closed, name: .teamviewer, toServer: 4, toClient: 4)
    #expect(scene.findings.map(\.severity) == [.medium])
    var other = Scene()
    other.flow(other.host(), other.host(), port: 5_938, .unanswered, name: .teamviewer)
    #expect(other.findings.map(\.severity) == [.low])
  }

  @Test("silent: other names and other protocols")
  func lookAlikes() {
    var scene = Scene()
    scene.act(scene.host(), scene.host(), .connect, name: .tls)
    scene.flow(scene.host(), scene.host(), port: 443, .closed, name: .tls, toServer: 4, toClient: 4)
    #expect(scene.findings.isEmpty)
  }
}

@Suite("Logins of manuals")
struct DefaultCredentialsTests {
  private static func severity(_ outcome: Outcome, _ name: ProtocolName) -> Severity? {
    var scene = Scene()
    scene.act(
      scene.host(), scene.host(), .authenticate, .defaultCredentials, outcome, code: 1, name: name)
    return scene.severity(.defaultCredentials)
  }

  @Test(
    "medium where it was let in; low where not, and for a community",
    arguments: [
      (Outcome.succeeded, ProtocolName.telnet, Severity.medium), (.refused, .ftp, .low),
      (.unanswered, .http, .low), (.succeeded, .snmp, .low),
    ])
  func severities(_ outcome: Outcome, _ name: ProtocolName, _ severity: Severity) {
    #expect(Self.severity(outcome, name) == severity)
  }

  @Test("silent: another password, an anonymous user, a device that talks to itself")
  func lookAlikes() {
    var scene = Scene()
    let host = scene.host()
    scene.act(host, scene.host(), .authenticate, name: .telnet)
    scene.act(host, scene.host(), .authenticate, .anonymous, name: .ftp)
    scene.act(host, host, .authenticate, .defaultCredentials, name: .telnet)
    #expect(scene.findings.isEmpty)
  }
}

extension Scene {
  /// A host that answers for the names of others, uses a service for access from afar, and logs in as a
  /// manual says.
  mutating func officeTroubles(_ actor: EndpointID, _ target: EndpointID) {
    for number in 1...5 as ClosedRange<UInt32> {
      act(
        actor, target, .identify, .nameAnswer,
        object: ObjectReference(.text, text: NameID(rawValue: number)), name: .llmnr)
    }
    act(actor, target, .connect, .remoteAccess, name: .tls)
    act(actor, target, .authenticate, .defaultCredentials, code: 1, name: .telnet)
  }
}
