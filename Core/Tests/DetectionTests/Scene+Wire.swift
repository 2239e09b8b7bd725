import Detection
import Vocabulary

/// What the wire shows beyond activities, in the words of a test.
extension Scene {
  mutating func lookUp(
    _ client: EndpointID, _ server: EndpointID, _ name: String, type: UInt16 = 1, at seconds: Double = 0,
    isMissing: Bool = false, isAnswer: Bool = false
  ) {
    let octets = Array(name.utf8)
    let shape = NameShape(octets.span)
    let domain = octets[min(Int(shape.domainStart), octets.count)...]
    detectors.observe(
      NameLookup(
        time: Self.time(seconds), place: nextPlace(), client: client, server: server, domain: .none,
        domainHash: Self.hash(domain), nameHash: Self.hash(octets[...]), shape: shape, type: type,
        isAnswer: isAnswer || isMissing, isMissing: isMissing))
  }

  mutating func echo(
    _ source: EndpointID, _ target: EndpointID, mark: UInt32, differs: Bool = false, at seconds: Double = 0
  ) {
    detectors.observe(
      Anomaly(
        time: Self.time(seconds), place: nextPlace(), source: source, target: target,
        kind: differs ? .echoAnswerDiffers : .echoCarriesData, name: .icmp, octets: 100, mark: mark))
  }

  mutating func register(_ source: EndpointID, _ target: EndpointID, mark: UInt32) {
    detectors.observe(
      Anomaly(
        time: Self.time(0), place: nextPlace(), source: source, target: target, kind: .registersCarryData,
        name: .modbus, octets: 64, mark: mark))
  }

  mutating func exploit(
    _ source: EndpointID, _ target: EndpointID, _ exploit: Exploit, name: ProtocolName = .http
  ) {
    detectors.observe(
      Anomaly(
        time: Self.time(0), place: nextPlace(), source: source, target: target, kind: .exploit, name: name,
        exploit: exploit))
  }

  mutating func lease(
    _ server: EndpointID, _ client: EndpointID, router: UInt32?, names: UInt32?, vlan: UInt16 = 0,
    at seconds: Double = 0
  ) {
    detectors.observe(
      LeaseOffer(
        time: Self.time(seconds), place: nextPlace(), server: server, client: client, vlan: vlan,
        router: router.map { HostAddress(ipv4: $0) }, nameServer: names.map { HostAddress(ipv4: $0) }))
  }

  /// A flow of some size, which was answered where `answers` says so.
  mutating func flow(
    _ client: EndpointID, _ server: EndpointID, port: UInt16, at seconds: Double,
    lasting duration: Double = 1,
    name: ProtocolName = .unknown, transport: Transport = .tcp, packets: UInt64 = 10, answers: UInt64? = nil,
    octetsToServer: UInt64 = 900, octetsToClient: UInt64 = 900, isOdd: Bool = false, rhythm: Rhythm = .none
  ) {
    let answers = answers ?? packets
    detectors.observe(
      FlowSummary(
        first: Self.time(seconds), last: Self.time(seconds + duration), place: nextPlace(), client: client,
        server: server, clientPort: 50_000, serverPort: port, transport: transport,
        state: answers > 0 ? .closed : .oneWay, name: name, isEncrypted: false, packetsToServer: packets,
        packetsToClient: answers, octetsToServer: octetsToServer,
        octetsToClient: answers > 0 ? octetsToClient : 0, gapOctets: 0, isOddlyOpened: isOdd, rhythm: rhythm))
  }

  mutating func ask(_ mac: EndpointID, _ own: EndpointID, for address: HostAddress, at seconds: Double) {
    detectors.observe(
      AddressBinding(
        time: Self.time(seconds), place: nextPlace(), mac: mac, address: own, source: .arp, asked: address))
  }

  /// One of each kind of trouble that the wire shows.
  mutating func tunnelAndLures(_ actor: EndpointID, _ target: EndpointID) {
    for number in 0..<12 {
      lookUp(actor, target, "4c5801fdf525f24195b8e0eeb5d7f6f6\(10 + number).carrier.org", type: 16)
      lookUp(actor, target, "xkqwjvhzprt\(number)f.com", isMissing: true)
      echo(actor, target, mark: UInt32(number))
    }
    exploit(actor, target, .sqlInjection)
    exploit(actor, target, .impossibleName, name: .dns)
    wrong(.disguisedProgram, actor, target, name: .http)
    lease(actor, target, router: 0x0A00_0001, names: 0x0A00_0001)
    lease(target, actor, router: 0x0A00_0002, names: 0x0A00_0001, at: 1)
    exploit(actor, target, .masterCertificate, name: .tls)
    for number in 0..<24 { register(actor, target, mark: UInt32(number)) }
    for _ in 0..<3 { wrong(.secondAnswer, target, actor, name: .dns) }
    for number in 0..<15 { flow(actor, target, port: 22, at: Double(number), name: .ssh) }
    let (stranger, outside) = (host(), host(HostAddress(ipv4: 0x0808_0809)))
    for number in 0..<8 { flow(stranger, outside, port: 4_444, at: Double(number) * 60) }
    flow(stranger, outside, port: 443, at: 0, name: .ssh, packets: 30_000, octetsToServer: 30_000_000)
    flow(stranger, target, port: 9, at: 0, transport: .icmp, packets: 3_000)
    for number in 0..<1_000 { act(actor, target, .write, at: Double(number) / 200, unit: 1) }
  }

  private static func hash(_ octets: ArraySlice<UInt8>) -> UInt64 {
    octets.reduce(7) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
