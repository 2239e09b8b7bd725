public import Access
public import Authorization
public import Ledger

/// Who asks, once it has been found out: what the decision reads, and what the ledger says of them.
public struct Caller: Sendable {
  /// The account, service or sensor; nil for somebody without one, who may do nothing.
  public let principal: EntityUID?
  public let circumstances: Circumstances
  /// As the ledger names them: a pseudonym, a device, a user of the operating system.
  public let actor: LedgerEntry.Actor
  /// What they act from, as the ledger names it.
  public let device: String?
  public let session: String?

  public init(
    principal: EntityUID?, circumstances: Circumstances, actor: LedgerEntry.Actor, device: String?,
    session: String?
  ) {
    self.principal = principal
    self.circumstances = circumstances
    self.actor = actor
    self.device = device
    self.session = session
  }
}

extension Caller {
  /// The question that policies are asked about this act; nil for somebody without an account.
  func question(_ act: Act) -> AccessQuestion? {
    guard let principal else { return nil }
    var circumstances = circumstances
    circumstances.object = act.object
    circumstances.reason = act.reason.map { Text($0) } ?? circumstances.reason
    return AccessQuestion(
      principal: principal, action: act.action, resource: act.resource, circumstances: circumstances)
  }
}
