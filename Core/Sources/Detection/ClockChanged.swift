import Vocabulary

/// Clock changed: somebody set the clock of a device.
///
/// Sees: clock services of control protocols, such as the S7 clock functions.
///
/// Why it matters: a wrong clock spoils shift programs, batch records and the evidence of everything else.
///
/// Threshold: one, low; medium by a host that the owner lists as something that has no business with clocks.
///
/// Stays calm: HMIs, engineering workstations, controllers and listed servers keep the clocks of a plant in
/// step, some every night; that is info.
struct ClockChanged: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .configure, activity.deed == .clock else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { one in
      let keepsTime =
        one.actor.maySteerByName || one.actor.ownerRoles.intersects([RoleSet(.server), RoleSet(.historian)])
      if keepsTime { return one.finding(.clockChanged, .info) }
      return one.finding(.clockChanged, one.actor.isOwnersBystander ? .medium : .low)
    }
  }
}
