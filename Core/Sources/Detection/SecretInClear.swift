import Vocabulary

/// Secret in clear: a password or key crossed the wire for everybody to read.
///
/// Sees: the place and the length of the secret, which is never kept: the anomaly has no room for it.
///
/// Why it matters: whoever recorded this traffic can log in.
///
/// Threshold: one, low: a weakness without a deed.
///
/// Stays silent: logins that are protected, which make no anomaly.
struct SecretInClear: Sendable {
  private(set) var causes: CauseTable
  /// The length of each cause's first secret, in the order of the causes' first anomalies.
  private var lengths: [(cause: Cause, octets: UInt32)] = []

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ anomaly: Anomaly) {
    guard anomaly.kind == .secretInClear else { return }
    let cause = Cause(actor: anomaly.source, target: anomaly.target, name: anomaly.name)
    let count = causes.count
    causes.add(anomaly)
    if causes.count > count { lengths.append((cause, anomaly.octets)) }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    causes.byDevice(profiles).map { one in
      var octets: UInt64 = 0
      for length in lengths where length.cause == one.cause { octets = UInt64(length.octets) }
      return one.finding(.secretInClear, .low, octets: octets)
    }
  }
}
