import Testing
import Vocabulary

@testable import Reports

@Suite("Ids of STIX objects")
struct UUID5Tests {
  private static func text(_ append: (inout [UInt8]) -> Void) -> String {
    var octets: [UInt8] = []
    append(&octets)
    return String(decoding: octets, as: UTF8.self)
  }

  @Test("a UUID of version 5 is the standard's example: www.example.com in the namespace of names")
  func example() {
    // Source: RFC 9562, appendix A.4.
    let names = UUID5(high: 0x6BA7_B810_9DAD_11D1, low: 0x80B4_00C0_4FD4_30C8)
    let made = UUID5(names, name: Array("www.example.com".utf8))
    #expect(Self.text(made.append) == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
  }

  /// Expected values are those that python3-stix2 3.0.2 gives.
  @Test(
    "an address has everybody's id",
    arguments: [
      ("192.168.1.5", "ipv4-addr--8a70a86b-fb9c-56ad-8549-4fddb25d1624"),
      ("fe80::1", "ipv6-addr--4f594c37-c8ac-56ac-b84d-5b9165efbffc"),
      ("00:1b:1b:01:02:03", "mac-addr--a45ae2b9-b406-5566-9b3f-d0aa02e2a9ae"),
    ])
  func addresses(_ address: String, _ id: String) throws {
    let made = STIXID(address: try #require(HostAddress(address)))
    #expect(Self.text(made.append) == id)
  }

  @Test("software has everybody's id, whatever stands in its name")
  func software() {
    let made = STIXID(
      software: STIXSoftware(name: "CPU \"1\"\\\u{7}\n<é>\u{7F}", vendor: "Siemens", version: "V3.2.8"))
    #expect(Self.text(made.append) == "software--6257b2f0-e550-5390-a13a-e4922461873a")
  }

  @Test("every technique that a detector names has a name of its own")
  func techniques() {
    for technique in Set(FindingKind.allCases.flatMap(\.techniques)).sorted() {
      #expect(Technique(id: technique).name != nil, "\(technique)")
    }
    #expect(Technique(id: "T9999").name == nil)
    #expect(Technique(id: "T1021.002").url == "https://attack.mitre.org/techniques/T1021/002/")
  }
}
