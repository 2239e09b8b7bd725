import Vocabulary

/// Device discovery: a host asked all devices of its segment at once to name themselves.
///
/// Sees: PROFINET DCP Identify for all devices, and identity requests of control protocols to a group or
/// broadcast address.
///
/// Why it matters: one question gives a stranger the list of all devices, with their names, types and
/// addresses.
///
/// Threshold: one. Low; info by an engineering workstation, HMI or controller, whose tools ask so.
///
/// Stays silent: the scanner that the owner lists; the search for one device by its name, by which a
/// controller starts.
struct DeviceDiscovery: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .identify, activity.deed == .plain, activity.name.isIndustrial,
      activity.object == .none
    else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    var asked: [CausedTally] = []
    for one in causes.byDevice(profiles) {
      // Each device that answers a search for all is a target of its own; other protocols name the group.
      guard one.cause.name == .pnDCP || !one.target.address.isUnicast, !one.actor.isOwnersScanner else {
        continue
      }
      if let last = asked.last, last.actor.asset == one.actor.asset, last.cause.name == one.cause.name {
        asked[asked.count - 1].tally.merge(one.tally)
      } else {
        asked.append(one)
      }
    }
    return asked.map { one in
      var finding = one.finding(.deviceDiscovery, one.actor.maySteer ? .info : .low)
      finding.endpoints = [one.cause.actor]
      return finding
    }
  }
}
