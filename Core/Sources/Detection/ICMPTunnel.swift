import Vocabulary

/// ICMP tunnel: echo requests or their answers carry data of somebody's own.
///
/// Sees: echo messages whose payload is neither a time with a pattern, an alphabet nor one repeated octet,
/// and answers whose payload is not that of their request.
///
/// Why it matters: ping passes most firewalls, and nobody reads what it carries: commands go in, data go out.
///
/// Threshold: 3 such messages with at least 2 different contents between two hosts, medium; 3 answers that
/// differ from their requests, high.
///
/// Stays silent: ping of Windows, Linux and routers in any size, monitors that send their own text each time,
/// the scanner that the owner lists.
struct ICMPTunnel: Sendable {
  static let threshold = 3
  static let contentThreshold = 2

  private struct Pair {
    let cause: Cause
    var contents = DistinctCount()
    var differing = 0
    var octets: UInt64 = 0
    var tally: Tally
  }

  private var pairs: [Pair] = []
  private var index = SlotIndex()
  private let limit: Int
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.causeLimit
  }

  mutating func observe(_ anomaly: Anomaly) {
    guard anomaly.kind == .echoCarriesData || anomaly.kind == .echoAnswerDiffers else { return }
    // Both directions are one channel: the lower number stands first.
    let isForward = anomaly.source.rawValue < anomaly.target.rawValue
    let cause = Cause(
      actor: isForward ? anomaly.source : anomaly.target, target: isForward ? anomaly.target : anomaly.source,
      name: anomaly.name)
    guard let at = position(of: cause, Evidence(anomaly)) else { return }
    pairs[at].octets &+= UInt64(anomaly.octets)
    if anomaly.kind == .echoAnswerDiffers { pairs[at].differing += 1 }
    pairs[at].contents.add(UInt64(anomaly.mark))
  }

  private mutating func position(of cause: Cause, _ evidence: Evidence) -> Int? {
    if let known = index.find(cause.hash, where: { pairs[$0].cause == cause }) {
      pairs[known].tally.add(evidence)
      return known
    }
    guard pairs.count < limit else {
      dropped += 1
      return nil
    }
    index.insert(cause.hash, record: pairs.count)
    pairs.append(Pair(cause: cause, tally: Tally(evidence)))
    return pairs.count - 1
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    pairs.compactMap { pair in
      let (actor, target) = (pair.cause.actor, pair.cause.target)
      guard !profiles[actor].isOwnersScanner, !profiles[target].isOwnersScanner else { return nil }
      let differs = pair.differing >= Self.threshold
      let carries =
        pair.tally.count >= Self.threshold && pair.contents.atLeast >= Self.contentThreshold
      guard differs || carries else { return nil }
      return Finding(
        kind: .icmpTunnel, severity: differs ? .high : .medium, endpoints: [actor, target],
        parameters: [
          FindingParameter(.actor, .endpoint(actor)), FindingParameter(.target, .endpoint(target)),
          FindingParameter(.count, .number(UInt64(pair.tally.count))),
          FindingParameter(.octets, .number(pair.octets)),
        ], first: pair.tally.first, last: pair.tally.last, count: pair.tally.count,
        evidence: pair.tally.evidence)
    }
  }
}
