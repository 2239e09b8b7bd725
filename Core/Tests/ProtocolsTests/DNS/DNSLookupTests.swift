import Protocols
import Testing
import Vocabulary

@Suite("What names show")
struct DNSLookupTests {
  @Test(
    "where the registered domain begins",
    arguments: [
      ("www.example.org", "example.org"), ("a.b.example.co.uk", "example.co.uk"),
      ("example.org", "example.org"),
      ("x.co.uk", "x.co.uk"), ("co.uk", "co.uk"), ("a.b.de", "b.de"),
    ])
  func domains(_ name: String, _ domain: String) {
    let octets = Array(name.utf8)
    let shape = NameShape(octets.span)
    #expect(String(decoding: octets[Int(shape.domainStart)...], as: UTF8.self) == domain)
  }

  @Test("a question and its answer are two look-ups of one name")
  func lookups() {
    var flow = DNSDissectorTests.flow()
    flow.deliver([
      .client(DNSDissectorTests.question("a1.Example.org", type: "0010")),
      .server(DNSDissectorTests.answer("a1.example.org", flags: "8183", address: "C0A80105")),
    ])
    let lookups = flow.dissection.observations.lookups
    #expect(lookups.map(\.isAnswer) == [false, true])
    #expect(lookups.map(\.isMissing) == [false, true])
    #expect(lookups.map(\.type) == [16, 1])
    #expect(Set(lookups.map(\.nameHash)).count == 1 && Set(lookups.map(\.client)).count == 1)
    #expect(flow.dissection.names.text(lookups[0].domain) == "example.org")
  }

  @Test("names of the local network and of services with long names are no look-ups worth keeping")
  func silent() {
    var flow = DNSDissectorTests.flow()
    for name in ["printer.local", "5.1.168.192.in-addr.arpa", "host", "abc.avqs.mcafee.com"] {
      flow.deliver([.client(DNSDissectorTests.question(name))])
    }
    #expect(flow.dissection.observations.lookups.isEmpty)
  }

  private static func flaws(_ type: String, _ data: [UInt8], header: String = "1234 8180 0001 0001 0000 0000")
    -> [Exploit]
  {
    var flow = DNSDissectorTests.flow()
    let answer =
      wireOctets(header) + DNSDissectorTests.name("a.org") + wireOctets("0001 0001")
      + wireOctets("C00C \(type) 0001 0000003C") + [UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data
    flow.deliver([.server(answer)])
    return flow.dissection.observations.anomalies.compactMap(\.exploit)
  }

  @Test("an alias longer than a name may be, one that leads round, and one that is fine")
  func aliases() {
    let label = [UInt8(63)] + [UInt8](repeating: 0x61, count: 63)
    #expect(Self.flaws("0005", label + label + label + label + [0]) == [.impossibleName])
    #expect(Self.flaws("0005", [0xC0, 0x40]) == [.impossibleName])
    #expect(Self.flaws("0005", label + label + label + [0]).isEmpty)
    #expect(Self.flaws("0005", [0xC0, 0x0C]).isEmpty)
  }

  @Test("a second answer that differs is told, one that came twice is not")
  func secondAnswers() {
    var flow = DNSDissectorTests.flow()
    let (first, second) = (
      DNSDissectorTests.answer("a.org", address: "C0A80105"),
      DNSDissectorTests.answer("a.org", address: "C0A80106")
    )
    flow.deliver([.client(DNSDissectorTests.question("a.org")), .server(first), .server(first)])
    #expect(flow.dissection.observations.anomalies.isEmpty)
    flow.deliver(.server(second))
    #expect(flow.dissection.observations.anomalies.map(\.kind) == [.secondAnswer])
  }

  @Test("a signature beyond any key's, and one of a key")
  func signatures() {
    #expect(Self.flaws("0018", [UInt8](repeating: 0, count: 9_000)) == [.oversizedRecord])
    #expect(Self.flaws("0018", [UInt8](repeating: 0, count: 600)).isEmpty)
  }

  @Test("rendezvous servers have hosts' names, in an answer and in a question that brings one")
  func rendezvous() {
    let head = wireOctets("04 02 0002 01020304 0506")
    let (good, bad) = (DNSDissectorTests.name("w.example.com"), DNSDissectorTests.name("w.ex?mple.com"))
    #expect(Self.flaws("0037", head + good).isEmpty)
    #expect(Self.flaws("0037", head + good + bad) == [.impossibleName])
    #expect(Self.flaws("0037", head + bad, header: "1234 0000 0001 0001 0000 0000") == [.impossibleName])
  }
}
