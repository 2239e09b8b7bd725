import Detection
import Testing
import Vocabulary

@Suite("Names, echoes, web requests and leases")
struct WireTests {
  private static let letters = Array("abcdefghijklmnopqrstuvwxyz234567")

  /// Letters and digits as base32 mixes them.
  private static func encoded(_ number: Int, _ count: Int = 40) -> String {
    var state = UInt32(truncatingIfNeeded: number) &* 2_654_435_761 | 1
    return String(
      (0..<count).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return letters[Int(state >> 27)]
      })
  }

  @Test(
    "8 names that carry data below one domain are a tunnel, 7 are not", arguments: [(7, false), (8, true)])
  func dataNames(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let (client, server) = (scene.host(), scene.host())
    for number in 0..<count { scene.lookUp(client, server, "\(Self.encoded(number)).carrier.net") }
    #expect(scene.kinds == (isFound ? [.dnsTunnel] : []))
    #expect(scene.severity(.dnsTunnel) == (isFound ? .medium : nil))
  }

  @Test("the same name again and again carries nothing new")
  func oneName() {
    var scene = Scene()
    let (client, server) = (scene.host(), scene.host())
    for _ in 0..<200 { scene.lookUp(client, server, "\(Self.encoded(1)).carrier.net", type: 16) }
    #expect(scene.findings.isEmpty)
  }

  @Test(
    "many names of a type that carries texts are a tunnel, however short",
    arguments: [(18, false), (60, true)])
  func textNames(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let (client, server) = (scene.host(), scene.host())
    for number in 0..<count { scene.lookUp(client, server, "pa\(number).carrier.net", type: 10) }
    #expect(scene.kinds == (isFound ? [.dnsTunnel] : []))
  }

  @Test("60 names with data and of such a type are a tunnel in use")
  func busyTunnel() {
    var scene = Scene()
    let (client, server) = (scene.host(), scene.host())
    for number in 0..<90 { scene.lookUp(client, server, "\(Self.encoded(number)).carrier.net", type: 16) }
    #expect(scene.severity(.dnsTunnel) == .high)
  }

  @Test("one name with octets that no host's name has is worth a look")
  func foreignName() {
    var scene = Scene()
    let (client, server) = (scene.host(), scene.host())
    scene.lookUp(
      client, server, "h4sicn03*2qaa3rlc3quduh0aavjycxwakjeheluklusuwow0zjxulgage-.4s2f===a.x.test.org")
    #expect(scene.severity(.dnsTunnel) == .low)
  }

  @Test(
    "silent: look-ups that only look alike",
    arguments: [
      "4z9p5tjmcbnblehp4557z1d1\u{23}.avqs.mcafee.com", "d3ag4hukkh62yn\u{23}.cloudfront.net",
      "\u{23}.1.168.192.in-addr.arpa", "_ldap._tcp.site\u{23}._sites.dc._msdcs.plant.example",
      "f81d4fae-7dec-11d0-a765-00a0c91e6bf\u{23}.telemetry.example.com", "www\u{23}.shop.example.co.uk",
      "\u{23}.2.0.192.zen.spamhaus.org", "maintenance-department-printer\u{23}.example.com",
      "internationalisation\u{23}.documentation.example.org", "wetterstationnordwest\u{23}.beispiel.de",
    ])
  func lookAlikes(_ pattern: String) {
    var scene = Scene()
    let (client, server) = (scene.host(), scene.host())
    for number in 0..<200 {
      let name = pattern.split(separator: "#", omittingEmptySubsequences: false).joined(
        separator: "\(number)")
      scene.lookUp(client, server, name, at: Double(number))
      scene.lookUp(client, server, name, at: Double(number), isAnswer: true)
    }
    #expect(scene.findings.isEmpty)
  }

  @Test(
    "10 domains by chance that do not exist are generated, 9 are not", arguments: [(9, false), (10, true)])
  func generated(_ count: Int, _ isFound: Bool) {
    let names = [
      "xjvqkzwpr", "kqhwtzxbvn", "wrgqpltzkx", "hzvbnqkdfw", "pqzjwxkvtr", "zkxwqhvbnj", "vjqkxzprwt",
      "bqkzvxwjhp", "tqxzwkvjpr", "gqzxkvwjhb",
    ]
    var scene = Scene()
    let (client, server) = (scene.host(), scene.host())
    for number in 0..<count {
      scene.lookUp(client, server, "\(names[number]).com", at: Double(number), isMissing: true)
    }
    #expect(scene.kinds == (isFound ? [.generatedNames] : []))
  }

  @Test(
    "silent: words that do not exist, chance below one domain, chance that does exist, probes without a dot")
  func generatedLookAlikes() {
    let words = [
      "printserver", "maintenance", "fileshare", "warehouse", "production", "intranet", "documents", "camera",
      "engineering", "logistics", "reception", "workshop",
    ]
    var scene = Scene()
    let (client, server) = (scene.host(), scene.host())
    for number in 0..<12 {
      scene.lookUp(client, server, "\(words[number]).com", isMissing: true)
      scene.lookUp(client, server, "\(Self.encoded(number, 12)).example.com", isMissing: true)
      scene.lookUp(client, server, "\(Self.encoded(number, 12)).com", isAnswer: true)
      scene.lookUp(client, server, Self.encoded(number, 10), isMissing: true)
    }
    #expect(scene.findings.isEmpty)
  }

  @Test("3 echo messages with data of their own are a tunnel, 2 are not", arguments: [(2, false), (3, true)])
  func echoes(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let (one, other) = (scene.host(), scene.host())
    for number in 0..<count {
      scene.echo(number % 2 == 0 ? one : other, number % 2 == 0 ? other : one, mark: UInt32(number))
    }
    #expect(scene.kinds == (isFound ? [.icmpTunnel] : []))
    #expect(scene.severity(.icmpTunnel) == (isFound ? .medium : nil))
  }

  @Test("answers that differ from their requests are worse")
  func echoAnswers() {
    var scene = Scene()
    let (one, other) = (scene.host(), scene.host())
    for number in 0..<3 { scene.echo(other, one, mark: UInt32(number), differs: true) }
    #expect(scene.severity(.icmpTunnel) == .high)
  }

  @Test("silent: a monitor that sends its own text, always the same; the owner's scanner")
  func echoLookAlikes() {
    var scene = Scene()
    let (monitor, scanner, target) = (scene.host(), scene.host(owner: .scanner), scene.host())
    for number in 0..<50 {
      scene.echo(monitor, target, mark: 7)
      scene.echo(scanner, target, mark: UInt32(number))
    }
    #expect(scene.findings.isEmpty)
  }

  @Test(
    "what a message shows by its octets, by kind; the owner's scanner is silent", arguments: Exploit.allCases)
  func exploits(_ exploit: Exploit) {
    var scene = Scene()
    let (actor, target) = (scene.host(), scene.host(HostAddress(ipv4: 0x0808_0808)))
    let scanner = scene.host(owner: .scanner)
    scene.exploit(actor, target, exploit)
    scene.exploit(scanner, target, exploit)
    #expect(
      scene.kinds == [exploit.isOfWeb ? .webAttack : exploit.isOfMaster ? .commandServer : .exploitAttempt])
    #expect(scene.findings[0].parameters.last == FindingParameter(.attack, .exploit(exploit)))
  }

  @Test("a form to a bare address inside is a device's own page, a program from one the plant's own server")
  func formInside() {
    var scene = Scene()
    scene.exploit(scene.host(), scene.host(), .bareAddressForm)
    scene.exploit(scene.host(), scene.host(), .bareAddressProgram)
    #expect(scene.findings.isEmpty)
  }

  @Test("16 different texts or ciphers in registers are a channel; one again and again is a recipe")
  func registers() {
    var scene = Scene()
    let (actor, target, other) = (scene.host(), scene.controller(), scene.host())
    for _ in 0..<400 { scene.register(other, target, mark: 7) }
    for number in 0..<15 { scene.register(actor, target, mark: UInt32(number)) }
    #expect(scene.findings.isEmpty)
    for number in 15..<24 { scene.register(actor, target, mark: UInt32(number)) }
    #expect(scene.kinds == [.covertRegisters])
    #expect(scene.findings[0].endpoints == [actor, target])
  }

  @Test("3 second answers that differ are forged, 2 may be chance", arguments: [(2, false), (3, true)])
  func secondAnswers(_ count: Int, _ isFound: Bool) {
    var scene = Scene()
    let (client, server) = (scene.host(), scene.host())
    for _ in 0..<count { scene.wrong(.secondAnswer, server, client, name: .dns) }
    #expect(scene.kinds == (isFound ? [.rogueDNS] : []))
  }

  @Test("a name server that no lease names is a note; one that a lease names, and one outside, are none")
  func nameServers() {
    var scene = Scene()
    let (client, dhcp, own) = (scene.host(), scene.host(), scene.host(HostAddress(ipv4: 0x0A00_0035)))
    let (stranger, outside) = (scene.host(), scene.host(HostAddress(ipv4: 0x0808_0808)))
    for server in [own, stranger, outside] { scene.lookUp(client, server, "www.example.org", isAnswer: true) }
    #expect(scene.findings.isEmpty)
    scene.lease(dhcp, client, router: 1, names: 0x0A00_0035)
    #expect(scene.kinds == [.rogueDNS])
    #expect(scene.severity(.rogueDNS) == .low && scene.findings[0].endpoints == [stranger, client])
  }

  @Test("two servers that name different routers are a finding, a fail-over pair is none")
  func leases() {
    var scene = Scene()
    let (first, second, third, client) = (scene.host(), scene.host(), scene.host(), scene.host())
    scene.lease(first, client, router: 1, names: 2, at: 0)
    scene.lease(second, client, router: 1, names: 2, at: 1)
    scene.lease(third, client, router: 9, names: 2, vlan: 7, at: 2)
    #expect(scene.findings.isEmpty)
    scene.lease(third, client, router: 9, names: 2, at: 3)
    #expect(scene.kinds == [.rogueDHCP])
    #expect(scene.severity(.rogueDHCP) == .medium)
    #expect(scene.findings[0].endpoints == [third, first])
  }

  @Test("servers of different clients may stand in different segments: a note; one client of both tells")
  func otherClients() {
    var scene = Scene()
    let (first, second, one, other) = (scene.host(), scene.host(), scene.host(), scene.host())
    scene.lease(first, one, router: 1, names: 2, at: 0)
    scene.lease(second, other, router: 9, names: 2, at: 1)
    #expect(scene.severity(.rogueDHCP) == .low)
    scene.lease(second, one, router: 9, names: 2, at: 2)
    #expect(scene.severity(.rogueDHCP) == .medium)
  }

  @Test("clients of a server beyond the limit are counted, once a lease")
  func manyClients() {
    var scene = Scene()
    let server = scene.host()
    for _ in 0..<1_024 { scene.lease(server, scene.host(), router: 1, names: 2) }
    #expect(scene.detectors.limits.first { $0.name == "leaseClientLimit" }?.dropped == 0)
    for _ in 0..<3 { scene.lease(server, scene.host(), router: 1, names: 2) }
    #expect(scene.detectors.limits.first { $0.name == "leaseClientLimit" }?.dropped == 3)
  }

  @Test("a second server without a router of its own is a note")
  func poorLease() {
    var scene = Scene()
    let (first, second, client) = (scene.host(), scene.host(), scene.host())
    scene.lease(first, client, router: 1, names: 2, at: 0)
    scene.lease(second, client, router: nil, names: nil, at: 1)
    #expect(scene.severity(.rogueDHCP) == .low)
  }
}
