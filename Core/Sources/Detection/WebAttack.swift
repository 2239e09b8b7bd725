import Vocabulary

/// Web attack: a request whose path, fields or form hold an attack on the server.
///
/// Sees: commands for a database, a shell or a browser where a value belongs, paths that climb out of their
/// folder, look-ups that a log carries out, paths that only an attack on a known flaw asks for, and tools
/// that say their name.
///
/// Why it matters: the web pages of devices and servers are the door to them; one request is enough.
///
/// Threshold: one, medium; where all that is known is the name of the tool, low.
///
/// Stays silent: the scanner that the owner lists, names with an apostrophe, words such as select and union
/// in a search.
struct WebAttack: Sendable {
  private(set) var exploits: ExploitTable

  init(_ settings: DetectionSettings) {
    exploits = ExploitTable(limit: settings.causeLimit)
  }

  mutating func observe(_ anomaly: Anomaly) {
    guard let exploit = anomaly.exploit, exploit.isOfWeb else { return }
    exploits.add(anomaly, exploit)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    exploits.findings(.webAttack, profiles) { one, exploit in
      one.actor.isOwnersScanner ? nil : exploit == .attackTool ? .low : .medium
    }
  }
}
