public import Access
import Authorization
public import IdentityRecords

/// The owner's policies: looked at, put in place, gone back to. Who may change them the shipped ones alone
/// say.
extension Site {
  /// The sets that held, the newest first: that one holds.
  public func heldPolicies(as caller: Caller) async throws -> [HeldPolicies] {
    try await door.pass(Act("viewPolicies", on: uid), as: caller) { try stores.policies($0).shelf.history() }
  }

  /// The files of a set; of the one that holds where none is named.
  public func policyFiles(
    _ digest: PolicyDigest?, as caller: Caller
  ) async throws -> (digest: PolicyDigest, files: [PolicyFile]) {
    try await door.pass(Act("viewPolicies", on: uid), as: caller) { passage in
      let shelf = stores.policies(passage).shelf
      let digest = try digest ?? shelf.current()
      return (digest, try shelf.files(digest))
    }
  }

  /// Puts a set in the place of the one that holds; the next decision is made by it.
  ///
  /// - Throws: where nobody could look at the record, give roles or make the plant safe again under it
  public func setPolicies(
    _ set: OwnerPolicies, reason: String, as caller: Caller
  ) async throws -> PolicyChange {
    let act = change(to: stores.policyDigest(of: set), reason)
    return try await door.pass(act, as: caller, checking: { try check(reason) }) { passage in
      try stores.policies(passage).hold(set)
    }
  }

  /// Goes back to a set that held.
  public func restorePolicies(
    _ digest: PolicyDigest, reason: String, as caller: Caller
  ) async throws -> PolicyChange {
    let act = change(to: digest, reason)
    return try await door.pass(act, as: caller, checking: { try check(reason) }) { passage in
      let policies = stores.policies(passage)
      return try policies.hold(policies.kept(digest))
    }
  }

  private func change(to digest: PolicyDigest, _ reason: String) -> Act {
    Act("changePolicies", on: EntityUID("Policy", Text("\(digest)")), reason: reason)
  }
}

extension SitePolicies {
  fileprivate func kept(_ digest: PolicyDigest) throws -> OwnerPolicies {
    let isKept = try shelf.history().contains { $0.digest == digest }
    guard isKept || digest == shelf.digest(of: .none) else {
      throw PolicyFault(digest, "\(digest): no set that is kept here")
    }
    return try read(digest).set
  }

  fileprivate func hold(_ set: OwnerPolicies) throws -> PolicyChange {
    let (old, digest) = (try shelf.current(), shelf.digest(of: set))
    // One that is of no use is put right by this: beside it there is nothing to compare.
    let before = (try? current().policies) ?? shipped
    let after = try OwnerPolicies.read(set.files, by: model).all
    if let words = try after.shutsOut(by: model) { throw PolicyFault(digest, "\(words); not put in place") }
    try shelf.hold(set, inPlaceOf: old)
    return PolicyChange(digest: digest, replaced: old, before: before, after: after)
  }
}

/// What a change of policies put in place of what.
public struct PolicyChange: Sendable {
  public let digest: PolicyDigest
  public let replaced: PolicyDigest
  /// All policies of the plant, the shipped ones too.
  public let before: AccessPolicies
  public let after: AccessPolicies
}
