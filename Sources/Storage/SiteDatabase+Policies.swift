import Foundation
import GRDB
public import IdentityRecords
import Vocabulary

extension SiteDatabase: PolicyStore {
  public func currentPolicies() throws(StoreError) -> PolicyDigest? {
    try read { try Self.current($0) }
  }

  public func heldPolicies() throws(StoreError) -> [HeldPolicies] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT digest, since FROM policy_sets ORDER BY number DESC").map {
        HeldPolicies(PolicyDigest(Array($0[0] as Data)), since: Timestamp(nanoseconds: $0[1]))
      }
    }
  }

  public func hold(
    _ policies: HeldPolicies, inPlaceOf other: PolicyDigest?, limit: Int
  ) throws(StoreError) -> Bool {
    try write { db in
      guard try Self.current(db) == other else { return false }
      try db.execute(
        sql: "INSERT INTO policy_sets (digest, since) VALUES (?, ?)",
        arguments: [Data(policies.digest.octets), policies.since.nanoseconds])
      try db.execute(
        sql: "DELETE FROM policy_sets WHERE number <= (SELECT max(number) FROM policy_sets) - ?",
        arguments: [limit])
      return true
    }
  }

  private static func current(_ db: Database) throws -> PolicyDigest? {
    try Data.fetchOne(db, sql: "SELECT digest FROM policy_sets ORDER BY number DESC LIMIT 1")
      .map { PolicyDigest(Array($0)) }
  }
}
