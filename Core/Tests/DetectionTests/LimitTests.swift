import Detection
import Testing
import Vocabulary

@Suite("What detectors remember")
struct LimitTests {
  @Test("causes, attempts, peers and claims beyond the limits are counted, and the first ones stay found")
  func limits() {
    var settings = DetectionSettings()
    settings.causeLimit = 4
    settings.attemptLimit = 20
    settings.peerLimit = 8
    settings.bindingLimit = 4
    var scene = Scene(settings)
    let actor = scene.host()
    for number in 0..<40 {
      let target = scene.controller()
      scene.act(actor, target, .setMode, .stop, at: Double(number))
      scene.flow(actor, target, .unanswered, at: Double(number))
      scene.claim(scene.mac(UInt64(number) << 20), target, at: Double(number))
    }
    #expect(scene.kinds == Array(repeating: .controllerStopped, count: 4) + [.addressScan])
    #expect(
      scene.detectors.limits.map(\.name) == [
        "detectionCauseLimit", "scanAttemptLimit", "peerLimit", "addressClaimLimit", "leaseClientLimit",
      ])
    #expect(scene.detectors.limits.map(\.limit) == [4, 20, 8, 4, 1_024])
    // Stops are counted as causes and as commands, connections as attempts and by their port.
    #expect(scene.detectors.limits.map(\.dropped) == [36 + 36, 40 + 20, 32, 72, 0])
  }

  @Test("one host's peers do not fill the table: a device that comes later is still found")
  func fairness() {
    var scene = Scene()
    let proxy = scene.host()
    for number in 0..<2_000 {
      scene.flow(
        proxy, scene.host(HostAddress(ipv4: 0x0808_0000 + UInt32(number))), .closed, name: .tls, toServer: 9,
        toClient: 9)
    }
    let device = scene.controller()
    scene.flow(
      device, scene.host(HostAddress(ipv4: 0x0909_0909)), .closed, name: .tls, toServer: 9, toClient: 9)
    #expect(scene.kinds == [.controlDeviceOnInternet])
  }

  @Test("findings come worst first, then by time, whatever the order of arrival")
  func order() {
    var scene = Scene()
    let actor = scene.host()
    let targets = (0..<4).map { _ in scene.controller() }
    scene.act(actor, targets[0], .write, at: 9)
    scene.act(actor, targets[1], .setMode, .stop, at: 5)
    scene.act(actor, targets[2], .write, at: 1)
    scene.act(actor, targets[3], .setMode, .stop, at: 2)
    #expect(scene.findings.map(\.first) == [2, 5, 1, 9].map { Scene.time($0) })
    #expect(scene.findings.map(\.severity) == [.critical, .critical, .medium, .medium])
  }

  @Test("a hash seed decides nothing", arguments: [1, 0x9E37_79B9_7F4A_7C15, .max] as [UInt64])
  func seed(_ seed: UInt64) {
    var settings = DetectionSettings()
    settings.seed = seed
    #expect(Self.described(ParameterTests.troubles(settings)) == Self.described(ParameterTests.troubles()))
  }

  private static func described(_ scene: Scene) -> [String] {
    scene.findings.map { "\($0.kind) \($0.severity) \($0.endpoints) \($0.first) \($0.count) \($0.evidence)" }
  }
}
