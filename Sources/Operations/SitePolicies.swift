public import Access
import Authorization
import IdentityRecords
import Synchronization

/// The policies that a site decides by: the shipped ones and the set of the owner's that holds now.
///
/// Which one holds is asked at each decision, so that a set which any process puts in place counts from the
/// next decision on in all of them. A set that was read once is not read again: what it says can't change.
public final class SitePolicies: Sendable {
  public let model: AccessModel
  let shipped: AccessPolicies
  let shelf: any PolicyShelf
  private let latest = Mutex<(digest: PolicyDigest, policies: AccessPolicies)?>(nil)

  public init(model: AccessModel, shelf: any PolicyShelf) throws {
    self.model = model
    self.shelf = shelf
    shipped = try AccessPolicies(ShippedPolicies.files, by: model)
  }

  /// - Throws: ``PolicyFault`` where the set that holds is of no use
  func current() throws -> (digest: PolicyDigest, policies: AccessPolicies) {
    let digest = try shelf.current()
    if let known = latest.withLock({ $0 }), known.digest == digest { return known }
    let found = (digest, try read(digest).all)
    latest.withLock { $0 = found }
    return found
  }

  /// - Throws: ``PolicyFault``
  func read(_ digest: PolicyDigest) throws -> (set: OwnerPolicies, all: AccessPolicies) {
    do {
      return try OwnerPolicies.read(try shelf.files(digest), by: model)
    } catch let fault as PolicyFault {
      throw fault
    } catch {
      throw PolicyFault(digest, "policies/\(digest)/\(error)")
    }
  }

  /// What decides about an action now: where the owner's set is of no use, the shipped policies alone decide
  /// who may look at policies, put them right and say who may, and who makes the plant safe again; nobody may
  /// do anything else.
  ///
  /// - Throws: ``PolicyFault``
  func deciding(_ action: Text) throws -> AccessPolicies {
    do {
      return try current().policies
    } catch let fault as PolicyFault {
      guard Self.repairing.contains(action) || model.isSettled(action) || model.makesSafe(action) else {
        throw fault
      }
      return shipped
    }
  }

  private static let repairing: Set<Text> = ["viewPolicies", "assignRole"]
}
