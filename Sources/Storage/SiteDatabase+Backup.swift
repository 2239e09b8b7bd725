import Foundation
import GRDB
public import IdentityRecords
public import Sealing

extension SiteDatabase {
  /// The folder beside the file in which a backup works. Whoever is forgotten is forgotten there, too: it is
  /// removed, and the backup that is being made fails.
  public static func workFolder(of path: String) -> String { path + ".backup" }

  /// A copy as of one moment, whoever reads and writes meanwhile; whole and durable when this returns.
  public func copy(to path: String) throws(StoreError) {
    do { try Self.copy(pool, to: path) } catch { throw Self.storeError(error, path: self.path) }
  }

  /// Holds the whole file against itself, and opens every sealed value with the keys at hand.
  ///
  /// - Parameter keys: those to open them with; the database's own where none are given
  /// - Returns: how many sealed values there are
  public func check(with keys: KeyRing? = nil) throws(StoreError) -> Int {
    let ring = keys ?? ring
    return try read { db in
      let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(1)")
      guard faults == ["ok"] else {
        throw StoreError.broken(path: path, reason: faults.joined(separator: " "))
      }
      guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
        throw StoreError.broken(path: path, reason: "rows name others that are not there")
      }
      var count = 0
      for (table, key, column, place) in Self.sealedColumns {
        for row in try Row.fetchAll(db, sql: "SELECT \(key), \(column) FROM \(table)") {
          _ = try ring.open(Array(row[1] as Data), as: place(row[0]))
          count += 1
        }
      }
      let rows = try Row.fetchAll(db, sql: "SELECT pseudonym, sealed_key, sealed_person FROM persons")
      for row in rows {
        let pseudonym = Pseudonym(row[0])
        let key = RowKey(octets: try ring.open(Array(row[1] as Data), as: Self.keyPlace(pseudonym)))
        _ = try key.open(Array(row[2] as Data), as: Self.personPlace(pseudonym))
        count += 1
      }
      return count
    }
  }
}
