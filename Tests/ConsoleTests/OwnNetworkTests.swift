import Testing

@testable import Console

@Suite("The plant's own networks")
struct OwnNetworkTests {
  @Test("this machine is inside", arguments: ["127.0.0.1", "127.9.8.7", "::1", "::ffff:127.0.0.1"])
  func inside(address: String) { #expect(OwnNetwork.contains(address)) }

  @Test(
    "what no interface is in is outside, and so is what is no address",
    arguments: ["203.0.113.7", "2001:db8::7", "::ffff:203.0.113.7", "", "localhost", "999.1.1.1"])
  func outside(address: String) { #expect(!OwnNetwork.contains(address)) }

  @Test(
    "an address is read without its interface, and IPv4 as itself",
    arguments: [("fe80::1%eth0", "fe80::1"), ("::FFFF:10.0.0.1", "10.0.0.1"), ("10.0.0.1", "10.0.0.1")])
  func plain(text: String, wanted: String) { #expect(OwnNetwork.plain(text) == wanted) }
}
