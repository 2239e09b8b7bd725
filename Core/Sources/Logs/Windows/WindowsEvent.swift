public import Vocabulary

/// One event of a Windows log, whatever form it came in.
///
/// Source: Windows Event Log, schema `http://schemas.microsoft.com/win/2004/08/events/event`.
public struct WindowsEvent: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    /// Empty where the event does not name it.
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  /// Fields of an event that are kept.
  public static let fieldLimit = 256

  public var provider: String?
  public var eventID: Int?
  public var channel: String?
  /// The host, as it names itself.
  public var computer: String?
  public var time: Timestamp?
  public var recordID: UInt64?
  public var processID: Int?
  /// Audit success and failure are bits of it.
  public var keywords: UInt64?
  public var userSID: String?
  public var fields: [Field] = []
  /// The event in words, where it was sent with them.
  public var message: String?

  public init() {}

  /// The value of a field; nil where it is missing, empty or a dash, which stands for nothing.
  public subscript(name: String) -> String? {
    guard let value = fields.first(where: { $0.name == name })?.value, !value.isEmpty, value != "-" else {
      return nil
    }
    return value
  }

  mutating func add(_ name: String, _ value: String) {
    if fields.count < Self.fieldLimit { fields.append(Field(name, value)) }
  }
}
