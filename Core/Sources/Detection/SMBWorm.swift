import Vocabulary

/// SMB worm: a host attacked the file service of others in the way of EternalBlue and its kin.
///
/// Sees: transactions that are continued as another kind than they began, reserved functions, headers that
/// reach beyond their message, calls to the back door that such attacks leave and its answers. Whether the
/// attacked host gave way does not matter: a patched one is attacked by the same messages.
///
/// Why it matters: WannaCry and NotPetya spread in this way from one old machine to all of a plant within
/// minutes.
///
/// Threshold: one message, high: no client sends these. Critical where three hosts or more were attacked, or
/// where a back door answered.
///
/// Stays silent: the scanner that the owner lists; transactions in parts, old clients, calls over pipes.
struct SMBWorm: Sendable {
  /// Hosts that one attacker attacks before it is called spreading.
  static let spreadingTargets = 3

  private(set) var attacks: CauseTable
  private(set) var answers: CauseTable

  init(_ settings: DetectionSettings) {
    attacks = CauseTable(limit: settings.causeLimit)
    answers = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ anomaly: Anomaly) {
    switch anomaly.kind {
    case .serviceExploit, .backdoorCall: attacks.add(anomaly)
    case .backdoorAnswer:
      // The back door answers its caller: who called is the attacker.
      var call = anomaly
      call.source = anomaly.target
      call.target = anomaly.source
      answers.add(call)
    default: return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let answered = answers.byDevice(profiles)
    return SMBAttackers.grouped(attacks.byDevice(profiles)).compactMap { victims in
      guard let first = victims.first, !first.actor.isOwnersScanner else { return nil }
      let doors = answered.filter { $0.actor.asset == first.actor.asset }
        .reduce(0) { $0 + $1.tally.count }
      let severity: Severity = victims.count >= Self.spreadingTargets || doors > 0 ? .critical : .high
      return SMBAttackers.finding(.smbWorm, severity, victims, answers: doors)
    }
  }
}
