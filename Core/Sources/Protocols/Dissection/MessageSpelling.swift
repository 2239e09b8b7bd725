/// How a report shows a message's code, and what the message is called in its standard.
public struct MessageSpelling: Sendable {
  public enum Code: Hashable, Sendable {
    case number(UInt32)
    case text(String)
  }

  public var code: Code
  /// The standard's name of the message; empty where it has none.
  public var name: String

  public init(_ number: UInt32, _ name: String) {
    self.code = .number(number)
    self.name = name
  }

  public init(_ text: String, _ name: String) {
    self.code = .text(text)
    self.name = name
  }
}
