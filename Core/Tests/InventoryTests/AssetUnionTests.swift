import Testing
import Vocabulary

@testable import Inventory

private let plc = "00:1b:1b:00:00:01"
private let hmi = "00:0c:29:00:00:02"
private let intruder = "00:0c:29:00:00:66"

@Suite("Endpoints that belong together")
struct AssetUnionTests {
  @Test("an address and the hardware address that claims it are one asset, named by the hardware")
  func union() {
    var scene = Scene()
    scene.bind(plc, "192.168.1.5")
    scene.bind(plc, "fe80::1", source: .neighbourDiscovery)
    scene.flow("192.168.1.9", "192.168.1.5")
    #expect(scene.assetIDs() == [plc, "192.168.1.9@0"])
    let asset = scene.asset(plc)
    #expect(asset?.ipv4.map { $0.text } == ["192.168.1.5"])
    #expect(asset?.ipv6.map { $0.text } == ["fe80::1"])
    #expect(asset?.macs.map { $0.text } == [plc])
    #expect(
      asset?.evidence.filter { $0.attribute.hasPrefix("ipv") }.map { $0.source } == [
        "arp", "neighbour discovery",
      ])
  }

  @Test("an address that two hardware addresses claim joins neither, and both are told of it")
  func conflict() {
    var scene = Scene()
    scene.bind(plc, "192.168.1.5")
    scene.bind(intruder, "192.168.1.66")
    scene.bind(intruder, "192.168.1.5")
    #expect(scene.assetIDs() == [intruder, plc, "192.168.1.5@0"])
    let book = scene.book()
    #expect(book.conflicts.count == 1)
    #expect(book.conflicts.first?.macs.map { book.endpoint($0).address.text } == [intruder, plc])
    for id in [plc, intruder, "192.168.1.5@0"] {
      #expect(scene.asset(id)?.contestedAddresses.map { $0.text } == ["192.168.1.5"])
    }
    #expect(scene.asset(intruder)?.ipv4.map { $0.text } == ["192.168.1.66"])
    let claims = scene.asset("192.168.1.5@0")?.evidence ?? []
    #expect(claims.map { "\($0.attribute) \($0.value)" } == ["mac \(intruder)", "mac \(plc)"])
  }

  @Test("a claim that repeats is no conflict")
  func repeated() {
    var scene = Scene()
    scene.bind(plc, "192.168.1.5")
    scene.bind(plc, "192.168.1.5", source: .gratuitousARP)
    #expect(scene.book().conflicts.isEmpty)
    #expect(scene.assetIDs() == [plc])
  }

  @Test("one plan of addresses in two VLANs is two plants")
  func clonedCells() {
    var scene = Scene()
    scene.bind("00:1b:1b:00:00:0a", "192.168.1.5", vlan: 10)
    scene.bind("00:1b:1b:00:00:0b", "192.168.1.5", vlan: 20)
    scene.flow("192.168.1.9", "192.168.1.5", vlan: 10)
    scene.flow("192.168.1.9", "192.168.1.5", vlan: 20)
    #expect(
      scene.assetIDs() == ["00:1b:1b:00:00:0a", "00:1b:1b:00:00:0b", "192.168.1.9@10", "192.168.1.9@20"])
    #expect(scene.book().conflicts.isEmpty)
  }

  @Test("a claim across VLANs binds nothing")
  func acrossVLANs() {
    var scene = Scene()
    let mac = scene.endpoint(plc, vlan: 10)
    let address = scene.endpoint("192.168.1.5", vlan: 20)
    scene.inventory.learn(
      AddressBinding(
        time: Timestamp(nanoseconds: 1), place: PacketPlace(packet: 1), mac: mac, address: address,
        source: .arp))
    scene.flow("192.168.1.5", "192.168.1.9", vlan: 20, toClient: 0)
    #expect(scene.assetIDs() == [plc, "192.168.1.5@20"])
  }

  @Test("a router with one hardware address in two VLANs is one asset")
  func router() {
    var scene = Scene()
    scene.bind(plc, "10.0.10.1", vlan: 10)
    scene.bind(plc, "10.0.20.1", vlan: 20)
    #expect(scene.assetIDs() == [plc])
    #expect(scene.asset(plc)?.vlans == [10, 20])
    #expect(scene.asset(plc)?.ipv4.count == 2)
  }

  @Test("a locally made hardware address names no asset and is not one device across VLANs")
  func localHardware() {
    var scene = Scene()
    scene.bind("02:42:ac:11:00:02", "172.17.0.2", vlan: 10)
    scene.bind("02:42:ac:11:00:02", "172.17.0.2", vlan: 20)
    #expect(scene.assetIDs() == ["172.17.0.2@10", "172.17.0.2@20"])
  }

  @Test("at the limit of addresses a host is one asset, above it a proxy joins none", arguments: [4, 5])
  func proxy(addresses: Int) {
    var limits = InventoryLimits()
    limits.addressesOfOneHostLimit = 4
    var scene = Scene(limits: limits)
    for number in 1...addresses { scene.bind(plc, "10.0.0.\(number)") }
    scene.bind(plc, "10.0.0.1", source: .gratuitousARP)
    if addresses == 4 {
      #expect(scene.assetIDs() == [plc])
      #expect(scene.book().proxies.isEmpty)
    } else {
      #expect(scene.asset(plc)?.ipv4.map { $0.text } == ["10.0.0.1"])
      // The silent addresses that the proxy answered for are no assets.
      #expect(scene.assetIDs() == [plc])
      #expect(scene.book().proxies.count == 1)
    }
  }

  @Test("a proxy's claim does not contest the host's own")
  func proxyBesideHost() {
    var limits = InventoryLimits()
    limits.addressesOfOneHostLimit = 2
    var scene = Scene(limits: limits)
    scene.bind(hmi, "10.0.0.1")
    for number in 1...3 { scene.bind(plc, "10.0.0.\(number)") }
    #expect(scene.book().conflicts.isEmpty)
    #expect(scene.asset(hmi)?.ipv4.map { $0.text } == ["10.0.0.1"])
  }

  @Test("who was only asked for is no asset, who turned away is one")
  func silentTargets() {
    var scene = Scene()
    scene.flow("10.0.0.1", "10.0.0.2", state: .unanswered, toClient: 0)
    scene.flow("10.0.0.1", "10.0.0.3", state: .refused, toClient: 1)
    scene.act("10.0.0.1", .read, "10.0.0.4", registers(0, 9), outcome: .unanswered)
    #expect(scene.assetIDs() == ["10.0.0.1@0", "10.0.0.3@0"])
    #expect(scene.activityLines() == ["10.0.0.1@0 read 10.0.0.4@0 1 holding-registers 0-9 1"])
    #expect(scene.asset("10.0.0.3@0")?.protocolsAsServer == [])
  }

  @Test("groups and the unspecified address are no assets, but conversations name them")
  func groups() {
    var scene = Scene()
    scene.flow("10.0.0.1", "239.1.1.1", toClient: 0)
    scene.flow("10.0.0.1", "255.255.255.255", toClient: 0)
    scene.flow("0.0.0.0", "255.255.255.255", toClient: 0)
    scene.flow("00:1b:1b:00:00:01", "01:0e:cf:00:00:00", name: .pnDCP, toClient: 0)
    #expect(scene.assetIDs() == [plc, "10.0.0.1@0"])
    let book = scene.book()
    var servers: [String] = []
    book.forEachConversation(in: scene.inventory.conversations) { servers.append(book.id(of: $0.server)) }
    #expect(servers == ["239.1.1.1@0", "255.255.255.255@0", "255.255.255.255@0", "01:0e:cf:00:00:00@0"])
  }

  @Test("what others say of an address makes no asset")
  func namedOnly() {
    var scene = Scene()
    scene.tell("203.0.113.9", .hostname, "updates.example", source: "dns answer")
    scene.tell(plc, .hostname, "press", source: "pn_dcp set name of station")
    #expect(scene.assetIDs() == [])
    scene.tell("10.0.0.9", .hostname, "laptop", source: "ntlmssp")
    #expect(scene.assetIDs() == ["10.0.0.9@0"])
  }

  @Test("an address that DHCP gave away is an asset only with its hardware")
  func leased() {
    var scene = Scene()
    scene.bind(hmi, "10.0.0.50", source: .dhcp)
    #expect(scene.assetIDs() == [hmi])
    #expect(scene.asset(hmi)?.ipv4.map { $0.text } == ["10.0.0.50"])
  }
}
