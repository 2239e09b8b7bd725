public import Access
import Authorization

/// Why somebody was not let through.
public enum Refusal: Error, Hashable, Sendable {
  /// By these rules; by none where nothing permits it.
  case denied(Act, by: [AccessRule])
  /// Nothing can be decided: the owner's policies are of no use.
  case policiesOfNoUse(Act, PolicyFault)
  /// The ledger can't be written.
  case notRecorded(String, reason: String)
  /// It was done, and only that it began stands in the ledger.
  case endNotRecorded(String, reason: String)
}

extension Refusal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .denied(let act, let rules):
      if rules.isEmpty { return "\(act): not allowed: no policy permits it" }
      return "\(act): not allowed: "
        + rules.map { "\($0.words?.string ?? $0.id.string) (\($0.id))" }.joined(separator: " ")
    case .policiesOfNoUse(let act, let fault):
      return "\(act): not allowed while the site's own policies are of no use: \(fault)"
    case .endNotRecorded(let what, let reason):
      return "\(what): done, but its end can't be recorded: \(reason)"
    case .notRecorded(let what, let reason): return "\(what): not done, for it can't be recorded: \(reason)"
    }
  }
}
