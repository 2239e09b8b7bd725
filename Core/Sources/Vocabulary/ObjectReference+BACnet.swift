/// How objects of BACnet are spelled: `analog-output 3 present-value`, in the standard's own words.
///
/// Source: ANSI/ASHRAE 135-2020, clause 21, BACnetObjectType and BACnetPropertyIdentifier.
extension ObjectReference {
  /// The object's type and instance, and the property where one is meant.
  func appendBACnetSpelling(to text: inout [UInt8]) {
    Self.append(Self.word(of: part, in: Self.bacnetTypes), or: "type-", part, to: &text)
    if from != Self.missingNumber {
      text.append(UInt8(ascii: " "))
      appendDecimal(UInt64(from), to: &text)
    }
    guard to != Self.missingNumber else { return }
    text.append(UInt8(ascii: " "))
    let word = Self.word(of: to, in: Self.bacnetProperties)
    Self.append(word ?? Self.laterProperty(to), or: "property-", to, to: &text)
  }

  private static func word(of number: UInt32, in words: [String]) -> String? {
    guard number < 0x1_0000, Int(number) < words.count, !words[Int(number)].isEmpty else { return nil }
    return words[Int(number)]
  }

  private static func append(_ word: String?, or kind: String, _ number: UInt32, to text: inout [UInt8]) {
    text.append(contentsOf: (word ?? kind).utf8)
    if word == nil { appendDecimal(UInt64(number), to: &text) }
  }

  private static func laterProperty(_ number: UInt32) -> String? {
    switch number {
    case 371: "property-list"
    case 372: "serial-number"
    default: nil
    }
  }

  private static let bacnetTypes = [
    "analog-input", "analog-output", "analog-value", "binary-input", "binary-output", "binary-value",
    "calendar", "command", "device", "event-enrollment", "file", "group", "loop", "multi-state-input",
    "multi-state-output", "notification-class", "program", "schedule", "averaging", "multi-state-value",
    "trend-log", "life-safety-point", "life-safety-zone", "accumulator", "pulse-converter", "event-log",
    "global-group", "trend-log-multiple", "load-control", "structured-view", "access-door", "timer",
    "access-credential", "access-point", "access-rights", "access-user", "access-zone",
    "credential-data-input", "network-security", "bitstring-value", "characterstring-value",
    "date-pattern-value", "date-value", "datetime-pattern-value", "datetime-value", "integer-value",
    "large-analog-value", "octetstring-value", "positive-integer-value", "time-pattern-value",
    "time-value", "notification-forwarder", "alert-enrollment", "channel", "lighting-output",
    "binary-lighting-output", "network-port", "elevator-group", "escalator", "lift", "staging",
    "audit-log", "audit-reporter", "color", "color-temperature",
  ]

  /// An empty text stands where the standard has withdrawn a property or never used its number.
  private static let bacnetProperties = [
    "acked-transitions", "ack-required", "action", "action-text", "active-text", "active-vt-sessions",
    "alarm-value", "alarm-values", "all", "all-writes-successful", "apdu-segment-timeout", "apdu-timeout",
    "application-software-version", "archive", "bias", "change-of-state-count", "change-of-state-time",
    "notification-class", "", "controlled-variable-reference", "controlled-variable-units",
    "controlled-variable-value", "cov-increment", "date-list", "daylight-savings-status", "deadband",
    "derivative-constant", "derivative-constant-units", "description", "description-of-halt",
    "device-address-binding", "device-type", "effective-period", "elapsed-active-time", "error-limit",
    "event-enable", "event-state", "event-type", "exception-schedule", "fault-values", "feedback-value",
    "file-access-method", "file-size", "file-type", "firmware-revision", "high-limit", "inactive-text",
    "in-process", "instance-of", "integral-constant", "integral-constant-units", "", "limit-enable",
    "list-of-group-members", "list-of-object-property-references", "", "local-date", "local-time",
    "location", "low-limit", "manipulated-variable-reference", "maximum-output",
    "max-apdu-length-accepted", "max-info-frames", "max-master", "max-pres-value", "minimum-off-time",
    "minimum-on-time", "minimum-output", "min-pres-value", "model-name", "modification-date",
    "notify-type", "number-of-apdu-retries", "number-of-states", "object-identifier", "object-list",
    "object-name", "object-property-reference", "object-type", "optional", "out-of-service",
    "output-units", "event-parameters", "polarity", "present-value", "priority", "priority-array",
    "priority-for-writing", "process-identifier", "program-change", "program-location", "program-state",
    "proportional-constant", "proportional-constant-units", "", "protocol-object-types-supported",
    "protocol-services-supported", "protocol-version", "read-only", "reason-for-halt", "",
    "recipient-list", "reliability", "relinquish-default", "required", "resolution",
    "segmentation-supported", "setpoint", "setpoint-reference", "state-text", "status-flags",
    "system-status", "time-delay", "time-of-active-time-reset", "time-of-state-count-reset",
    "time-synchronization-recipients", "units", "update-interval", "utc-offset", "vendor-identifier",
    "vendor-name", "vt-classes-supported", "weekly-schedule", "attempted-samples", "average-value",
    "buffer-size", "client-cov-increment", "cov-resubscription-interval", "", "event-time-stamps",
    "log-buffer", "log-device-object-property", "enable", "log-interval", "maximum-value", "minimum-value",
    "notification-threshold", "", "protocol-revision", "records-since-notification", "record-count",
    "start-time", "stop-time", "stop-when-full", "total-record-count", "valid-samples", "window-interval",
    "window-samples", "maximum-value-timestamp", "minimum-value-timestamp", "variance-value",
    "active-cov-subscriptions", "backup-failure-timeout", "configuration-files", "database-revision",
    "direct-reading", "last-restore-time", "maintenance-required", "member-of", "mode",
    "operation-expected", "setting", "silenced", "tracking-value", "zone-members",
    "life-safety-alarm-values", "max-segments-accepted", "profile-name", "auto-slave-discovery",
    "manual-slave-address-binding", "slave-address-binding", "slave-proxy-enable", "last-notify-record",
    "schedule-default", "accepted-modes", "adjust-value", "count", "count-before-change",
    "count-change-time", "cov-period", "input-reference", "limit-monitoring-interval", "logging-object",
    "logging-record", "prescale", "pulse-rate", "scale", "scale-factor", "update-time",
    "value-before-change", "value-set", "value-change-time", "align-intervals", "", "interval-offset",
    "last-restart-reason", "logging-type", "", "", "", "", "restart-notification-recipients",
    "time-of-device-restart", "time-synchronization-interval", "trigger",
    "utc-time-synchronization-recipients", "node-subtype", "node-type", "structured-object-list",
    "subordinate-annotations", "subordinate-list",
  ]
}
