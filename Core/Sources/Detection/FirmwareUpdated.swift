import Vocabulary

/// Firmware updated: somebody loaded firmware into a device.
///
/// Sees: firmware services, such as Modbus 0x7D or an S7 firmware update.
///
/// Why it matters: firmware lies below every program and check; a bad one stays until the device is replaced.
///
/// Threshold: one. High where it was carried out for a host that is no engineering workstation, or where no
/// answer was captured; medium where it was refused.
///
/// Stays calm: by an engineering workstation it is medium: updates are rare and belong into the change book.
struct FirmwareUpdated: Sendable {
  private static let severities = DeedSeverities(
    done: .high, unanswered: .high, refused: .medium, doneByEngineering: .medium, triedByEngineering: .low)

  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.verb == .update else { return }
    causes.add(activity)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { $0.finding(.firmwareUpdated, Self.severities.severity(of: $0)) }
  }
}
