import Vocabulary

/// DNS tunnel: data travel in the names that a host asks for.
///
/// Sees: questions for names below one domain, by what the names look like: pieces that read like encoded
/// data, octets that no host's name has, and record types that carry texts. Names are counted as they differ.
///
/// Why it matters: names pass every firewall. Whoever owns the domain gets what is put into the questions,
/// and answers with commands.
///
/// Threshold: 8 different names with 16 octets of data or more, or 20 different names of types that carry
/// texts, medium; 50 of both at once, high. Fewer names of which one carries 48 octets that no host's name
/// has, low.
///
/// Stays silent: content networks, lists of malware and spam, reverse look-ups, services by their
/// underscored names, names of the local network.
struct DNSTunnel: Sendable {
  static let dataNameThreshold = 8
  static let textNameThreshold = 20
  static let highThreshold = 50
  static let dataOctetLimit: UInt8 = 16
  static let foreignOctetLimit: UInt8 = 48

  private struct Carrier {
    let client: EndpointID
    let server: EndpointID
    let domain: NameID
    let domainHash: UInt64
    var dataNames = DistinctCount()
    var textNames = DistinctCount()
    var hasForeignName = false
    var tally: Tally
  }

  private var carriers: [Carrier] = []
  private var index = SlotIndex()
  private let limit: Int
  private let seed: UInt64
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.causeLimit
    seed = settings.seed
  }

  mutating func observe(_ lookup: NameLookup) {
    let shape = lookup.shape
    guard !lookup.isAnswer, !shape.isLocal, !shape.isKnownService, shape.domainStart > 0 else { return }
    let carriesData = shape.dataOctets >= Self.dataOctetLimit
    let carriesText = Self.isTextType(lookup.type)
    guard carriesData || carriesText else { return }
    let evidence = Evidence(time: lookup.time, place: lookup.place)
    guard let at = position(of: lookup, evidence) else { return }
    if carriesData { carriers[at].dataNames.add(lookup.nameHash) }
    if carriesText { carriers[at].textNames.add(lookup.nameHash) }
    if shape.hasForeignOctets, shape.dataOctets >= Self.foreignOctetLimit {
      carriers[at].hasForeignName = true
    }
  }

  /// The carrier of a look-up, with the look-up counted.
  private mutating func position(of lookup: NameLookup, _ evidence: Evidence) -> Int? {
    let hash = mixed(mixed(seed, lookup.domainHash), UInt64(lookup.client.rawValue))
    let known = index.find(hash) { at in
      carriers[at].client == lookup.client && carriers[at].domainHash == lookup.domainHash
    }
    if let known {
      carriers[known].tally.add(evidence)
      return known
    }
    guard carriers.count < limit else {
      dropped += 1
      return nil
    }
    index.insert(hash, record: carriers.count)
    carriers.append(
      Carrier(
        client: lookup.client, server: lookup.server, domain: lookup.domain, domainHash: lookup.domainHash,
        tally: Tally(evidence)))
    return carriers.count - 1
  }

  /// Types whose answers hold what their owner likes: NULL, CNAME, MX, TXT, KEY, and those for private
  /// use.
  private static func isTextType(_ type: UInt16) -> Bool {
    switch type {
    case 5, 10, 15, 16, 25: true
    default: type >= 65_280
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    carriers.compactMap { carrier in
      guard let severity = Self.severity(of: carrier) else { return nil }
      let names = max(carrier.dataNames.atLeast, carrier.textNames.atLeast)
      return Finding(
        kind: .dnsTunnel, severity: severity, endpoints: [carrier.client, carrier.server],
        parameters: [
          FindingParameter(.actor, .endpoint(carrier.client)),
          FindingParameter(.target, .endpoint(carrier.server)),
          FindingParameter(.name, .name(carrier.domain)),
          FindingParameter(.targets, .number(UInt64(names))),
          FindingParameter(.count, .number(UInt64(carrier.tally.count))),
        ], first: carrier.tally.first, last: carrier.tally.last, count: carrier.tally.count,
        evidence: carrier.tally.evidence)
    }
  }

  private static func severity(of carrier: Carrier) -> Severity? {
    let (data, text) = (carrier.dataNames.atLeast, carrier.textNames.atLeast)
    if data >= highThreshold, text >= highThreshold { return .high }
    if data >= dataNameThreshold || text >= textNameThreshold { return .medium }
    return carrier.hasForeignName ? .low : nil
  }
}
