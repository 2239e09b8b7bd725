import Vocabulary

/// Listed indicator: a host had to do with something that a list of indicators names.
///
/// Sees: what the lists given with `--indicators` name: addresses of conversations, names that are looked up,
/// connected to (TLS, HTTP) or answered, pages in clear, JA4 fingerprints, hashes of certificates and files.
///
/// Why it matters: whoever made the list saw the same at another victim's. It says nothing of what is not on
/// the list.
///
/// Threshold: one. High for an answered connection with a listed address or name, a listed page, certificate
/// or file; medium for a name that was only looked up, a connection without an answer, the host of a listed
/// page, a program's fingerprint, which others may share; low where the host of a listed page was only looked
/// up, or a listed address knocked in vain.
///
/// Names first who acted: who opened the connection, asked, or sent the file. A listed address that came by
/// itself is that one; the host that it reached may be its victim.
///
/// Stays silent: outside the time for which the list vouches, which `coverage` counts; without a list.
struct IndicatorSeen: Sendable {
  private struct Cause: Hashable {
    var host: EndpointID
    var indicator: UInt64

    var hash: UInt64 { mixed(mixed(0, UInt64(host.rawValue)), indicator) }
  }

  private struct Seen: Sendable {
    /// What says most, the earliest of these.
    var best: IndicatorSighting
    var tally: Tally
  }

  private var causes: [Cause] = []
  private var seen: [Seen] = []
  private var index = SlotIndex()
  private let limit: Int
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.causeLimit
  }

  mutating func observe(_ sighting: IndicatorSighting) {
    let cause = Cause(host: sighting.host, indicator: sighting.identity)
    let evidence = Evidence(
      time: sighting.time, place: sighting.place, outcome: sighting.outcome, object: sighting.object)
    if let known = index.find(cause.hash, where: { causes[$0] == cause }) {
      seen[known].tally.add(evidence)
      if Self.saysMore(sighting, seen[known].best) { seen[known].best = sighting }
      return
    }
    guard causes.count < limit else {
      dropped += 1
      return
    }
    index.insert(cause.hash, record: causes.count)
    causes.append(cause)
    seen.append(Seen(best: sighting, tally: Tally(evidence)))
  }

  private static func saysMore(_ one: IndicatorSighting, _ other: IndicatorSighting) -> Bool {
    if one.weight != other.weight { return one.weight > other.weight }
    if one.time != other.time { return one.time < other.time }
    return one.place < other.place
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    // One device may have several addresses: what they met is one finding.
    var merged: [Seen] = []
    for one in seen.sorted(by: { isBefore($0, $1, profiles) }) {
      if let last = merged.last, last.best.identity == one.best.identity,
        profiles[last.best.host].asset == profiles[one.best.host].asset
      {
        merged[merged.count - 1].tally.merge(one.tally)
        if Self.saysMore(one.best, last.best) { merged[merged.count - 1].best = one.best }
      } else {
        merged.append(one)
      }
    }
    return Self.gathered(merged).map { Self.finding($0.best, $0.tally) }
  }

  /// What knocked at many hosts in vain is one finding.
  private static func gathered(_ seen: [Seen]) -> [Seen] {
    var gathered: [Seen] = []
    var traces: [UInt64: Int] = [:]
    for one in seen {
      if one.best.weight == .trace, let place = traces[one.best.identity] {
        gathered[place].tally.merge(one.tally)
      } else {
        if one.best.weight == .trace { traces[one.best.identity] = gathered.count }
        gathered.append(one)
      }
    }
    return gathered
  }

  private func isBefore(_ one: Seen, _ other: Seen, _ profiles: HostProfiles) -> Bool {
    let (asset, otherAsset) = (profiles[one.best.host].asset, profiles[other.best.host].asset)
    if asset != otherAsset { return asset < otherAsset }
    if one.best.identity != other.best.identity { return one.best.identity < other.best.identity }
    return one.best.host.rawValue < other.best.host.rawValue
  }

  private static func finding(_ best: IndicatorSighting, _ tally: Tally) -> Finding {
    let severity: Severity
    switch best.weight {
    case .contact: severity = .high
    case .sign: severity = .medium
    case .trace: severity = .low
    }
    return Finding(
      kind: .indicatorSeen, severity: severity, endpoints: [best.actor, best.target],
      parameters: [
        FindingParameter(.actor, .endpoint(best.actor)), FindingParameter(.target, .endpoint(best.target)),
        FindingParameter(.protocolName, .protocolName(best.name)),
        FindingParameter(.count, .number(UInt64(tally.count))),
        FindingParameter(.indicator, .name(best.value)), FindingParameter(.list, .name(best.list)),
        FindingParameter(.label, .name(best.label)),
      ], first: tally.first, last: tally.last, count: tally.count, evidence: tally.evidence)
  }
}
