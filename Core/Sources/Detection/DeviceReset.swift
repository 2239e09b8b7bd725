import Vocabulary

/// Device reset: a device was told to forget its name, address or parameters.
///
/// Sees: reset to factory settings, such as PROFINET DCP Set of the control options 5/5 and 5/6.
///
/// Why it matters: a device without its name is not found by its controller any more; its part of the plant
/// stands.
///
/// Threshold: one. High where it was carried out for a host that is no engineering workstation, medium where
/// no answer was captured, low where it was refused.
///
/// Stays calm: by an engineering workstation it is low: devices are reset before they are put to a new use.
struct DeviceReset: Sendable {
  private static let severities = DeedSeverities(
    done: .high, unanswered: .medium, refused: .low, doneByEngineering: .low, triedByEngineering: .info)

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .configure, activity.deed == .factoryReset else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { $0.finding(.deviceReset, Self.severities.severity(of: $0)) }
  }
}
