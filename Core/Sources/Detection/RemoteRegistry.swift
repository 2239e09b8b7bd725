import Vocabulary

/// Remote registry: a host changed another one's registry, or had its secrets saved to a file.
///
/// Sees: calls to the registry of another system that set, delete, load or restore keys and values; calls
/// that save a key to a file, or take secrets from the local security authority.
///
/// Why it matters: programs that start by themselves, protections that are switched off, and the hashes of
/// passwords all lie there.
///
/// Threshold: one. Changes are medium; saving keys and taking secrets high, for hardly any program does so
/// from afar. Where each try was refused: low and medium.
///
/// Stays silent: reading keys, as monitoring and inventory do. Calm, low: a server, engineering workstation,
/// domain controller or scanner of the owner's list.
struct RemoteRegistry: Sendable {
  private(set) var causes: CauseTable
  private(set) var secrets: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
    secrets = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    switch activity.deed {
    case .registryChanged: causes.add(activity)
    case .secretsSaved:
      causes.add(activity)
      secrets.add(activity)
    default: return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let takers = secrets.byDevice(profiles)
    return causes.byDevice(profiles).filter { $0.isBetweenDevices }.map { one in
      let isSecret = takers.contains { $0.isOfSameDevices(as: one) }
      return one.finding(
        .remoteRegistry,
        isSecret ? one.severity(.high, tried: .medium) : one.severity(.medium, tried: .low))
    }
  }
}
