import CPcap
import Testing

@testable import LiveCapture

@Suite("Capture filters")
struct FilterTests {
  @Test(
    "gives the library what it reads, and no name",
    arguments: [
      "tcp port 502", "host 192.168.1.5 and not arp", "net 10.0.0.0/8 or net 192.168", "portrange 1-1024",
      "ether host 00:1b:1b:01:02:03", "ether host 0:1:2:3:4:ff", "ip6 host fe80::1", "net fe80::/10",
      "vlan 5 and host 10.1.2.3", "tcp[0:2] = 502", "ether[12:2]=0x88cc", "port http",
      "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0", "tcp[12]/16*4 > 20", "ether proto 0x8892", "proto \\udp",
      "icmp[icmptype] = icmp-echo", "greater 100 && less 500 || !arp", "dst net 10.0.0.0 mask 255.0.0.0",
    ])
  func passes(filter: String) {
    #expect(FilterFault(ofWordsIn: filter) == nil)
    #expect(Library().refusal(filter) == nil)
  }

  @Test(
    "refuses what the library would look up as a name, at its place",
    arguments: [
      ("host plc1", 6, "plc1"), ("tcp prot 502", 5, "prot"), ("host \\plc1", 6, "\\plc1"),
      ("host tcp-foo", 6, "tcp-foo"), ("host 1e", 6, "1e"), ("host 1-2", 6, "1-2"),
      ("host abc:1", 6, "abc:1"), ("net office", 5, "office"), ("tcp and gateway rtr", 17, "rtr"),
      ("TCP", 1, "TCP"), ("host größe", 6, "größe"), ("host plc1.example.com", 6, "plc1.example.com"),
    ])
  func refusesNames(filter: String, character: Int, word: String) {
    let fault = FilterFault(ofWordsIn: filter)
    #expect(fault?.character == character)
    #expect(fault?.word == word)
    #expect(fault?.description.contains("address") == true)
  }

  @Test("no word that passes is taken for a host's name by the library")
  func wordsAreTheLanguages() {
    let library = Library()
    for word in FilterWord.language.union(FilterWord.constants) {
      #expect(library.refusal("host \(word)")?.contains("unknown host") != true, "\(word)")
    }
  }

  @Test(
    "names the first word that nothing can follow",
    arguments: [
      ("tcp port 502 and and udp", 18, "and"), ("tcp)", 4, ")"), ("tcp == 5", 5, "="),
      ("host 300.1.1.1", 6, "300.1.1.1"), ("port 99999", 6, "99999"),
      ("(tcp or udp) and ip broadcast", 21, "broadcast"),
      ("port nosuchport", 6, "nosuchport"),
    ])
  func findsThePlace(filter: String, character: Int, word: String) throws {
    let library = Library()
    let reason = try #require(library.refusal(filter))
    let fault = FilterFault(in: filter, saying: reason, refusal: library.refusal)
    #expect(fault.character == character)
    #expect(fault.word == word)
  }

  @Test(
    "a filter that stops too early is at fault at its end", arguments: ["tcp and", "(tcp", "host", "tcp["])
  func endsTooEarly(filter: String) throws {
    let library = Library()
    let reason = try #require(library.refusal(filter))
    let fault = FilterFault(in: filter, saying: reason, refusal: library.refusal)
    #expect(fault.word == nil)
    #expect(fault.character == filter.count + 1)
  }

  @Test("no control character of a filter reaches the terminal")
  func isPlain() throws {
    let fault = try #require(FilterFault(ofWordsIn: "host a\u{1B}[31m"))
    #expect(fault.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }
}

/// libpcap without an interface.
private struct Library {
  /// What the library says of a filter for Ethernet; nil where it is right.
  func refusal(_ filter: String) -> String? {
    let handle = unsafe pcap_open_dead(DLT_EN10MB, 65_535)
    defer { unsafe pcap_close(handle) }
    var program = unsafe bpf_program()
    if unsafe pcap_compile(handle, &program, filter, 1, PCAP_NETMASK_UNKNOWN) == 0 {
      unsafe pcap_freecode(&program)
      return nil
    }
    return unsafe String(cString: pcap_geterr(handle))
  }
}
