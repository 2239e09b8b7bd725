import Vocabulary

/// What one attacker did to several hosts, as one finding.
enum SMBAttackers {
  /// Attacked hosts that a finding names.
  private static let namedTargets = 16

  /// Tallies of the same attacker together; they come sorted by attacker.
  static func grouped(_ tallies: [CausedTally]) -> [[CausedTally]] {
    var groups: [[CausedTally]] = []
    for one in tallies where one.isBetweenDevices {
      if let last = groups.last?.first, last.actor.asset == one.actor.asset {
        let at = groups.count - 1
        // The same host in both generations of the protocol.
        if let known = groups[at].firstIndex(where: { $0.target.asset == one.target.asset }) {
          groups[at][known].tally.merge(one.tally)
        } else {
          groups[at].append(one)
        }
      } else {
        groups.append([one])
      }
    }
    return groups
  }

  static func finding(
    _ kind: FindingKind, _ severity: Severity, _ victims: [CausedTally], answers: Int?
  ) -> Finding? {
    let victims = victims.sorted { left, right in
      left.tally.first != right.tally.first ? left.tally.first < right.tally.first : left.isBefore(right)
    }
    guard let first = victims.first else { return nil }
    var whole = first.tally
    for victim in victims.dropFirst() { whole.merge(victim.tally) }
    var parameters = [
      FindingParameter(.actor, .endpoint(first.cause.actor)),
      FindingParameter(.target, .endpoint(first.cause.target)),
      FindingParameter(.protocolName, .protocolName(first.cause.name)),
      FindingParameter(.targets, .number(UInt64(victims.count))),
      FindingParameter(.count, .number(UInt64(whole.count))),
    ]
    if let answers { parameters.append(FindingParameter(.succeeded, .number(UInt64(answers)))) }
    return Finding(
      kind: kind, severity: severity,
      endpoints: [first.cause.actor] + victims.prefix(namedTargets).map { $0.cause.target },
      parameters: parameters, first: whole.first, last: whole.last, count: whole.count,
      evidence: whole.evidence)
  }
}
