import Detection
import Testing
import Vocabulary

@Suite("Parameters of findings")
struct ParameterTests {
  @Test(
    "every kind is found in the plant of all troubles, with exactly the parameters that its words may use")
  func everyKind() {
    let findings = ParameterTests.troubles().findings
    for kind in FindingKind.allCases {
      let own = findings.filter { $0.kind == kind }
      #expect(!own.isEmpty, "no detector gave \(kind.text)")
      for finding in own {
        #expect(finding.parameters.map(\.name) == kind.parameters, "\(kind.text)")
        #expect(!finding.endpoints.isEmpty && !finding.evidence.isEmpty && finding.count > 0, "\(kind.text)")
        #expect(
          finding.evidence.count <= Finding.evidenceLimit && finding.first <= finding.last, "\(kind.text)")
      }
    }
  }

  /// A plant in which everything goes wrong.
  static func troubles(_ settings: DetectionSettings = DetectionSettings()) -> Scene {
    var scene = Scene(settings)
    let actor = scene.host()
    let target = scene.host(stated: .controller)
    for one in DeedCase.all { scene.act(actor, target, one.verb, one.deed) }
    scene.act(actor, target, .write)
    scene.act(actor, target, .operate)
    scene.act(actor, target, .configure, .reportsOff, name: .dnp3)
    scene.act(actor, target, .connect, .unencrypted, name: .opcua)
    scene.act(actor, target, .authenticate, .anonymous, name: .opcua)
    scene.act(actor, target, .write, name: .opcua)
    for number in 0..<40 {
      scene.flow(actor, scene.host(), .unanswered)
      scene.flow(actor, target, port: UInt16(number + 1), .refused)
      scene.act(
        actor, target, .read, .plain, .refused, unit: Int32(number), code: UInt32(number), name: .modbus)
    }
    scene.act(actor, target, .identify, name: .pnDCP)
    for number in 0..<500 {
      scene.claim(actor, target, at: Double(number) / 100, source: .gratuitousARP)
    }
    scene.flow(actor, target, .closed, name: .rdp)
    scene.flow(target, scene.host(HostAddress(ipv4: 0x0808_0808)), .closed, name: .tls)
    let (first, second, third, fourth) = (
      scene.mac(0x00_1B1B_0000_01), scene.mac(0x00_0E8C_0000_02), scene.mac(0x00_5056_0000_03),
      scene.mac(0x00_0C29_0000_04)
    )
    let (one, two, own) = (scene.host(), scene.host(), scene.host())
    scene.claim(third, own, at: 0)
    for number in 0..<8 {
      scene.claim(number % 2 == 0 ? first : second, one, at: Double(number))
      scene.claim(number % 2 == 0 ? fourth : third, two, at: Double(number))
    }
    scene.wrong(.conflictingOverlap, actor, target)
    scene.wrong(.malformedMessage, actor, target)
    scene.wrong(.sequenceWentBack, actor, target, name: .goose)
    scene.wrong(.secretInClear, actor, target, octets: 8)
    scene.tunnelAndLures(actor, target)
    scene.systemsUnderAttack(actor, target)
    scene.attackOnFiles(actor, target)
    scene.officeTroubles(actor, target)
    scene.see(actor, target, 1, .contact)
    return scene
  }
}
