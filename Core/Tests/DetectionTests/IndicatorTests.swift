import Detection
import Testing
import Vocabulary

@Suite("Listed indicators")
struct IndicatorSeenTests {
  @Test(
    "contact is high, a sign medium, a trace low",
    arguments: [(.contact, .high), (.sign, .medium), (.trace, .low)] as [(IndicatorSighting.Weight, Severity)]
  )
  func severities(_ weight: IndicatorSighting.Weight, _ severity: Severity) {
    var scene = Scene()
    scene.see(scene.host(), scene.host(), 1, weight)
    #expect(scene.findings.map(\.severity) == [severity])
    #expect(scene.kinds == [.indicatorSeen])
  }

  @Test("one finding for a device and an indicator, named after what says most")
  func merged() {
    var scene = Scene()
    let (host, names, server) = (scene.host(), scene.host(), scene.host())
    scene.see(host, names, 1, .sign, at: 0, name: .dns)
    scene.see(host, server, 1, .contact, at: 5)
    scene.see(host, server, 1, .contact, at: 9)
    #expect(scene.findings.count == 1 && scene.findings[0].count == 3)
    #expect(scene.findings[0].endpoints == [host, server] && scene.findings[0].severity == .high)
    scene.see(host, server, 2, .contact)
    scene.see(server, host, 1, .contact)
    #expect(scene.findings.count == 3)
  }

  @Test("a value that stands twice in the lists is one finding, one that has no name is its entry's")
  func sameValue() {
    var scene = Scene()
    let (host, server) = (scene.host(), scene.host())
    scene.see(host, server, 1, .contact, at: 0, value: 7)
    scene.see(host, server, 2, .contact, at: 5, value: 7)
    #expect(scene.findings.map(\.count) == [2])
    scene.see(host, server, 1, .contact, value: 0)
    scene.see(host, server, 2, .contact, value: 0)
    #expect(scene.findings.count == 3)
  }

  @Test("what knocks at many hosts in vain is one finding")
  func knocks() {
    var scene = Scene()
    let listed = scene.host()
    for _ in 0..<50 { scene.see(listed, scene.host(), 1, .trace, isListedActor: true) }
    #expect(scene.findings.count == 1 && scene.findings[0].count == 50)
    #expect(scene.findings[0].endpoints.first == listed)
  }

  @Test("a listed address that comes by itself acts: each host that it reached is a finding of its own")
  func fromOutside() {
    var scene = Scene()
    let (listed, one, other) = (scene.host(), scene.host(), scene.host())
    for host in [one, other] { scene.see(listed, host, 1, .contact, isListedActor: true) }
    #expect(scene.findings.map(\.endpoints) == [[listed, one], [listed, other]])
    scene.see(one, listed, 1, .contact, at: 9)
    #expect(scene.findings.map(\.endpoints) == [[listed, one], [listed, other]])
    #expect(scene.findings.map(\.count) == [2, 1])
  }

  @Test("silent without a sighting; beyond the limit sightings are counted")
  func limit() {
    #expect(Scene().findings.isEmpty)
    var settings = DetectionSettings()
    settings.causeLimit = 8
    var scene = Scene(settings)
    let host = scene.host()
    for number in 0..<20 { scene.see(host, scene.host(), UInt32(number), .contact) }
    #expect(scene.findings.count == 8)
    #expect(scene.detectors.limits.first { $0.name == "detectionCauseLimit" }?.dropped == 12)
  }
}

extension Scene {
  mutating func see(
    _ actor: EndpointID, _ target: EndpointID, _ indicator: UInt32, _ weight: IndicatorSighting.Weight,
    at seconds: Double = 0, name: ProtocolName = .tls, isListedActor: Bool = false, value: UInt32? = nil
  ) {
    detectors.observe(
      IndicatorSighting(
        time: Self.time(seconds), place: nextPlace(), actor: actor, target: target,
        isListedActor: isListedActor, name: name, outcome: .succeeded, weight: weight, indicator: indicator,
        value: NameID(rawValue: value ?? indicator + 100),
        label: NameID(rawValue: 2), list: NameID(rawValue: 3)))
  }
}
