import Vocabulary

/// Program uploaded: a program was copied out of a controller.
///
/// Sees: uploads of programs and blocks, such as S7 0x1D to 0x1F. The blocks of one session are one finding.
///
/// Why it matters: a program tells how a plant works and is what an attack is planned from.
///
/// Threshold: one. Low, never higher: the copy itself changes nothing.
///
/// Stays calm: the nightly backup. By an engineering workstation, or by a server or historian that the owner
/// lists, it is info.
struct ProgramUploaded: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .transfer, activity.deed == .upload else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { one in
      let makesBackups =
        one.actor.isEngineeringWorkstation
        || one.actor.ownerRoles.intersects([RoleSet(.server), RoleSet(.historian)])
      return one.finding(.programUploaded, makesBackups ? .info : .low)
    }
  }
}
