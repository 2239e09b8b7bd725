import Vocabulary

/// Disguised program: a program comes under the name or the type of a picture or a text.
///
/// Sees: the first octets of a body that begin a program of Windows or Linux, where the path ends as a
/// picture, a text or a page does, or the server calls the body a picture, sound or letter.
///
/// Why it matters: only who wants to pass a filter names a program so; it is how malware fetches its next
/// stage.
///
/// Threshold: one, medium.
///
/// Stays silent: programs that are named as such, roll-outs of software, archives.
struct DisguisedProgram: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ anomaly: Anomaly) {
    guard anomaly.kind == .disguisedProgram else { return }
    causes.add(anomaly)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { $0.finding(.disguisedProgram, .medium) }
  }
}
