public import Vocabulary

/// A finding as it was told last.
public struct FindingRecord: Hashable, Sendable {
  /// Assets that one finding may name.
  public static let assetLimit = 64

  /// Its kind, assets and protocol: the same finding has the same id.
  public let id: String
  /// In kebab-case, such as `controller-stopped`.
  public let kind: String
  public let severity: Severity
  public let title: String
  public let assets: [String]
  public let first: Timestamp
  public let last: Timestamp
  public let count: Int64
  /// The line as it came, with explanation, remedy and evidence.
  public let line: [UInt8]

  public init(
    id: String, kind: String, severity: Severity, title: String, assets: [String], first: Timestamp,
    last: Timestamp, count: Int64, line: [UInt8]
  ) {
    self.id = id
    self.kind = kind
    self.severity = severity
    self.title = title
    self.assets = assets
    self.first = first
    self.last = last
    self.count = count
    self.line = line
  }

  init(_ fields: WatchFields, _ line: [UInt8]) throws(WatchLineError) {
    self.init(
      id: try fields.id("id"), kind: try fields.id("kind"), severity: try fields.severity("severity"),
      title: try fields.text("title"), assets: try fields.texts("assets", limit: Self.assetLimit),
      first: try fields.time("first"), last: try fields.time("last"), count: try fields.count("count"),
      line: line)
  }
}
