import Vocabulary

/// Reports silenced: a host told a station to stop reporting by itself, and never asked for its reports.
///
/// Sees: commands that switch a station's reports off, such as DNP3's disable unsolicited, C37.118's stop of
/// data and BACnet's disabled initiation; who switched reports on; who opened an association of its own.
///
/// Why it matters: alarms and changes no longer arrive, and nobody notices that they are missing.
///
/// Threshold: one. Medium where others have to do with the station's reports: somebody else switched them on,
/// or another control centre is in the capture. Low where nobody else could be the centre, or where every try
/// was refused.
///
/// Stays silent: who switches the same station's reports on, before or after, as a control centre does when
/// it starts; who ends its own association; HMIs, engineering workstations, controllers and gateways.
struct ReportsSilenced: Sendable {
  private(set) var silenced: CauseTable
  /// Reports switched on, and associations opened.
  private(set) var wanted: CauseTable

  init(_ settings: DetectionSettings) {
    silenced = CauseTable(limit: settings.causeLimit)
    wanted = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.name.isIndustrial else { return }
    switch (activity.verb, activity.deed) {
    case (.configure, .reportsOff): silenced.add(activity)
    case (.configure, .reportsOn), (.connect, _): wanted.add(activity)
    default: return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    if silenced.count == 0 { return [] }
    let wanting = wanted.byDevice(profiles)
    return silenced.byDevice(profiles).compactMap { one in
      if one.actor.maySteer || !one.isBetweenDevices { return nil }
      let alike = wanting.filter { $0.target.asset == one.target.asset && $0.cause.name == one.cause.name }
      if alike.contains(where: { $0.actor.asset == one.actor.asset }) { return nil }
      let isRefused = one.tally.refused == one.tally.count
      let isLone = alike.isEmpty && UnexpectedSteering.isLoneCentre(one, profiles)
      return one.finding(.reportsSilenced, isRefused || isLone ? .low : .medium)
    }
  }
}
