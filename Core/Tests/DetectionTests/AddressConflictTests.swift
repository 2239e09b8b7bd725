import Detection
import Testing
import Vocabulary

@Suite("Address conflicts")
struct AddressConflictTests {
  @Test("a spoofer between two hosts that still speak is high, one finding")
  func betweenTwo() {
    var scene = Scene()
    let (left, right, spoofer) = (
      scene.mac(0x00_1B1B_0000_01), scene.mac(0x00_0E8C_0000_02), scene.mac(0x00_5056_0000_03)
    )
    let (leftAddress, rightAddress, own) = (scene.host(), scene.host(), scene.host())
    scene.claim(spoofer, own, at: 0)
    for round in 0..<3 {
      let at = Double(round) * 10
      scene.claim(left, leftAddress, at: at)
      scene.claim(right, rightAddress, at: at)
      scene.claim(spoofer, leftAddress, at: at + 1)
      scene.claim(spoofer, rightAddress, at: at + 1)
    }
    #expect(scene.kinds == [.arpSpoofing])
    #expect(scene.findings[0].severity == .high)
    #expect(scene.findings[0].parameters.contains(FindingParameter(.mac, .endpoint(spoofer))))
    #expect(scene.findings[0].parameters.contains(FindingParameter(.targets, .number(2))))
  }

  @Test("the same though the spoofer claimed first")
  func spooferFirst() {
    var scene = Scene()
    let (left, right, spoofer) = (
      scene.mac(0x00_1B1B_0000_01), scene.mac(0x00_0E8C_0000_02), scene.mac(0x00_5056_0000_03)
    )
    let (leftAddress, rightAddress) = (scene.host(), scene.host())
    for round in 0..<3 {
      let at = Double(round) * 10
      scene.claim(spoofer, leftAddress, at: at)
      scene.claim(spoofer, rightAddress, at: at)
      scene.claim(left, leftAddress, at: at + 1)
      scene.claim(right, rightAddress, at: at + 1)
    }
    #expect(scene.findings.map(\.severity) == [.high])
    #expect(scene.findings.first?.parameters.contains(FindingParameter(.mac, .endpoint(spoofer))) == true)
  }

  @Test(
    "a spoofer whose victims fell silent is medium after three claims of each, silent after two",
    arguments: [(2, false), (3, true)])
  func silentVictims(_ claims: Int, _ isFound: Bool) {
    var scene = Scene()
    let (left, right, spoofer) = (
      scene.mac(0x00_1B1B_0000_01), scene.mac(0x00_0E8C_0000_02), scene.mac(0x00_5056_0000_03)
    )
    let (leftAddress, rightAddress, own) = (scene.host(), scene.host(), scene.host())
    scene.claim(left, leftAddress, at: 0)
    scene.claim(right, rightAddress, at: 0)
    scene.claim(spoofer, own, at: 0)
    for round in 0..<claims {
      scene.claim(spoofer, leftAddress, at: Double(round) + 1)
      scene.claim(spoofer, rightAddress, at: Double(round) + 1)
    }
    #expect(scene.findings.map(\.severity) == (isFound ? [.medium] : []))
  }

  @Test(
    "the same by one without an address of its own after eight claims of each, silent after seven",
    arguments: [(7, false), (8, true)])
  func silentVictimsOfNobody(_ claims: Int, _ isFound: Bool) {
    var scene = Scene()
    let (left, right, spoofer) = (
      scene.mac(0x00_1B1B_0000_01), scene.mac(0x00_0E8C_0000_02), scene.mac(0x00_5056_0000_03)
    )
    let (leftAddress, rightAddress) = (scene.host(), scene.host())
    scene.claim(left, leftAddress, at: 0)
    scene.claim(right, rightAddress, at: 0)
    for round in 0..<claims {
      scene.claim(spoofer, leftAddress, at: Double(round) + 1)
      scene.claim(spoofer, rightAddress, at: Double(round) + 1)
    }
    #expect(scene.findings.map(\.severity) == (isFound ? [.medium] : []))
  }

  @Test(
    "one address to and fro: three returns are found, two are not; spoofing where the second has its own",
    arguments: [
      (2, false), (2, true), (3, false), (3, true),
    ])
  func single(_ returns: Int, _ hasOwn: Bool) {
    var scene = Scene()
    let (first, second) = (scene.mac(0x00_1B1B_0000_01), scene.mac(0x00_0E8C_0000_02))
    let (address, own) = (scene.host(), scene.host())
    if hasOwn { scene.claim(second, own, at: 0) }
    // The first change to a newcomer is no return: A, B, then A, B, ... come back.
    for number in 0..<(returns + 2) {
      scene.claim(number % 2 == 0 ? first : second, address, at: Double(number))
    }
    let expected: [FindingKind] = returns < 3 ? [] : [hasOwn ? .arpSpoofing : .duplicateAddress]
    #expect(scene.kinds == expected)
    #expect(scene.findings.allSatisfy { $0.severity == .medium })
  }

  @Test("silent: a clean move, a fail-over of two addresses and its way back, leases that go round in hours")
  func moves() {
    var scene = Scene()
    let (active, standby) = (scene.mac(0x00_1B1B_0000_01), scene.mac(0x00_0E8C_0000_02))
    let (one, two, own) = (scene.host(), scene.host(), scene.host())
    scene.claim(standby, own, at: 0)
    for at in stride(from: 0.0, to: 100, by: 10) { [one, two].forEach { scene.claim(active, $0, at: at) } }
    for at in stride(from: 100.0, to: 200, by: 10) {
      [one, two].forEach { scene.claim(standby, $0, at: at) }
    }
    for at in stride(from: 200.0, to: 300, by: 10) { [one, two].forEach { scene.claim(active, $0, at: at) } }
    let leased = scene.host()
    for number in 0..<10 {
      scene.claim(number % 2 == 0 ? active : standby, leased, at: Double(number) * 3_600)
    }
    #expect(scene.findings.isEmpty)
  }

  @Test(
    "silent: VRRP, a named gateway, ports of one asset; a note: neighbouring hardware addresses of one maker")
  func lookAlikes() {
    var scene = Scene()
    let first = scene.mac(0x00_1B1B_0000_01)
    let virtual = scene.mac(0x00_005E_0001_0A)
    let gateway = scene.mac(0x00_0E8C_0000_02, stated: RoleSet(.gateway))
    let one = scene.host()
    let two = scene.host()
    for number in 0..<12 {
      scene.claim(number % 2 == 0 ? first : virtual, one, at: Double(number))
      scene.claim(number % 2 == 0 ? first : gateway, two, at: Double(number))
    }
    #expect(scene.findings.isEmpty)
    let team = scene.mac(0x00_1B1B_0000_05)
    let three = scene.host()
    for number in 0..<12 { scene.claim(number % 2 == 0 ? first : team, three, at: Double(number)) }
    #expect(scene.kinds == [.duplicateAddress])
    #expect(scene.findings[0].severity == .info)
  }

  @Test("silent: what DHCP and LLDP say, which claims nothing")
  func otherSources() {
    var scene = Scene()
    let (first, second) = (scene.mac(0x00_1B1B_0000_01), scene.mac(0x00_0E8C_0000_02))
    let address = scene.host()
    for number in 0..<12 {
      scene.claim(
        number % 2 == 0 ? first : second, address, at: Double(number), source: number < 6 ? .dhcp : .lldp)
    }
    #expect(scene.findings.isEmpty)
  }
}

@Suite("ARP floods")
struct ARPFloodTests {
  @Test(
    "500 messages in ten seconds are a flood, 499 are not, nor are 500 in more",
    arguments: [
      (499, 0.01, false), (500, 0.01, true), (500, 10.0 / 499, true), (500, 10.1 / 499, false),
      (3_000, 0.001, true),
    ])
  func boundary(_ count: Int, _ gap: Double, _ isFound: Bool) {
    var scene = Scene()
    let (mac, address) = (scene.mac(0x00_1B1B_0000_01), scene.host())
    for number in 0..<count { scene.claim(mac, address, at: Double(number) * gap) }
    #expect(scene.kinds == (isFound ? [.arpFlood] : []))
    #expect(scene.findings.allSatisfy { $0.severity == .medium && $0.count == count })
    #expect(scene.findings.allSatisfy { $0.evidence.map(\.place) == [PacketPlace(packet: 1)] })
  }

  @Test("silent: the owner's scanner, a partner asked for every second, DHCP")
  func lookAlikes() {
    var scene = Scene()
    let scanner = scene.mac(0x00_1B1B_0000_01, owner: .scanner)
    let (mac, other, address) = (scene.mac(0x00_0E8C_0000_02), scene.mac(0x00_5056_0000_03), scene.host())
    for number in 0..<2_000 {
      scene.claim(scanner, scene.host(), at: Double(number) / 100)
      scene.claim(mac, address, at: Double(number))
      scene.claim(other, address, at: Double(number) / 100, source: .dhcp)
    }
    #expect(scene.findings.isEmpty)
  }
}
