import Detection
import Testing
import Vocabulary

@Suite("GOOSE anomalies")
struct GOOSEAnomalyTests {
  private static func scene() -> (Scene, EndpointID, EndpointID) {
    var scene = Scene()
    let device = scene.mac(0x00_03_B3_01_89_E3)
    let attacker = scene.mac(0x00_0C_29_00_00_09)
    return (scene, device, attacker)
  }

  @Test("two senders that take turns are one high finding, one other sender is medium")
  func senders() {
    var (scene, device, attacker) = Self.scene()
    scene.wrong(.publisherChanged, attacker, device, name: .goose)
    #expect(scene.findings.map(\.severity) == [.medium])
    scene.wrong(.publisherChanged, device, attacker, name: .goose)
    scene.wrong(.publisherChanged, attacker, device, name: .goose)
    #expect(scene.findings.map(\.severity) == [.high])
    #expect(scene.findings.first?.endpoints == [attacker, device])
  }

  @Test("one or two numbers that go back are medium, three are high", arguments: [1, 2, 3])
  func numbers(_ count: Int) {
    var (scene, device, group) = Self.scene()
    for _ in 0..<count { scene.wrong(.sequenceWentBack, device, group, name: .goose) }
    #expect(scene.findings.map(\.severity) == [count < 3 ? .medium : .high])
    #expect(scene.kinds.allSatisfy { $0 == .gooseAnomaly })
  }

  @Test("another revision and the test flag are low: somebody engineers")
  func changes() {
    var (scene, device, group) = Self.scene()
    scene.wrong(.revisionChanged, device, group, name: .goose)
    scene.wrong(.testFlagSet, device, group, name: .goose)
    #expect(scene.findings.map(\.severity) == [.low])
  }

  @Test("silent: what is wrong in other protocols")
  func others() {
    var (scene, device, group) = Self.scene()
    scene.wrong(.malformedMessage, device, group, name: .dns)
    #expect(scene.findings.isEmpty)
  }
}
