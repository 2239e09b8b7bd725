import Access
import Authorization
import Ledger

/// The one way in: whoever wants to read or change a data folder, a running service or a firewall is
/// decided about and recorded here, and only then let through.
public struct Door: Sendable {
  private let decisions: SiteDecisions
  private let recorder: any Recorder
  private let clock: @Sendable () -> PlantTime

  public init(
    decisions: SiteDecisions, recorder: any Recorder, clock: @escaping @Sendable () -> PlantTime
  ) {
    self.decisions = decisions
    self.recorder = recorder
    self.clock = clock
  }

  /// Decides, records, lets `body` do it, and records how it ended.
  ///
  /// The decision stands in the ledger, durably, before anything is done. Where the ledger can't be written
  /// the act is refused, unless it makes the plant safe again: that is done, and recorded late.
  ///
  /// - Parameter check: what else must hold of an act that is allowed; where it throws, the act is refused
  /// - Throws: ``Refusal`` where it is not allowed or can't be recorded; what `check` and `body` throw
  public func pass<Result: Sendable>(
    _ act: Act, as caller: Caller, checking check: @Sendable () throws -> Void = {},
    _ body: @Sendable (Passage) async throws -> Result
  ) async throws -> Result {
    let verdict = try Verdict(act, caller, decisions)
    guard verdict.decision != .denied else {
      try await record(act.withoutReason, caller, verdict, .refused, mayBeLate: true)
      throw verdict.fault.map { Refusal.policiesOfNoUse(act, $0) } ?? .denied(act, by: verdict.rules)
    }
    do {
      try check()
    } catch {
      try await record(act.withoutReason, caller, verdict, .refused, mayBeLate: true)
      throw error
    }
    try await record(act, caller, verdict, .begun, mayBeLate: decisions.model.makesSafe(act.action))
    let result: Result
    do {
      result = try await body(Passage())
    } catch {
      // Why it failed is what the caller must hear; that it began stands in the ledger.
      try? await record(act, caller, verdict, .failed, mayBeLate: true)
      throw error
    }
    do {
      try await record(act, caller, verdict, .done, mayBeLate: true)
    } catch {
      throw Refusal.endNotRecorded("\(act)", reason: "\(error)")
    }
    return result
  }

  /// Records something that is decided by a proof alone: a sign-in, a code that was used.
  ///
  /// - Parameter actor: who was proved, or who tried
  func note(
    _ action: String, of target: String, by actor: LedgerEntry.Actor, from device: String,
    _ outcome: LedgerEntry.Outcome, reason: String? = nil
  ) async throws {
    let now = clock()
    let entry = LedgerEntry(
      time: now.time, clock: now.clock, actor: actor, device: device, action: action, target: target,
      decision: .unasked, outcome: outcome, reason: reason)
    do {
      // What has not happened yet waits for the ledger; what has is told late rather than not at all.
      try await record(entry, mayBeLate: outcome != .begun, action)
    } catch Refusal.notRecorded(_, let reason) where outcome == .done {
      throw Refusal.endNotRecorded("\(action) of \(target)", reason: reason)
    }
  }

  private func record(
    _ act: Act, _ caller: Caller, _ verdict: Verdict, _ outcome: LedgerEntry.Outcome, mayBeLate: Bool
  ) async throws {
    let now = clock()
    let entry = LedgerEntry(
      time: now.time, clock: now.clock, actor: caller.actor, device: caller.device,
      session: caller.session, action: act.action.string, target: act.target, object: act.object?.description,
      decision: verdict.decision,
      policies: verdict.rules.prefix(LedgerEntry.policyLimit).map { $0.id.string }, outcome: outcome,
      reason: act.reason ?? caller.circumstances.reason?.string)
    try await record(entry, mayBeLate: mayBeLate, "\(act)")
  }

  /// What was done or refused already is told late rather than not at all.
  private func record(_ entry: LedgerEntry, mayBeLate: Bool, _ what: String) async throws {
    do {
      try await recorder.record(entry)
    } catch {
      guard mayBeLate else { throw Refusal.notRecorded(what, reason: "\(error)") }
      do {
        try await recorder.recordLate(entry)
      } catch {
        throw Refusal.notRecorded(what, reason: "\(error)")
      }
    }
  }
}

/// What was decided, by which rules.
private struct Verdict {
  let decision: LedgerEntry.Decision
  let rules: [AccessRule]
  /// Why nothing could be decided: then it is denied.
  let fault: PolicyFault?

  /// A user of the operating system without an account makes the plant safe again unasked, and nothing else.
  init(_ act: Act, _ caller: Caller, _ decisions: SiteDecisions) throws {
    guard let question = caller.question(act) else {
      let mayAnyway = caller.actor.kind == .system && decisions.model.makesSafe(act.action)
      (decision, rules, fault) = (mayAnyway ? .unasked : .denied, [], nil)
      return
    }
    do {
      let answer = try decisions.decider(of: act).answer(question)
      (decision, rules, fault) = (answer.isAllowed ? .allowed : .denied, answer.rules, nil)
    } catch let error as PolicyFault {
      (decision, rules, fault) = (.denied, [], error)
    }
  }
}
