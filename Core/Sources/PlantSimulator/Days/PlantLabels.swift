public import Vocabulary

/// Where each entry of a plan stands in the frames and log lines that were made.
public struct PlantLabels: Sendable {
  public struct Label: Hashable, Sendable {
    public let entry: PlantEntry
    public internal(set) var packets = 0
    /// From 1, as in the capture; null while none has passed. An entry may be the absence of packets.
    public internal(set) var firstPacket: Int?
    public internal(set) var firstTime: Timestamp
    /// The first packet of the deed itself, without what prepares it.
    public internal(set) var deedPacket: Int?
    public internal(set) var deedTime: Timestamp?
    public internal(set) var lastPacket: Int?
    public internal(set) var lastTime: Timestamp?
    /// From 1, as in the log; null where the entry has no log line.
    public internal(set) var firstLogLine: Int?
  }

  public private(set) var labels: [Label]
  public private(set) var packets = 0
  public private(set) var logLines = 0

  public init(_ plan: PlantPlan) {
    labels = plan.entries.map { Label(entry: $0, firstTime: $0.start) }
  }

  public mutating func note(_ frame: SimulatedFrame) {
    packets += 1
    guard let entry = frame.entry, labels.indices.contains(entry.index) else { return }
    if labels[entry.index].firstPacket == nil {
      labels[entry.index].firstPacket = packets
      labels[entry.index].firstTime = frame.time
    }
    if entry.isDeed, labels[entry.index].deedPacket == nil {
      labels[entry.index].deedPacket = packets
      labels[entry.index].deedTime = frame.time
    }
    labels[entry.index].packets += 1
    labels[entry.index].lastPacket = packets
    labels[entry.index].lastTime = frame.time
  }

  public mutating func note(_ line: LogLine) {
    logLines += 1
    guard let entry = line.entry, labels.indices.contains(entry.index) else { return }
    if labels[entry.index].firstLogLine == nil { labels[entry.index].firstLogLine = logLines }
  }

  static let columns = [
    "id", "kind", "is", "technique", "window_seconds", "first_packet", "first_time", "deed_packet",
    "deed_time",
    "last_packet", "last_time", "packets", "first_log_line", "actor", "targets", "made",
  ]

  /// A table in the order of the plan, with a head, columns parted by commas; several targets by spaces.
  public var table: String {
    var text = Self.columns.joined(separator: ",") + "\n"
    for label in labels {
      let entry = label.entry
      let cells = [
        entry.id, entry.kind, entry.isAttack ? "attack" : "benign", entry.technique ?? "",
        String(entry.windowSeconds), number(label.firstPacket), label.firstTime.rfc3339,
        number(label.deedPacket), label.deedTime?.rfc3339 ?? "", number(label.lastPacket),
        label.lastTime?.rfc3339 ?? "", String(label.packets), number(label.firstLogLine), entry.hosts.actor,
        entry.hosts.targets.joined(separator: " "), entry.source,
      ]
      text += cells.map(quoted).joined(separator: ",") + "\n"
    }
    return text
  }

  private func number(_ count: Int?) -> String { count.map { String($0) } ?? "" }

  /// Source: RFC 4180, section 2.
  private func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else {
      return cell
    }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
