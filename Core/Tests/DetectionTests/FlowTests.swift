import Detection
import Testing
import Vocabulary

@Suite("Flows: reports, floods, uploads, ports")
struct FlowTests {
  private static let internet = HostAddress(ipv4: 0x0808_0808)

  private static func beacon(
    _ count: Int, every interval: Double, jitter: (Int) -> Double = { _ in 0 }, name: ProtocolName = .tls,
    octets: (Int) -> UInt64 = { _ in 900 }, to address: HostAddress = internet, port: UInt16 = 443,
    owner: RoleSet = [], serving: RoleSet = []
  ) -> Scene {
    var scene = Scene()
    let (client, server) = (scene.host(owner: owner, serving: serving), scene.host(address))
    for number in 0..<count {
      scene.flow(
        client, server, port: port, at: Double(number) * interval + jitter(number), name: name,
        octetsToServer: octets(number))
    }
    return scene
  }

  @Test(
    "8 regular connections alike are a beacon, 7 are not", arguments: [(7, false), (8, true), (200, true)])
  func beaconBoundary(_ count: Int, _ isFound: Bool) {
    let scene = Self.beacon(count, every: 60)
    #expect(scene.kinds == (isFound ? [.beaconing] : []))
    #expect(scene.severity(.beaconing) == (isFound ? .low : nil))
    if isFound { #expect(scene.findings[0].parameters.last == FindingParameter(.seconds, .number(60))) }
  }

  @Test("a tenth of jitter, a gap and a burst hide nothing")
  func beaconJitter() {
    #expect(Self.beacon(20, every: 60, jitter: { Double(($0 * 7) % 5) * 3 - 6 }).kinds == [.beaconing])
    #expect(Self.beacon(20, every: 60, jitter: { $0 >= 10 ? 600 : 0 }).kinds == [.beaconing])
  }

  @Test("from a control device it is medium")
  func beaconOfController() {
    #expect(Self.beacon(20, every: 60, serving: .controller).severity(.beaconing) == .medium)
  }

  @Test(
    "silent: irregular times, sizes of all kinds, hurry, protocols that poll by design, the owner's scanner")
  func beaconLookAlikes() {
    let squares: (Int) -> Double = { Double(($0 * $0 * 37) % 101) * 5 }
    #expect(Self.beacon(20, every: 60, jitter: squares).findings.isEmpty)
    #expect(Self.beacon(20, every: 60, octets: { UInt64(500 + ($0 * $0 * 977) % 9_001) }).findings.isEmpty)
    #expect(Self.beacon(40, every: 0.5).findings.isEmpty)
    #expect(Self.beacon(40, every: 60, owner: .scanner).findings.isEmpty)
    for name in [ProtocolName.ntp, .dns, .snmp, .mqtt, .s7comm, .modbus, .syslog] {
      #expect(
        Self.beacon(40, every: 60, name: name, port: 9_999).findings.filter { $0.kind == .beaconing }.isEmpty)
    }
    // Inside the plant only what nobody knows.
    let inside = HostAddress(ipv4: 0x0A00_00FE)
    #expect(Self.beacon(20, every: 60, name: .http, to: inside).findings.isEmpty)
    #expect(Self.beacon(20, every: 60, name: .unknown, to: inside, port: 4_444).kinds == [.beaconing])
  }

  @Test(
    "a connection that stays open and wakes up in a rhythm reports too; keep-alives and a page's own do not",
    arguments: [
      (UInt32(8), UInt32(50), UInt32(1), UInt64(120), ProtocolName.unknown, UInt16(8_219), true),
      (7, 50, 1, 120, .unknown, 8_219, false), (8, 50, 9, 120, .unknown, 8_219, false),
      (8, 19, 0, 120, .unknown, 8_219, false), (8, 50, 1, 60, .unknown, 8_219, false),
      (8, 50, 1, 120, .tls, 443, false), (8, 50, 1, 120, .tls, 4_782, true),
      (8, 50, 1, 120, .mqtt, 4_782, false),
    ])
  func rhythm(
    _ count: UInt32, _ median: UInt32, _ deviation: UInt32, _ octets: UInt64, _ name: ProtocolName,
    _ port: UInt16, _ isFound: Bool
  ) {
    var scene = Scene()
    scene.flow(
      scene.host(), scene.host(Self.internet), port: port, at: 0, name: name, packets: 40,
      octetsToServer: octets * 40,
      octetsToClient: octets * 40, rhythm: Rhythm(count: count, median: median, deviation: deviation))
    #expect(scene.kinds == (isFound ? [.beaconing] : []))
  }

  @Test(
    "1,000 half-open connections within ten seconds are a flood, 999 are not",
    arguments: [(999, false), (1_000, true)])
  func synFlood(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let target = scene.host()
    let clients = (0..<50).map { scene.host(HostAddress(ipv4: 0x0808_0000 + UInt32($0))) }
    for number in 0..<count {
      scene.flow(clients[number % 50], target, port: 80, .unanswered, at: Double(number) / 200)
    }
    #expect(scene.kinds == (isFound ? [.flood] : []))
  }

  @Test("silent: as many connections that were of use, or over an hour")
  func busyServer() {
    var scene = Scene()
    let (client, target) = (scene.host(), scene.host())
    for number in 0..<3_000 {
      scene.flow(client, target, port: 80, .closed, at: 0, name: .http, toServer: 6, toClient: 5)
      scene.flow(client, target, port: 81, .unanswered, at: Double(number))
    }
    #expect(scene.findings.filter { $0.kind == .flood }.isEmpty)
  }

  @Test(
    "datagrams without answers and pings by their rate",
    arguments: [
      (Transport.udp, UInt64(20_000), UInt64(60), UInt64(0), ProtocolName.unknown, true),
      (.udp, 19_000, 60, 0, .unknown, false), (.udp, 20_000, 1_400, 0, .unknown, false),
      (.udp, 20_000, 60, 20_000, .unknown, false), (.udp, 20_000, 60, 0, .rtp, false),
      (.udp, 20_000, 60, 0, .cipIO, false), (.icmp, 2_000, 60, 2_000, .icmp, true),
      (.icmp, 1_990, 60, 1_990, .icmp, false),
    ])
  func rates(
    _ transport: Transport, _ packets: UInt64, _ octets: UInt64, _ answers: UInt64, _ name: ProtocolName,
    _ isFound: Bool
  ) {
    var scene = Scene()
    scene.flow(
      scene.host(), scene.host(), port: 9, at: 0, lasting: 10, name: name, transport: transport,
      packets: packets,
      answers: answers, octetsToServer: packets * octets)
    #expect(scene.kinds == (isFound ? [.flood] : []))
  }

  @Test(
    "1,000 of the same command within ten seconds are a flood, 999 are not",
    arguments: [(999, false), (1_000, true)])
  func commandFlood(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.controller())
    let object = ObjectReference(.dataBlock, part: 1, first: 4, count: 4)
    for number in 0..<count { scene.act(actor, target, .write, at: Double(number) / 110, object: object) }
    #expect(scene.kinds.contains(.commandFlood) == isFound)
  }

  @Test("silent: many objects, a gateway's cycle, reads")
  func commandLookAlikes() {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.controller())
    for number in 0..<20_000 {
      let object = ObjectReference(.dataBlock, part: UInt32(number % 100), first: 4, count: 4)
      scene.act(actor, target, .write, at: Double(number) / 2_000, object: object)
      scene.act(actor, target, .read, at: Double(number) / 2_000)
    }
    for number in 0..<5_000 { scene.act(actor, target, .write, at: 100 + Double(number) / 50) }
    #expect(!scene.kinds.contains(.commandFlood))
  }

  @Test(
    "20 million octets out and 8 times what came in",
    arguments: [
      (UInt64(20_000_000), UInt64(2_500_000), ProtocolName.tls, Severity?.some(.low)),
      (19_999_999, 0, .tls, nil), (20_000_000, 2_600_000, .tls, nil), (30_000_000, 1_000, .ftp, .medium),
      (30_000_000, 1_000, .rtp, nil),
    ])
  func exfiltration(_ out: UInt64, _ back: UInt64, _ name: ProtocolName, _ severity: Severity?) {
    var scene = Scene()
    scene.flow(
      scene.host(), scene.host(Self.internet), port: 443, at: 0, name: name, packets: 20_000,
      octetsToServer: out,
      octetsToClient: back)
    #expect(scene.severity(.exfiltration) == severity)
    #expect(scene.findings.count == (severity == nil ? 0 : 1))
  }

  @Test("silent: a backup to a server that the owner lists, a file server inside")
  func backup() {
    var scene = Scene()
    let client = scene.host()
    for server in [scene.host(Self.internet, owner: RoleSet(.server)), scene.host()] {
      scene.flow(client, server, port: 443, at: 0, name: .tls, packets: 90_000, octetsToServer: 90_000_000)
    }
    #expect(scene.findings.isEmpty)
  }

  @Test(
    "a way in on the port of something else",
    arguments: [
      (ProtocolName.ssh, UInt16(443), true), (.ssh, 22, false), (.ssh, 2_222, false), (.rdp, 443, true),
      (.telnet, 80, true), (.http, 443, false), (.tls, 80, false), (.dns, 53, false), (.dns, 443, true),
    ])
  func foreignPorts(_ name: ProtocolName, _ port: UInt16, _ isFound: Bool) {
    var scene = Scene()
    scene.flow(scene.host(), scene.host(Self.internet), port: port, at: 0, name: name, packets: 9)
    #expect(scene.severity(.protocolOnForeignPort) == (isFound ? .medium : nil))
  }

  @Test(
    "8 addresses over a day by a host that got through to nobody are a slow scan", arguments: [true, false])
  func slowScan(_ gotThrough: Bool) {
    var scene = Scene()
    let actor = scene.host()
    for number in 0..<8 { scene.flow(actor, scene.host(), .unanswered, at: Double(number) * 3_000) }
    if gotThrough { scene.flow(actor, scene.host(), .closed, toServer: 9, toClient: 9) }
    #expect(scene.severity(.addressScan) == (gotThrough ? nil : .low))
  }

  @Test(
    "ARP questions for 32 addresses that are nobody's are a scan, 31 and those of hosts are not",
    arguments: [(31, false), (32, true)])
  func askedAddresses(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let (mac, own) = (scene.mac(0x00_1B1B_0000_01), scene.host())
    for number in 0..<count {
      scene.ask(mac, own, for: HostAddress(ipv4: 0x0A00_0100 + UInt32(number)), at: Double(number))
    }
    for number in 0..<100 {
      let address = HostAddress(ipv4: 0x0A00_0200 + UInt32(number))
      scene.host(address)
      scene.ask(mac, own, for: address, at: Double(number))
    }
    #expect(scene.kinds == (isFound ? [.addressScan] : []))
  }

  @Test(
    "15 short sessions with a login within a minute are a burst, 30 are worse",
    arguments: [(14, Severity?.none), (15, .low), (29, .low), (30, .medium)])
  func loginBurst(_ count: Int, _ severity: Severity?) {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host())
    for number in 0..<count { scene.flow(actor, target, port: 22, at: Double(number), name: .ssh) }
    #expect(scene.severity(.loginBurst) == severity)
  }

  @Test(
    "silent where half of the logins were let in, or more; one less is a burst still",
    arguments: [(19, true), (20, false)])
  func machine(_ letIn: Int, _ isFound: Bool) {
    var scene = Scene()
    let (machine, server) = (scene.host(), scene.host())
    for number in 0..<40 {
      scene.flow(machine, server, port: 21, at: Double(number), name: .ftp)
      guard number < letIn else { continue }
      scene.act(machine, server, .authenticate, at: Double(number), name: .ftp)
    }
    #expect(scene.kinds == (isFound ? [.loginBurst] : []))
  }

  @Test(
    "logins that were let in at another hour, or in another protocol, excuse no sessions of now",
    arguments: [(ProtocolName.ftp, 0.0), (.ssh, 20_000)])
  func entriesOfOtherSessions(_ name: ProtocolName, _ start: Double) {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host())
    for number in 0..<20 { scene.act(actor, target, .authenticate, at: Double(number), name: name) }
    for number in 0..<20 {
      scene.flow(actor, target, port: 22, at: start + Double(number), name: .ssh)
    }
    #expect(scene.kinds == [.loginBurst])
  }

  @Test("silent: sessions in which something is done, a monitor that looks in, pages, the owner's scanner")
  func loginLookAlikes() {
    var scene = Scene()
    let (actor, target, scanner) = (scene.host(), scene.host(), scene.host(owner: .scanner))
    for number in 0..<60 {
      scene.flow(
        actor, target, port: 22, at: Double(number), name: .ssh, packets: 60, octetsToServer: 20_000)
      scene.flow(actor, target, port: 22, at: Double(number) * 30, name: .ssh)
      scene.flow(actor, target, port: 80, at: Double(number), name: .http)
      scene.flow(scanner, target, port: 22, at: Double(number), name: .ssh)
    }
    #expect(scene.findings.isEmpty)
  }

  @Test("probes without SYN that nobody answers are port scans too")
  func oddScan() {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host())
    for port in 1...8 {
      scene.flow(actor, target, port: UInt16(port), at: 0, packets: 1, answers: 0, isOdd: true)
    }
    #expect(scene.kinds == [.portScan])
  }
}
