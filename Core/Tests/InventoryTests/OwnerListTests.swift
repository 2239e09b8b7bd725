import Testing
import Vocabulary

@testable import Inventory

@Suite("The owner's list")
struct OwnerListTests {
  @Test("fields stand under their columns, in any order, quoted or not")
  func reads() throws {
    let list = try OwnerList(
      parsing:
        "\u{FEFF}Name, Order Number,address,role,comment\r\n"
        + "\"Press \"\"A\"\", left\",6ES7 315,10.0.0.5,controller/gateway,x\r\n\r\n"
    )
    #expect(list.assets.count == 1)
    #expect(list.assets.first?.name == "Press \"A\", left")
    #expect(list.assets.first?.orderNumber == "6ES7 315")
    #expect(list.assets.first?.roles == [.controller, .gateway])
    #expect(list.find(Endpoint(HostAddress(ipv4: 0x0A00_0005), vlan: 7)) == 0)
  }

  @Test("semicolons separate where the header has them")
  func semicolons() throws {
    let list = try OwnerList(parsing: "mac;location;level\n00:1b:1b:01:02:03;Hall 2, east;2")
    #expect(list.assets.first?.location == "Hall 2, east")
    #expect(list.assets.first?.level == 2)
  }

  @Test("a VLAN narrows a row to its own cell")
  func vlan() throws {
    let list = try OwnerList(parsing: "address,vlan,name\n10.0.0.5,10,left\n10.0.0.5,20,right\n")
    let address = HostAddress(ipv4: 0x0A00_0005)
    #expect(list.find(Endpoint(address, vlan: 20)) == 1)
    #expect(list.find(Endpoint(address, vlan: 30)) == nil)
  }

  @Test(
    "says where it cannot read",
    arguments: [
      ("", "line 1: "), ("name,role\nx,hmi\n", "line 1: no column"),
      ("address,address\n", "line 1, column 9: the column 'address' stands twice"),
      ("address,name\n10.0.0.5,x\n10.0.0.500,y\n", "line 3, column 1: '10.0.0.500' is no address"),
      ("name,address,role\npress,10.0.0.5,plc\n", "line 2, column 16: 'plc' is no role"),
      ("address\n10.0.0.5,x\n", "line 2, column 10: more fields"),
      ("address,name\n,x\n", "line 2: neither an address"),
      ("address,name\n10.0.0.5,\"x\n", "line 2, column 10: the quote"),
      ("address,level\n10.0.0.5,6\n", "line 2, column 10: '6' is no Purdue level"),
      ("address,vlan\n10.0.0.5,4095\n", "line 2, column 10: '4095' is no VLAN"),
      ("mac\n10.0.0.5\n", "line 2, column 1: '10.0.0.5' is no hardware address"),
    ])
  func refuses(text: String, message: String) {
    let error = #expect(throws: OwnerError.self) { try OwnerList(parsing: text) }
    #expect(error?.text.hasPrefix(message) == true, "\(error?.text ?? "")")
  }

  @Test("the owner's name and role stand first, the device knows its own firmware")
  func precedence() throws {
    var scene = Scene()
    scene.tell("10.0.0.5", .vendor, "SIEMENS AG")
    scene.tell("10.0.0.5", .firmware, "V2.8")
    let list = try OwnerList(
      parsing:
        "address,name,role,vendor,firmware,location\n10.0.0.5,press,hmi,Siemens,V1.0,Hall 2\n"
        + "10.9.9.9,ghost,hmi,,,\n"
    )
    let assets = scene.book(owner: list).assets
    #expect(assets.map { $0.id } == ["10.0.0.5@0"])
    #expect(assets.first?.vendor == "Siemens")
    #expect(assets.first?.firmware == "V2.8")
    #expect(assets.first?.hostnames == ["press"])
    #expect(assets.first?.location == "Hall 2")
    #expect(assets.first?.roles.first == RoleClaim(.hmi, confidence: 100))
    #expect(assets.first?.evidence.filter { $0.source == "owner" }.allSatisfy { $0.place == nil } == true)
  }
}

@Suite("Networks of the plant floor")
struct NetworkListTests {
  @Test("an address lies in a network up to its last bit")
  func contains() throws {
    let list = try NetworkList(parsing: "192.168.10.0/23, fd00:1::/32 10.0.0.7")
    for (address, isIn) in [
      ("192.168.10.0", true), ("192.168.11.255", true), ("192.168.12.0", false), ("192.168.9.255", false),
      ("fd00:1:ffff::1", true), ("fd00:2::1", false), ("10.0.0.7", true), ("10.0.0.8", false),
      ("00:1b:1b:01:02:03", false),
    ] {
      #expect(HostAddress(address).map { list.contains($0) } == isIn, "\(address)")
    }
  }

  @Test("prefixes of 0, 64 and 128 bits")
  func edges() {
    let address = HostAddress(ipv6High: 1, low: 2)
    #expect(Network("::/0")?.contains(address) == true)
    #expect(Network("0:0:0:1::/64")?.contains(address) == true)
    #expect(Network("0:0:0:1::2/128")?.contains(address) == true)
    #expect(Network("0:0:0:1::3/128")?.contains(address) == false)
    #expect(Network("0.0.0.0/0")?.contains(HostAddress(ipv4: .max)) == true)
  }

  @Test(
    "refuses what is no network",
    arguments: ["10.0.0.0/33", "10.0.0/8", "plant", "10.0.0.0/", "::/129", "1.2.3.4/8/8"])
  func refuses(text: String) {
    let error = #expect(throws: OwnerError.self) { try NetworkList(parsing: text) }
    #expect(error?.text.contains(text) == true)
  }
}
