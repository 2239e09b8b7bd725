/// One thing that strict validation says of a policy.
public struct ValidationFinding: Hashable, Sendable {
  public enum Severity: UInt8, Hashable, Sendable {
    /// The policy could fail, or names what the schema does not have.
    case error
    /// The policy can be judged, but does nothing.
    case warning
  }

  public let severity: Severity
  /// The policy's id.
  public let policy: Text
  public let place: Place
  /// Lower case, in the user's words; safe to print.
  public let words: String

  public init(_ severity: Severity, policy: Text, place: Place, words: String) {
    self.severity = severity
    self.policy = policy
    self.place = place
    self.words = words
  }
}
