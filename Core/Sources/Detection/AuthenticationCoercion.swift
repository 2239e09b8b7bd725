import Vocabulary

/// Authentication coercion: a host told a server to open something at a third place, where it logs in.
///
/// Sees: calls of the encrypting file system, the print service, the distributed file system and the shadow
/// copy service whose path or name is an address other than the target's, or one that is reached by HTTP.
/// Calls of the encrypting file system whose place is a name or cannot be read may be the same. Where calls
/// are encrypted altogether, their effect: a machine logs in by NTLM, as itself, at a host that logged in to
/// it within the minute before.
///
/// Why it matters: the server's own login arrives at the attacker, who passes it on and acts as the server
/// (PetitPotam, PrinterBug).
///
/// Threshold: one. High, also where the call failed: it fails after the login. Medium where the place is a
/// name or not readable, and where only the effect is seen.
///
/// Stays silent: paths on the target itself; a print client that names itself; machines that log in at a file
/// server which does not log in to them.
struct AuthenticationCoercion: Sendable {
  private(set) var causes: CauseTable
  private(set) var certain: CauseTable
  /// Logins of machines at those who had logged in to them.
  private(set) var returns: CauseTable
  private var logins: PairTimes

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
    certain = CauseTable(limit: settings.causeLimit)
    returns = CauseTable(limit: settings.causeLimit)
    logins = PairTimes(settings)
  }

  private static let returnWindow: Int64 = 60 * .nanosecondsPerSecond

  var droppedLogins: Int { logins.dropped }

  mutating func observe(_ activity: ActivityObservation) {
    switch activity.deed {
    case .machineLogin:
      let (machine, host) = (activity.actor, activity.target)
      if logins.wereBefore(activity.time, within: Self.returnWindow, host, machine) { returns.add(activity) }
    case .plain where activity.verb == .authenticate && activity.outcome == .succeeded:
      logins.note(activity.actor, activity.target, at: activity.time)
    case .possibleCoercion: causes.add(activity)
    case .coercion:
      causes.add(activity)
      certain.add(activity)
    default: return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let sure = certain.byDevice(profiles)
    let calls = causes.byDevice(profiles).filter { $0.isBetweenDevices }
    var findings = calls.map { one in
      one.finding(
        .authenticationCoercion, sure.contains { $0.isOfSameDevices(as: one) } ? .high : .medium)
    }
    for one in returns.byDevice(profiles) where one.isBetweenDevices {
      let isKnown = calls.contains {
        $0.actor.asset == one.target.asset && $0.target.asset == one.actor.asset
      }
      if !isKnown { findings.append(one.turned.finding(.authenticationCoercion, .medium)) }
    }
    return findings
  }
}
