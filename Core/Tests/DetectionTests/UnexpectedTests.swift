import Detection
import Testing
import Vocabulary

@Suite("Unexpected writes and operations")
struct UnexpectedTests {
  @Test("a host of which nothing is known writes: medium; its refused tries: low")
  func stranger() {
    #expect(write(by: HostKind.stranger) == .medium)
    #expect(write(by: HostKind.stranger, .refused) == .low)
    #expect(write(by: HostKind.stranger, .unanswered) == .medium)
  }

  @Test(
    "a host that the owner lists for something else: high; refused: medium",
    arguments: [Role.printer, .workstation, .camera])
  func bystander(_ role: Role) {
    var scene = Scene()
    let actor = scene.host(owner: RoleSet(role), polling: .hmi)
    scene.act(actor, scene.controller(), .write)
    #expect(scene.severity(.unexpectedWrite) == .high)
    var second = Scene()
    let other = second.host(owner: RoleSet(role))
    second.act(other, second.controller(), .write, .plain, .refused)
    #expect(second.severity(.unexpectedWrite) == .medium)
  }

  @Test("a listed historian or server that writes is medium")
  func historian() {
    var scene = Scene()
    let actor = scene.host(owner: RoleSet(.historian))
    scene.act(actor, scene.controller(), .write)
    #expect(scene.severity(.unexpectedWrite) == .medium)
  }

  @Test(
    "silent: HMI, engineering workstation, controller, gateway, by each kind of other evidence",
    arguments: HostKind.steering)
  func silent(_ kind: HostKind) {
    #expect(write(by: kind) == nil)
  }

  @Test(
    "silent: controllers that write to controllers, and the second of a pair that polled before it took over"
  )
  func controllersAndFailOver() {
    var scene = Scene()
    let left = scene.controller()
    let right = scene.controller()
    scene.act(left, right, .write)
    scene.act(right, left, .write)
    let first = scene.host(polling: .hmi)
    let second = scene.host(polling: .hmi)
    scene.act(first, left, .write, at: 1)
    scene.act(second, left, .write, at: 2)
    #expect(scene.findings.isEmpty)
  }

  @Test("silent: reads, and writes of protocols that control nothing")
  func otherVerbs() {
    var scene = Scene()
    let actor = scene.host()
    let target = scene.controller()
    scene.act(actor, target, .read)
    scene.act(actor, target, .write, name: .smb2)
    #expect(scene.findings.isEmpty)
  }

  @Test("a lone control centre that commands a station is a note; beside another centre it is a stranger")
  func loneCentre() {
    for (others, severity) in [(RoleSet(), Severity.low), (.hmi, .medium)] {
      var scene = Scene()
      let actor = scene.host()
      scene.host(polling: others)
      scene.act(actor, scene.controller(), .operate, name: .iec104)
      #expect(scene.severity(.unexpectedOperation) == severity)
    }
  }

  @Test(
    "operations and changed parameters by a stranger",
    arguments: [
      (Verb.operate, Deed.plain), (.operate, .call), (.configure, .parameter), (.configure, .password),
      (.configure, .route),
    ])
  func operation(_ verb: Verb, _ deed: Deed) {
    var scene = Scene()
    let actor = scene.host()
    scene.act(actor, scene.controller(), verb, deed)
    #expect(scene.kinds == [.unexpectedOperation])
    #expect(scene.severity(.unexpectedOperation) == .medium)
    var calm = Scene()
    let hmi = calm.host(stated: .hmi)
    calm.act(hmi, calm.controller(), verb, deed)
    #expect(calm.findings.isEmpty)
  }

  private func write(by kind: HostKind, _ outcome: Outcome = .succeeded) -> Severity? {
    var scene = Scene()
    let actor = scene.host(
      owner: kind.owner, stated: kind.stated, serving: kind.serving, polling: kind.polling)
    scene.act(actor, scene.controller(), .write, .plain, outcome, name: .modbus)
    return scene.severity(.unexpectedWrite)
  }
}

struct HostKind: Sendable {
  var owner: RoleSet = []
  var stated: RoleSet = []
  var serving: RoleSet = []
  var polling: RoleSet = []

  static let stranger = HostKind()
  static let steering: [HostKind] = [
    HostKind(owner: .hmi), HostKind(owner: .engineeringWorkstation), HostKind(owner: .controller),
    HostKind(owner: RoleSet(.gateway)), HostKind(stated: .hmi), HostKind(stated: .controller),
    HostKind(serving: .controller), HostKind(polling: .hmi),
  ]
}

@Suite("Reports silenced")
struct ReportsSilencedTests {
  @Test("who never asked for a station's reports ends them: medium beside who did, or beside another centre")
  func attack() {
    for (isWanted, others, severity) in [
      (true, RoleSet(), Severity.medium), (false, .hmi, .medium), (false, [], .low),
    ] {
      var scene = Scene()
      let (stranger, master, station) = (scene.host(), scene.host(polling: others), scene.controller())
      if isWanted { scene.act(master, station, .configure, .reportsOn, name: .dnp3) }
      scene.act(stranger, station, .configure, .reportsOff, at: 1, name: .dnp3)
      #expect(scene.severity(.reportsSilenced) == severity)
      #expect(scene.findings.first?.endpoints == [stranger, station])
    }
  }

  @Test("where every try was refused it is low")
  func refused() {
    var scene = Scene()
    let (stranger, master, station) = (scene.host(), scene.host(polling: .hmi), scene.controller())
    scene.act(master, station, .configure, .reportsOn, name: .dnp3)
    scene.act(stranger, station, .configure, .reportsOff, .refused, at: 1, name: .dnp3)
    #expect(scene.severity(.reportsSilenced) == .low)
  }

  @Test("silent: a centre that starts, one that ends its own association, an HMI, another protocol")
  func lookAlikes() {
    var scene = Scene()
    let (master, other, hmi) = (scene.host(), scene.host(), scene.host(polling: .hmi))
    let station = scene.controller()
    scene.act(master, station, .configure, .reportsOff, name: .dnp3)
    scene.act(master, station, .configure, .reportsOn, at: 1, name: .dnp3)
    scene.act(other, station, .connect, at: 2, name: .iec104)
    scene.act(other, station, .configure, .reportsOff, at: 3, name: .iec104)
    scene.act(hmi, station, .configure, .reportsOff, at: 4, name: .bacnet)
    scene.act(other, station, .configure, .reportsOff, at: 5, name: .snmp)
    #expect(scene.findings.isEmpty)
  }
}

@Suite("Unprotected OPC UA writes")
struct UnprotectedWriteTests {
  @Test("an anonymous session in which a stranger writes is medium, by an HMI it is low")
  func anonymous() {
    for (polling, severity) in [(RoleSet(), Severity.medium), (.hmi, .low)] {
      var scene = Scene()
      let client = scene.host(polling: polling)
      let server = scene.host()
      scene.act(client, server, .authenticate, .anonymous, name: .opcua)
      scene.act(client, server, .write, at: 1, name: .opcua)
      #expect(scene.severity(.anonymousWrite) == severity)
    }
  }

  @Test("a session that is neither named nor encrypted is both")
  func attack() {
    var scene = Scene()
    let client = scene.host(owner: .hmi)
    let server = scene.host()
    scene.act(client, server, .connect, .unencrypted, name: .opcua)
    scene.act(client, server, .authenticate, .anonymous, at: 1, name: .opcua)
    scene.act(client, server, .write, at: 2, name: .opcua)
    scene.act(client, server, .operate, .call, at: 3, name: .opcua)
    #expect(scene.kinds == [.anonymousWrite, .unencryptedWrite])
    #expect(scene.findings.map(\.severity) == [.low, .low])
    #expect(scene.findings.map(\.count) == [2, 2])
  }

  @Test("silent: it only reads; its writes are refused; the login was refused; the opening was not captured")
  func lookAlikes() {
    var scene = Scene()
    let client = scene.host(owner: .hmi)
    let reader = scene.host(owner: .hmi)
    let refused = scene.host(owner: .hmi)
    let server = scene.host()
    scene.act(reader, server, .authenticate, .anonymous, name: .opcua)
    scene.act(reader, server, .read, at: 1, name: .opcua)
    scene.act(reader, server, .write, .plain, .refused, at: 2, name: .opcua)
    scene.act(refused, server, .authenticate, .anonymous, .refused, name: .opcua)
    scene.act(refused, server, .write, at: 1, name: .opcua)
    scene.act(client, server, .write, name: .opcua)
    #expect(scene.findings.isEmpty)
  }

  @Test("a session that is opened in the channel does not protect it; programs of one device are silent")
  func channelAndSession() {
    var scene = Scene()
    let client = scene.host(owner: .hmi)
    let server = scene.host()
    scene.act(client, server, .connect, .unencrypted, code: 446, name: .opcua)
    scene.act(client, server, .connect, at: 1, code: 461, name: .opcua)
    scene.act(client, server, .write, at: 2, name: .opcua)
    #expect(scene.kinds == [.unencryptedWrite])
    var alone = Scene()
    let (left, right) = (alone.host(asset: 3), alone.host(asset: 3))
    alone.act(left, right, .connect, .unencrypted, code: 446, name: .opcua)
    alone.act(left, right, .write, at: 2, name: .opcua)
    #expect(alone.findings.isEmpty)
  }

  @Test("silent: a later session with a user in a protected channel")
  func laterSession() {
    var scene = Scene()
    let client = scene.host(owner: .hmi)
    let server = scene.host()
    scene.act(client, server, .connect, .unencrypted, name: .opcua)
    scene.act(client, server, .authenticate, .anonymous, name: .opcua)
    scene.act(client, server, .connect, at: 5, name: .opcua)
    scene.act(client, server, .authenticate, at: 5, name: .opcua)
    scene.act(client, server, .write, at: 6, name: .opcua)
    #expect(scene.findings.isEmpty)
  }
}
