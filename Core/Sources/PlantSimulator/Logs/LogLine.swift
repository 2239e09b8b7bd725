public import Vocabulary

/// A line that a station of the plant sends to the log: RFC 5424, without a line feed.
public struct LogLine: Hashable, Sendable {
  public let time: Timestamp
  public let text: String
  /// The entry of a scenario file that caused it; null for the plant's own life.
  public let entry: SimulatedFrame.Entry?

  /// - Parameter priority: facility times eight and severity
  ///
  /// Source: RFC 5424, section 6.
  init(
    _ time: Timestamp, priority: Int, host: String, application: String, process: String, message: String,
    identifier: String = "-", entry: SimulatedFrame.Entry?
  ) {
    self.time = time
    self.entry = entry
    // Microseconds are the finest that RFC 5424 has.
    let stamp = String(time.rfc3339.dropLast(4)) + "Z"
    text = "<\(priority)>1 \(stamp) \(host) \(application) \(process) \(identifier) - \(message)"
  }
}
