import Detection
import Testing
import Vocabulary

@Suite("Office protocols at control devices")
struct OfficeProtocolTests {
  @Test(
    "RDP, SMB, VNC and Telnet to a known controller are medium",
    arguments: [ProtocolName.rdp, .smb, .smb2, .vnc, .telnet])
  func medium(_ name: ProtocolName) {
    var scene = Scene()
    let client = scene.host()
    scene.flow(
      client, scene.host(stated: .controller), port: 9_000, .closed, name: name, toServer: 9, toClient: 9)
    #expect(scene.kinds == [.officeProtocolToController])
    #expect(scene.findings[0].severity == .medium)
  }

  @Test("low: a device that only answered like a controller, an engineering workstation, an HMI")
  func low() {
    var scene = Scene()
    let known = scene.host(owner: .controller)
    scene.flow(scene.host(), scene.controller(), .closed, name: .smb2)
    scene.flow(scene.host(owner: .engineeringWorkstation), known, .closed, name: .rdp)
    scene.flow(scene.host(stated: .hmi), known, .closed, name: .smb2)
    #expect(scene.findings.map(\.severity) == [.low, .low, .low])
  }

  @Test("HTTP and FTP from outside are low, from inside silent")
  func web() {
    var scene = Scene()
    let device = scene.host(stated: .controller, isInOTNetwork: true)
    scene.flow(scene.host(isInOTNetwork: true), device, .closed, name: .http)
    #expect(scene.findings.isEmpty)
    scene.flow(scene.host(), device, .closed, name: .ftp)
    #expect(scene.findings.map(\.severity) == [.low])
  }

  @Test("silent: no answer, another server, a listed HMI that answers like a controller, the owner's scanner")
  func lookAlikes() {
    var scene = Scene()
    let device = scene.host(stated: .controller)
    scene.flow(scene.host(), device, .refused, name: .smb2)
    scene.flow(scene.host(), scene.host(owner: RoleSet(.server)), .closed, name: .smb2)
    scene.flow(scene.host(), scene.host(owner: .hmi, serving: .controller), .closed, name: .rdp)
    scene.flow(scene.host(owner: .scanner), device, .closed, name: .smb2)
    #expect(scene.findings.isEmpty)
  }
}

@Suite("Control devices on the internet")
struct InternetTests {
  private static let outside = HostAddress(ipv4: 0x0808_0808)

  @Test("answered is medium in either direction, unanswered, DNS and NTP are low")
  func attack() {
    #expect(severity(.closed, .tls) == .medium)
    #expect(severity(.closed, .modbus, isInbound: true) == .medium)
    #expect(severity(.unanswered, .unknown) == .low)
    #expect(severity(.closed, .ntp) == .low)
    #expect(severity(.closed, .dns) == .low)
  }

  @Test("the peers of one device are one finding")
  func onePerDevice() {
    var scene = Scene()
    let device = scene.controller()
    for number in 0..<5 {
      scene.flow(device, scene.host(HostAddress(ipv4: 0x0808_0800 + UInt32(number))), .closed, name: .tls)
    }
    #expect(scene.findings.count == 1)
    #expect(scene.findings[0].parameters.contains(FindingParameter(.targets, .number(5))))
  }

  @Test(
    "silent: private, link-local, group, broadcast and documentation addresses; office machines",
    arguments: [
      0x0A01_0101, 0xA9FE_0101, 0xEF00_0001, 0xFFFF_FFFF, 0xC000_0201, 0x6440_0001,
    ] as [UInt32])
  func lookAlikes(_ address: UInt32) {
    var scene = Scene()
    scene.flow(scene.controller(), scene.host(HostAddress(ipv4: address)), .closed, name: .tls)
    scene.flow(scene.host(), scene.host(Self.outside), .closed, name: .tls)
    #expect(scene.findings.isEmpty)
  }

  @Test("a plant with public addresses: the same /16 is silent, another is low, named networks are silent")
  func publicPlant() {
    var scene = Scene()
    let device = scene.host(HostAddress(ipv4: 0x8D51_000A), serving: .controller)
    scene.flow(scene.host(HostAddress(ipv4: 0x8D51_0030)), device, .closed, name: .modbus)
    scene.flow(
      scene.host(HostAddress(ipv4: 0x8D52_0030), isInOTNetwork: true), device, .closed, name: .modbus)
    #expect(scene.findings.isEmpty)
    scene.flow(scene.host(HostAddress(ipv4: 0x8D52_0031)), device, .closed, name: .modbus)
    #expect(scene.findings.map(\.severity) == [.low])
  }

  private func severity(_ state: FlowState, _ name: ProtocolName, isInbound: Bool = false) -> Severity? {
    var scene = Scene()
    let device = scene.controller()
    let peer = scene.host(Self.outside)
    scene.flow(isInbound ? peer : device, isInbound ? device : peer, state, name: name)
    return scene.severity(.controlDeviceOnInternet)
  }
}

@Suite("Wrong traffic")
struct AnomalyTests {
  @Test(
    "four malformed messages are low, five are medium; other protocols are not looked at",
    arguments: [(1, Severity.low), (4, .low), (5, .medium)])
  func malformed(_ count: Int, _ severity: Severity) {
    var scene = Scene()
    let source = scene.host()
    let target = scene.controller()
    for _ in 0..<count { scene.wrong(.malformedMessage, source, target) }
    for _ in 0..<9 { scene.wrong(.malformedMessage, source, target, name: .dns) }
    #expect(scene.kinds == [.malformedControlTraffic])
    #expect(scene.findings[0].severity == severity)
    #expect(scene.findings[0].count == count)
  }

  @Test(
    "two conflicting overlaps are low, three are medium in a control protocol",
    arguments: [
      (2, ProtocolName.modbus, Severity.low), (3, .modbus, .medium), (9, .http, .low),
    ])
  func overlap(_ count: Int, _ name: ProtocolName, _ severity: Severity) {
    var scene = Scene()
    let source = scene.host()
    let target = scene.host()
    for _ in 0..<count { scene.wrong(.conflictingOverlap, source, target, name: name) }
    #expect(scene.kinds == [.conflictingOverlap])
    #expect(scene.findings[0].severity == severity)
  }

  @Test("a secret is named by place and length, and is a weakness without a deed")
  func secret() {
    var scene = Scene()
    let source = scene.host()
    scene.wrong(.secretInClear, source, scene.host(), name: .ftp, octets: 12)
    scene.wrong(.secretInClear, source, scene.controller(), name: .http, octets: 7)
    #expect(scene.findings.map(\.severity) == [.low, .low])
    let lengths = scene.findings.flatMap { $0.parameters.filter { $0.name == .octets }.map(\.value) }
    #expect(Set(lengths) == [.number(12), .number(7)])
    #expect(scene.findings.map(\.evidence.count) == [1, 1])
  }
}
