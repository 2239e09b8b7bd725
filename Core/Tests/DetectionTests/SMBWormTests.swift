import Detection
import Testing
import Vocabulary

@Suite("SMB worms")
struct SMBWormDetectionTests {
  @Test("one message is high, three attacked hosts or a back door's answer critical")
  func severities() {
    var scene = Scene()
    let attacker = scene.host()
    let victims = (0..<3).map { _ in scene.host() }
    scene.wrong(.serviceExploit, attacker, victims[0], name: .smb)
    scene.wrong(.backdoorCall, attacker, victims[1], name: .smb)
    #expect(scene.severity(.smbWorm) == .high)
    var spreading = scene
    spreading.wrong(.serviceExploit, attacker, victims[2], name: .smb)
    #expect(spreading.severity(.smbWorm) == .critical)
    #expect(spreading.findings.count == 1 && spreading.findings[0].endpoints == [attacker] + victims)
    scene.wrong(.backdoorAnswer, victims[1], attacker, name: .smb)
    #expect(scene.severity(.smbWorm) == .critical)
    #expect(scene.findings[0].parameters.contains(FindingParameter(.succeeded, .number(1))))
  }

  @Test("each attacker is found: who was infected goes on")
  func spread() {
    var scene = Scene()
    let hosts = (0..<4).map { _ in scene.host() }
    for number in 0..<3 { scene.wrong(.serviceExploit, hosts[number], hosts[number + 1], name: .smb) }
    #expect(scene.kinds == [.smbWorm, .smbWorm, .smbWorm])
  }

  @Test("questions alone are medium, to three hosts high; the owner's scanner asks in silence")
  func probes() {
    var scene = Scene()
    let (stranger, scanner) = (scene.host(), scene.host(owner: .scanner))
    scene.wrong(.weaknessProbe, stranger, scene.host(), name: .smb)
    #expect(scene.severity(.smbWeaknessProbe) == .medium)
    for _ in 0..<3 {
      let target = scene.host()
      scene.wrong(.weaknessProbe, stranger, target, name: .smb)
      scene.wrong(.weaknessProbe, scanner, target, name: .smb)
      scene.wrong(.serviceExploit, scanner, target, name: .smb)
    }
    #expect(scene.severity(.smbWeaknessProbe) == .high && scene.findings.count == 1)
  }
}
