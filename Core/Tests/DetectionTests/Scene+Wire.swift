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
  }

  private static func hash(_ octets: ArraySlice<UInt8>) -> UInt64 {
    octets.reduce(7) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
