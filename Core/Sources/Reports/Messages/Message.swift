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
  /// The words of a finding that is low at most, where they are others.
  public let faint: Faint?

  public init(title: String, explanation: String, remedy: String, note: String, faint: Faint? = nil) {
    self.title = title
    self.explanation = explanation
    self.remedy = remedy
    self.note = note
    self.faint = faint
  }

  /// What stands for the words of the same name.
  public struct Faint: Hashable, Sendable {
    public let explanation: String
    public let remedy: String

    public init(explanation: String, remedy: String) {
      self.explanation = explanation
      self.remedy = remedy
    }
  }
}

/// The words of one fault of a capture's place, in one language.
public struct VantageWords: Hashable, Sendable {
  /// What the capture lacks or has too much of, and what a report on it then says wrongly.
  public let explanation: String
  /// What to change, at the switch first.
  public let remedy: String

  public init(explanation: String, remedy: String) {
    self.explanation = explanation
    self.remedy = remedy
  }
}
