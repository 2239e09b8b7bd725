import Testing
import Vocabulary

@testable import Inventory

@Suite("What is known of an asset")
struct AssetAttributeTests {
  @Test(
    "the device's own message stands before the network's, that before a banner, and the registry comes last")
  func precedence() {
    var scene = Scene()
    scene.bind("00:1b:1b:00:00:01", "10.0.0.1")
    scene.tell("10.0.0.1", .vendor, "Apache", source: "http server")
    scene.tell("10.0.0.1", .vendor, "Vendor by DHCP", source: "dhcp vendor class")
    scene.tell("10.0.0.1", .vendor, "SIEMENS AG", source: "szl 0x001c")
    let book = scene.book(
      vendors: VendorNames([VendorNames.Block(prefix: 0x00_1B1B, bits: 24, name: "Siemens AG,")]))
    let asset = book.assets.first
    #expect(asset?.vendor == "SIEMENS AG")
    #expect(
      asset?.evidence.filter { $0.attribute == "vendor" }.map { $0.source }
        == ["http server", "szl 0x001c", "ieee-data", "dhcp vendor class"])
  }

  @Test("without a word of the device the registry names the vendor, with the first packet of the address")
  func registry() {
    var scene = Scene()
    scene.bind("00:1b:1b:00:00:01", "10.0.0.1")
    #expect(scene.inventory.organisationsWanted(scene.endpoints) == [0x0_01B1_B000])
    let block = VendorNames.Block(prefix: 0x00_1B1B, bits: 24, name: "Siemens AG,")
    let asset = scene.book(vendors: VendorNames([block])).assets.first
    #expect(asset?.vendor == "Siemens AG,")
    #expect(asset?.evidence.first { $0.source == "ieee-data" }?.place == PacketPlace(packet: 1))
    #expect(scene.book().assets.first?.vendor == nil)
  }

  @Test("the longest block that fits names the vendor")
  func longestBlock() {
    let names = VendorNames([
      VendorNames.Block(prefix: 0x70_B3D5, bits: 24, name: "IEEE Registration Authority"),
      VendorNames.Block(prefix: 0x7_0B3D_5123, bits: 36, name: "Small Maker"),
      VendorNames.Block(prefix: 0x70B_3D59, bits: 28, name: "Middle Maker"),
    ])
    #expect(names.name(of: MACAddress(rawValue: 0x70B3_D512_3001)) == "Small Maker")
    #expect(names.name(of: MACAddress(rawValue: 0x70B3_D590_0001)) == "Middle Maker")
    #expect(names.name(of: MACAddress(rawValue: 0x70B3_D5AA_A001)) == "IEEE Registration Authority")
    #expect(names.name(of: MACAddress(rawValue: 0x72B3_D512_3001)) == nil)
  }

  @Test("an endpoint keeps its first values at the limit, and the others' share is untouched")
  func factLimit() {
    var limits = InventoryLimits()
    limits.endpointFactLimit = 3
    var scene = Scene(limits: limits)
    for number in 0..<10 { scene.tell("10.0.0.1", .hostname, "host\(number)", source: "dhcp") }
    scene.tell("10.0.0.1", .hostname, "host0", source: "dhcp")
    scene.tell("10.0.0.2", .hostname, "other", source: "dhcp")
    #expect(scene.asset("10.0.0.1@0")?.hostnames == ["host0", "host1", "host2"])
    #expect(scene.asset("10.0.0.2@0")?.hostnames == ["other"])
    #expect(scene.inventory.limitReports.first { $0.name == "endpointFactLimit" }?.dropped == 7)
  }

  @Test("a value told twice keeps the first packet")
  func firstEvidence() {
    var scene = Scene()
    scene.tell("10.0.0.1", .firmware, "V2.8")
    scene.tell("10.0.0.1", .firmware, "V2.8")
    #expect(scene.asset("10.0.0.1@0")?.evidence.map { $0.place } == [PacketPlace(packet: 1)])
  }

  @Test("services and clients are told by name")
  func protocols() {
    var scene = Scene()
    scene.flow("10.0.0.1", "10.0.0.2", port: 44818, name: .enip)
    scene.act(
      "10.0.0.1", .read, "10.0.0.2", ObjectReference(.tag, text: scene.names.intern("Speed")), name: .cip)
    #expect(scene.asset("10.0.0.2@0")?.protocolsAsServer == [.cip, .enip])
    #expect(scene.asset("10.0.0.1@0")?.protocolsAsClient == [.cip, .enip])
    #expect(scene.asset("10.0.0.1@0")?.protocolsAsServer == [])
  }
}

@Suite("Roles")
struct RoleTests {
  @Test(
    "order numbers tell CPUs from what hangs on them",
    arguments: [
      ("6ES7 315-2EH14-0AB0", Role.controller), ("6ES7 511-1AK02-0AB0", .controller),
      ("6ES7 214-1AG40-0XB0", .controller), ("6ES7 151-8AB01-0AB0", .controller),
      ("6ES7 155-6AU01-0BN0", .ioDevice), ("6ES7 521-1BH00-0AB0", .ioDevice),
      ("6AV2 124-0GC01-0AX0", .hmi), ("6GK5 208-0BA10-2AA3", .networkSwitch),
      ("6SL3 210-1KE11-8UF2", .drive), ("1756-L61/B LOGIX5561", .controller), ("1734-AENT", .ioDevice),
      ("1783-BMS10CGL", .networkSwitch), ("BMX P34 2020", .controller), ("TM221CE16R", .controller),
      ("ATV320", .drive),
    ])
  func orderNumbers(number: String, role: Role) {
    #expect(RoleWords.roles(ofOrderNumber: Array(number.utf8)[...]) == RoleSet(role))
  }

  @Test(
    "words that resemble no order number tell nothing",
    arguments: ["", "6ES7", "APACHE", "0815", "EPSON", "6ES7 8"])
  func noOrderNumber(number: String) {
    #expect(RoleWords.roles(ofOrderNumber: Array(number.utf8)[...]).isEmpty)
  }

  @Test("a host name's parts tell, its letters do not")
  func hostnames() {
    #expect(RoleWords.roles(ofHostname: Array("Cell1-HMI01".utf8)[...]) == .hmi)
    #expect(RoleWords.roles(ofHostname: Array("shmidt-laptop".utf8)[...]).isEmpty)
  }

  @Test("what answers Modbus is a controller")
  func serving() {
    var scene = Scene()
    scene.flow("10.0.0.1", "10.0.0.2")
    #expect(scene.asset("10.0.0.2@0")?.roles == [RoleClaim(.controller, confidence: 65)])
    #expect(scene.asset("10.0.0.2@0")?.level == 1)
    #expect(scene.asset("10.0.0.1@0")?.roles == [])
    #expect(scene.asset("10.0.0.1@0")?.level == nil)
  }

  @Test("who reads several objects regularly is an HMI; who looks once at many is not")
  func polling() {
    var scene = Scene()
    for _ in 0..<6 {
      scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9))
      scene.act("10.0.0.1", .read, "10.0.0.2", registers(50, 59))
    }
    for register in 0..<30 {
      scene.act("10.0.0.7", .read, "10.0.0.2", registers(UInt32(register), UInt32(register)))
    }
    #expect(scene.asset("10.0.0.1@0")?.roles == [RoleClaim(.hmi, confidence: 55)])
    #expect(scene.asset("10.0.0.7@0")?.roles == [])
  }

  @Test(
    "one object alone, asked for fifty times within seconds, or twenty times within twenty, is polled too",
    arguments: [(49, 100, false), (50, 100, true), (50, 80, false), (19, 1_500, false), (21, 1_000, true)])
  func pollingOfOne(_ times: Int, _ millisecondsApart: Int64, _ isPoller: Bool) {
    var scene = Scene()
    scene.millisecondsApart = millisecondsApart
    scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9), times: times)
    #expect(scene.asset("10.0.0.1@0")?.roles == (isPoller ? [RoleClaim(.hmi, confidence: 55)] : []))
  }

  @Test("writing makes no role, however often")
  func writing() {
    var scene = Scene()
    for _ in 0..<50 {
      scene.act("10.0.0.1", .write, "10.0.0.2", registers(0, 9))
      scene.act("10.0.0.1", .write, "10.0.0.2", registers(50, 59))
    }
    #expect(scene.asset("10.0.0.1@0")?.roles == [])
    #expect(scene.book().profiles[scene.endpoint("10.0.0.1")].pollingRoles.isEmpty)
  }

  @Test("a controller that reads another stays a controller")
  func controllerReads() {
    var scene = Scene()
    scene.flow("10.0.0.9", "10.0.0.1")
    for _ in 0..<60 { scene.act("10.0.0.1", .read, "10.0.0.2", registers(0, 9)) }
    #expect(scene.asset("10.0.0.1@0")?.roles == [RoleClaim(.controller, confidence: 65)])
  }

  @Test("profiles keep what rests on what apart")
  func profiles() throws {
    var scene = Scene()
    scene.bind("00:1b:1b:00:00:01", "10.0.0.2")
    scene.flow("10.0.0.1", "10.0.0.2")
    scene.tell("10.0.0.2", .orderNumber, "6ES7 155-6AU01-0BN0")
    let owner = try OwnerList(parsing: "mac,role\n00:1b:1b:00:00:01,gateway\n")
    let book = scene.book(owner: owner, otNetworks: try NetworkList(parsing: "10.0.0.2/31"))
    let profile = book.profiles[scene.endpoint("10.0.0.2")]
    #expect(profile.ownerRoles == RoleSet(.gateway))
    #expect(profile.statedRoles == RoleSet(.ioDevice))
    #expect(profile.servingRoles == .controller)
    #expect(profile.pollingRoles.isEmpty)
    #expect(profile.isInOTNetwork)
    #expect(profile.asset == book.profiles[scene.endpoint("00:1b:1b:00:00:01")].asset)
    #expect(!book.profiles[scene.endpoint("10.0.0.1")].isInOTNetwork)
  }

  @Test("the network's side gives a level to what has no role of its own")
  func levels() throws {
    var scene = Scene()
    scene.tell("10.1.0.1", .operatingSystem, "Windows 10", source: "ntlmssp")
    scene.tell("10.2.0.1", .operatingSystem, "Windows 10", source: "ntlmssp")
    scene.flow("10.2.0.1", "8.8.8.8", name: .http)
    let networks = try NetworkList(parsing: "10.1.0.0/16")
    let levels = scene.book(otNetworks: networks).assets.map { "\($0.id) \($0.level.map { "\($0)" } ?? "-")" }
    #expect(levels == ["10.1.0.1@0 3", "10.2.0.1@0 4", "8.8.8.8@0 5"])
    #expect(scene.asset("10.2.0.1@0")?.level == nil)
  }
}
