import Vocabulary

/// Whether something came that may make a finding, and whether it can wait.
struct Urgency: Sendable {
  /// A deed that can stop a machine or change what it does.
  private(set) var isUrgent = false
  /// Anything but the reads and polls that are nearly all of a plant's traffic.
  private(set) var isAnything = false

  mutating func note(_ observations: Observations) {
    if !observations.flows.isEmpty || !observations.anomalies.isEmpty || !observations.bindings.isEmpty
      || !observations.facts.isEmpty || !observations.files.isEmpty || !observations.lookups.isEmpty
      || !observations.leases.isEmpty || !observations.mentions.isEmpty
    {
      isAnything = true
    }
    for activity in observations.activities {
      switch activity.verb {
      case .read, .browse, .signal, .identify: if activity.deed != .plain { isAnything = true }
      case .connect, .authenticate, .write, .transfer, .configure: isAnything = true
      case .operate, .program, .setMode, .update: (isUrgent, isAnything) = (true, true)
      }
    }
  }
}
