/// One limit on what input can make grow, and how often it was met.
///
/// Source: contracts/inspect-report, "Coverage".
public struct LimitReport: Hashable, Sendable {
  /// In camelCase, ending in `Limit`.
  public var name: String
  public var limit: Int
  /// How many were turned away or evicted.
  public var dropped: Int

  public init(name: String, limit: Int, dropped: Int) {
    self.name = name
    self.limit = limit
    self.dropped = dropped
  }
}
