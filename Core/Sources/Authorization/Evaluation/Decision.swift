/// The answer to a request: allowed where a policy permits it and none forbids it.
///
/// Source: Cedar language reference, "Authorization": default deny, forbid wins, a policy that fails is
/// skipped.
public struct Decision: Hashable, Sendable {
  public let isAllowed: Bool
  /// The policies that decided, in the order of their set: those that permit where it is allowed, those that
  /// forbid where one does, none where nothing permits.
  public let reasons: [Text]
  /// The policies that could not be judged, in the order of their set.
  public let errors: [EvaluationError]

  public init(isAllowed: Bool, reasons: [Text], errors: [EvaluationError]) {
    self.isAllowed = isAllowed
    self.reasons = reasons
    self.errors = errors
  }
}
