import Vocabulary

/// Generated names: a host asks for domain after domain that reads like chance and does not exist.
///
/// Sees: answers that there is no such name, for different registered domains whose own label reads like
/// chance.
///
/// Why it matters: malware draws the names of its servers by lot, a thousand a day; its owner registers one
/// of them.
///
/// Threshold: 10 such domains within 10 minutes, medium.
///
/// Stays silent: a browser that asks for three words without a dot to test its name server, a mistyped name,
/// names below one domain, lists of malware and spam.
struct GeneratedNames: Sendable {
  static let threshold = 10
  static let window: Int64 = 600 * .nanosecondsPerSecond

  private(set) var attempts: AttemptTable
  /// The first domain and server of each client, for the words.
  private var firsts: [(client: EndpointID, server: EndpointID, domain: NameID)] = []
  private let limit: Int

  init(_ settings: DetectionSettings) {
    attempts = AttemptTable(settings)
    limit = settings.causeLimit
  }

  mutating func observe(_ lookup: NameLookup) {
    guard lookup.isAnswer, lookup.isMissing, lookup.shape.isRandom, !lookup.shape.isLocal,
      !lookup.shape.isKnownService
    else { return }
    let key = UInt64(lookup.client.rawValue) << 32
    if !attempts.knows(key), firsts.count < limit {
      firsts.append((lookup.client, lookup.server, lookup.domain))
    }
    attempts.note(key: key, value: lookup.domainHash, time: lookup.time, place: lookup.place)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    attempts.bursts(of: Self.threshold, within: Self.window).compactMap { burst in
      guard let first = burst.attempts.first, let last = burst.attempts.last,
        let example = firsts.first(where: { $0.client == first.actor })
      else { return nil }
      return Finding(
        kind: .generatedNames, severity: .medium, endpoints: [first.actor, example.server],
        parameters: [
          FindingParameter(.actor, .endpoint(first.actor)), FindingParameter(.name, .name(example.domain)),
          FindingParameter(.targets, .number(UInt64(burst.count))),
        ], first: first.time, last: last.time, count: burst.count,
        evidence: burst.attempts.prefix(Finding.evidenceLimit).map { $0.evidence })
    }
  }
}
