import Protocols
import Streams
import Testing
import Vocabulary

@Suite("IPv6 neighbour discovery")
struct NeighbourDiscoveryTests {
  static let source = HostAddress(ipv6High: 0xFE80_0000_0000_0000, low: 1)
  static let target = "FE800000000000000000000000000002"

  static func bindings(_ hexadecimal: String, from source: HostAddress = source, hopLimit: UInt8 = 255)
    -> [String]
  {
    var flow = DissectedFlow(LLDPDissector(), client: source)
    flow.arrive(.toServer, .icmpv6)
    NeighbourDiscovery.dissect(
      icmpv6: wireOctets(hexadecimal).span, from: source, hopLimit: hopLimit, &flow.dissection)
    return flow.bindings
  }

  @Test("a solicitation binds its sender, an advertisement its target")
  func binds() {
    let solicitation = "87000000 00000000 \(Self.target) 01 01 020000000010"
    #expect(Self.bindings(solicitation) == ["02:00:00:00:00:10 fe80::1 neighbour discovery"])
    let advertisement = "88000000 60000000 \(Self.target) 02 01 020000000010"
    #expect(Self.bindings(advertisement) == ["02:00:00:00:00:10 fe80::2 neighbour discovery"])
    let router = "86000000 40000708 00000000 00000000 01 01 020000000010"
    #expect(Self.bindings(router) == ["02:00:00:00:00:10 fe80::1 neighbour discovery"])
  }

  @Test("what crossed a router, has no address yet or lacks the option binds nothing")
  func silent() {
    let solicitation = "87000000 00000000 \(Self.target) 01 01 020000000010"
    #expect(Self.bindings(solicitation, hopLimit: 254).isEmpty)
    #expect(Self.bindings(solicitation, from: HostAddress(ipv6High: 0, low: 0)).isEmpty)
    #expect(Self.bindings("87000000 00000000 \(Self.target)").isEmpty)
    #expect(Self.bindings("80000000 00000000 \(Self.target) 01 01 020000000010").isEmpty)
  }

  @Test("hostile octets never trap")
  func hostile() {
    let message = wireOctets("88000000 60000000 \(Self.target) 02 01 020000000010")
    var flow = DissectedFlow(LLDPDissector(), client: Self.source)
    flow.arrive(.toServer, .icmpv6)
    for index in message.indices {
      let cut = Array(message[..<index])
      NeighbourDiscovery.dissect(icmpv6: cut.span, from: Self.source, hopLimit: 255, &flow.dissection)
      for value in HostileInput.mutations(of: message[index]) {
        var altered = message
        altered[index] = value
        NeighbourDiscovery.dissect(icmpv6: altered.span, from: Self.source, hopLimit: 255, &flow.dissection)
      }
    }
  }
}
