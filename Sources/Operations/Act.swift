public import Access
public import Authorization

/// One thing that somebody wants done: an action of the schema, on something.
public struct Act: Hashable, Sendable, CustomStringConvertible {
  /// As the schema names it: `viewLedger`, `inviteAccount`.
  public let action: Text
  public let resource: EntityUID
  /// What of the resource, as activities spell it; nil where the whole is meant.
  public let object: Circumstances.Touched?
  /// What the person gave as reason: it stands in the ledger for good, so it must name nobody.
  public let reason: String?

  public init(
    _ action: Text, on resource: EntityUID, object: Circumstances.Touched? = nil, reason: String? = nil
  ) {
    self.action = action
    self.resource = resource
    self.object = object
    self.reason = reason
  }

  public var description: String { "\(action) on \(target)" }
}

extension Act {
  /// The resource as the ledger names it.
  var target: String { "\(resource.type.path)/\(resource.id)" }

  /// A reason that nobody read yet may name somebody: it is recorded only with an act that is allowed.
  var withoutReason: Act { Act(action, on: resource, object: object) }
}
