/// The words of one kind of finding, in one language. Each is a template for ``Template``.
public struct Message: Hashable, Sendable {
  /// One line, without a full stop.
  public let title: String
  /// What happened and why it matters.
  public let explanation: String
  /// What to do, the first thing first.
  public let remedy: String
  /// What one packet of the evidence shows.
  public let note: String

  public init(title: String, explanation: String, remedy: String, note: String) {
    self.title = title
    self.explanation = explanation
    self.remedy = remedy
    self.note = note
  }
}
