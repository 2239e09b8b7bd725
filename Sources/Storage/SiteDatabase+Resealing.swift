import Foundation
import GRDB
public import IdentityRecords
public import Sealing

extension SiteDatabase {
  /// Columns that the ring itself sealed. Persons are sealed by keys of their own, which are among them.
  static let sealedColumns:
    [(table: String, key: String, column: String, place: @Sendable (String) -> SealedPlace)] = [
      ("persons", "pseudonym", "sealed_key", { keyPlace(Pseudonym($0)) }),
      ("passwords", "pseudonym", "sealed_hash", { passwordPlace($0) }),
      ("seeds", "pseudonym", "sealed_seed", { seedPlace($0) }),
      ("site_keys", "id", "sealed_key", { siteKeyPlace($0) }),
    ]

  /// Seals anew what an older key of the ring sealed. After it, older keys open nothing here and can be
  /// retired.
  ///
  /// The file is rewritten, so that no free page and no frame of its log has what an older key opens.
  ///
  /// - Parameter keys: a newer ring than the database's own, where there is one
  /// - Returns: how many values were sealed anew.
  public func reseal(under keys: KeyRing? = nil) throws(StoreError) -> Int {
    let ring = keys ?? ring
    let count = try write { db in
      var count = 0
      for (table, key, column, place) in Self.sealedColumns {
        let rows = try Row.fetchAll(db, sql: "SELECT \(key), \(column) FROM \(table)")
        for row in rows {
          let name: String = row[0]
          guard let sealed = try ring.resealed(Array(row[1] as Data), as: place(name)) else { continue }
          try db.execute(
            sql: "UPDATE \(table) SET \(column) = ? WHERE \(key) = ?", arguments: [Data(sealed), name])
          count += 1
        }
      }
      return count
    }
    do {
      try pool.writeWithoutTransaction { try Self.rewrite($0, path: path) }
    } catch {
      throw Self.storeError(error, path: path)
    }
    return count
  }
}
