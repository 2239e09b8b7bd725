import Vocabulary

/// Remote service created: a host made another one install a service, or change what one runs.
///
/// Sees: calls to the service manager of another system that create a service or change its program, and
/// whether the same host wrote into a share for administration there within ten minutes, or the service's
/// program is a command interpreter.
///
/// Why it matters: a service runs with all rights. PsExec, its copies and most ransomware move on this way.
///
/// Threshold: one. Medium; high with a write into an administrative share or where the program is a command
/// interpreter. Where each try was refused: low and medium.
///
/// Stays calm: a server, engineering workstation, domain controller or scanner of the owner's list, such as a
/// server that rolls out software, is low.
struct RemoteServiceCreated: Sendable {
  private(set) var causes: CauseTable
  private(set) var commands: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
    commands = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    switch activity.deed {
    case .serviceCreated, .serviceChanged: causes.add(activity)
    case .commandService:
      causes.add(activity)
      commands.add(activity)
    default: return
    }
  }

  func conclude(_ profiles: HostProfiles, _ writes: PairTimes) -> [Finding] {
    let commanders = commands.byDevice(profiles)
    return causes.byDevice(profiles).filter { $0.isBetweenDevices }.map { one in
      let isCommand = commanders.contains { $0.isOfSameDevices(as: one) }
      let isWorse = isCommand || writes.areNear(one)
      return one.finding(
        .remoteServiceCreated,
        isWorse ? one.severity(.high, tried: .medium) : one.severity(.medium, tried: .low))
    }
  }
}
