import Detection
import Testing
import Vocabulary

/// A deed at a controller, and how bad it is by who did it and how it ended.
struct DeedCase: Sendable, CustomTestStringConvertible {
  let kind: FindingKind
  let verb: Verb
  let deed: Deed
  let done: Severity
  let unanswered: Severity
  let refused: Severity
  let engineering: Severity

  var testDescription: String { "\(kind.text) by \(deed)" }

  init(
    _ kind: FindingKind, _ verb: Verb, _ deed: Deed, _ done: Severity, _ unanswered: Severity,
    _ refused: Severity,
    _ engineering: Severity
  ) {
    self.kind = kind
    self.verb = verb
    self.deed = deed
    self.done = done
    self.unanswered = unanswered
    self.refused = refused
    self.engineering = engineering
  }

  static let all: [DeedCase] = [
    DeedCase(.controllerStopped, .setMode, .stop, .critical, .high, .medium, .medium),
    DeedCase(.controllerStarted, .setMode, .start, .high, .medium, .low, .low),
    DeedCase(.controllerRestarted, .setMode, .restart, .high, .medium, .low, .low),
    DeedCase(.controllerRestarted, .setMode, .reset, .high, .medium, .low, .low),
    DeedCase(.controllerModeChanged, .setMode, .modeChange, .high, .medium, .low, .low),
    DeedCase(.controllerLocked, .program, .lock, .low, .low, .low, .info),
    DeedCase(.controllerProgrammed, .program, .download, .high, .high, .medium, .low),
    DeedCase(.controllerProgrammed, .program, .insert, .high, .high, .medium, .low),
    DeedCase(.controllerProgrammed, .program, .delete, .high, .high, .medium, .low),
    DeedCase(.controllerProgrammed, .program, .onlineEdit, .high, .high, .medium, .low),
    DeedCase(.programUploaded, .transfer, .upload, .low, .low, .low, .info),
    DeedCase(.firmwareUpdated, .update, .firmware, .high, .high, .medium, .medium),
    DeedCase(.clockChanged, .configure, .clock, .low, .low, .low, .info),
    DeedCase(.outputForced, .operate, .force, .high, .medium, .medium, .medium),
    DeedCase(.deviceRenamed, .configure, .rename, .medium, .medium, .low, .low),
    DeedCase(.deviceReaddressed, .configure, .readdress, .medium, .medium, .low, .low),
    DeedCase(.deviceReset, .configure, .factoryReset, .high, .medium, .low, .low),
  ]
}

@Suite("Deeds at controllers")
struct DeedTests {
  @Test("by a stranger, carried out", arguments: DeedCase.all)
  func stranger(_ one: DeedCase) {
    #expect(found(one, by: []) == [one.done])
  }

  @Test("by a stranger, without an answer in the capture", arguments: DeedCase.all)
  func unanswered(_ one: DeedCase) {
    #expect(found(one, by: [], .unanswered) == [one.unanswered])
  }

  @Test("by a stranger, refused", arguments: DeedCase.all)
  func refused(_ one: DeedCase) {
    #expect(found(one, by: [], .refused) == [one.refused])
  }

  @Test("by an engineering workstation, carried out, listed or self-stated", arguments: DeedCase.all)
  func engineering(_ one: DeedCase) {
    #expect(found(one, by: .engineeringWorkstation) == [one.engineering])
    var scene = Scene()
    let actor = scene.host(stated: .engineeringWorkstation)
    scene.act(actor, scene.controller(), one.verb, one.deed)
    #expect(scene.severity(one.kind) == one.engineering)
  }

  @Test("the owner's word goes before what the host says of itself")
  func ownersWord() {
    var scene = Scene()
    let actor = scene.host(owner: RoleSet(.printer), stated: .engineeringWorkstation)
    scene.act(actor, scene.controller(), .setMode, .stop)
    #expect(scene.severity(.controllerStopped) == .critical)
  }

  @Test("what a host does never makes it an engineering workstation")
  func pollingIsNoExcuse() {
    var scene = Scene()
    let actor = scene.host(polling: [.hmi, .engineeringWorkstation])
    scene.act(actor, scene.controller(), .setMode, .stop)
    #expect(scene.severity(.controllerStopped) == .critical)
  }

  @Test("deeds of one cause are one finding, with the earliest places though they came late")
  func grouping() {
    var scene = Scene()
    let actor = scene.host()
    let target = scene.controller()
    for number in 0..<30 { scene.act(actor, target, .program, .download, at: Double(100 - number)) }
    scene.act(actor, target, .program, .download, .refused, at: 200)
    let findings = scene.findings
    #expect(findings.count == 1)
    #expect(findings[0].count == 31)
    #expect(findings[0].evidence.map(\.time) == (71...80).map { Scene.time(Double($0)) })
    #expect(findings[0].evidence.first?.place == PacketPlace(packet: 30))
    #expect(findings[0].first == Scene.time(71))
    #expect(findings[0].last == Scene.time(200))
    #expect(findings[0].parameters.contains(FindingParameter(.succeeded, .number(30))))
    #expect(findings[0].parameters.contains(FindingParameter(.refused, .number(1))))
  }

  @Test("two endpoints of one device are one cause")
  func oneDevice() {
    var scene = Scene()
    let actor = scene.host(asset: 7)
    let again = scene.host(asset: 7)
    let target = scene.controller()
    scene.act(actor, target, .setMode, .stop)
    scene.act(again, target, .setMode, .stop)
    #expect(scene.findings.map(\.count) == [2])
  }

  @Test("the nightly backup of a listed server stays a note")
  func lookAlikes() {
    var scene = Scene()
    let target = scene.controller()
    let backup = scene.host(owner: RoleSet(.server))
    for block in 0..<200 {
      scene.act(
        backup, target, .transfer, .upload, at: Double(block), object: ObjectReference(.block, from: 1))
    }
    #expect(scene.findings.map(\.severity) == [.info])
  }

  @Test(
    "silent: a controller that addresses its devices; low: a poller that keeps the time, info: an HMI"
  )
  func controllerStart() {
    var scene = Scene()
    let controller = scene.host(stated: .controller)
    let device = scene.host(stated: RoleSet(.ioDevice))
    scene.act(controller, device, .configure, .readdress, name: .pnDCP)
    scene.act(controller, device, .configure, .rename, name: .pnDCP)
    #expect(scene.findings.isEmpty)
    scene.act(scene.host(polling: .hmi), controller, .configure, .clock)
    scene.act(scene.host(stated: .hmi), controller, .configure, .clock)
    #expect(scene.findings.map(\.severity) == [.low, .info])
  }

  @Test("findings of one moment stand in the order of their ids: by the kind's name, then by assets")
  func order() {
    var scene = Scene()
    let later = scene.host(asset: 9)
    let earlier = scene.host(asset: 4)
    let controller = scene.host(serving: .controller, asset: 5)
    for actor in [later, earlier] {
      scene.act(actor, controller, .setMode, .stop, .unanswered)
      scene.act(actor, controller, .program, .download, .unanswered)
    }
    let findings = scene.findings
    #expect(
      findings.map(\.kind) == [
        .controllerProgrammed, .controllerProgrammed, .controllerStopped, .controllerStopped,
      ])
    #expect(findings.map { $0.endpoints[0] } == [earlier, later, earlier, later])
  }

  private func found(_ one: DeedCase, by owner: RoleSet, _ outcome: Outcome = .succeeded) -> [Severity] {
    var scene = Scene()
    let actor = scene.host(owner: owner)
    scene.act(actor, scene.controller(), one.verb, one.deed, outcome)
    #expect(scene.kinds.allSatisfy { $0 == one.kind })
    return scene.findings.map(\.severity)
  }
}
