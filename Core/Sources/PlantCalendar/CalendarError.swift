/// Why a calendar cannot be read, and where: in the words of who wrote it.
public struct CalendarError: Error, Equatable, Sendable {
  /// From 1; lines end with a line feed.
  public let line: Int
  /// From 1, in characters.
  public let column: Int
  public let message: String

  public init(line: Int, column: Int, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }

  /// `line 3, column 7: …`.
  public var text: String { "line \(line), column \(column): \(message)" }
}
