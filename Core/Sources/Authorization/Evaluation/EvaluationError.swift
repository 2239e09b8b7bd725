/// Why a policy could not be judged; it then neither permits nor forbids.
public struct EvaluationError: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case wrongType, overflow, missingAttribute, missingTag, missingEntity
    /// A text that is no `ip`, `decimal`, `datetime` or `duration`, or a moment that can't be written.
    case extensionValue
    case argumentCount
  }

  /// The policy's id.
  public let policy: Text
  public let kind: Kind
  /// Where in the policy's text.
  public let place: Place
  /// Lower case; safe to print, for names in it are shortened and escaped.
  public let message: String
}
