/// Why a list of indicators cannot be read, and where: in the words of who gave it.
public struct IndicatorError: Error, Equatable, Sendable {
  /// From 1; 0 where the whole list is meant.
  public let line: Int
  /// From 1, in characters; 0 for the whole line.
  public let column: Int
  public let message: String

  public init(line: Int = 0, column: Int = 0, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }

  /// `line 3, column 7: …`.
  public var text: String {
    if line == 0 { return message }
    return column == 0 ? "line \(line): \(message)" : "line \(line), column \(column): \(message)"
  }
}
