/// A limit by its name and how much was dropped at it; the report's coverage lists them.
///
/// Source: contracts/inspect-report, "Coverage".
public struct LimitUse: Sendable {
  /// Camel case, ending in `Limit`.
  public let name: StaticString
  public let limit: Int
  /// Things that were not kept because the limit was reached.
  public let dropped: Int

  @inlinable
  public init(_ name: StaticString, limit: Int, dropped: Int) {
    self.name = name
    self.limit = limit
    self.dropped = dropped
  }
}
