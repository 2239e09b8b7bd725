import Foundation
import GRDB
public import IdentityRecords
public import Vocabulary

extension SiteDatabase {
  /// Deletes the rows, rewrites the file, and empties its log, so that neither a free page nor a frame holds
  /// anything of the person; then the same in the copies that upgrades left. Should the machine stop in
  /// between, the next opening goes on.
  public func forget(_ pseudonym: Pseudonym, at now: Timestamp) throws(StoreError) {
    try write { db in try Self.eraseRows(of: pseudonym.text, db, at: now.nanoseconds) }
    try finishErasures()
  }

  public func forgotten() throws(StoreError) -> [Pseudonym] {
    try read { db in
      try String.fetchAll(
        db, sql: "SELECT pseudonym FROM accounts WHERE state = 'forgotten' ORDER BY pseudonym"
      ).map(Pseudonym.init)
    }
  }

  /// Rewrites the file where rows were erased since it was last rewritten.
  func finishErasures() throws(StoreError) {
    let waiting = try read { db in
      try String.fetchAll(db, sql: "SELECT pseudonym FROM accounts WHERE erased = 0")
    }
    guard !waiting.isEmpty else { return }
    do {
      let work = Self.workFolder(of: path)
      if FileManager.default.fileExists(atPath: work) { try FileManager.default.removeItem(atPath: work) }
      for copy in copies() { try Self.erase(waiting, inCopy: copy, at: 0) }
      try pool.writeWithoutTransaction { try Self.rewrite($0, path: path) }
      try pool.write { try $0.execute(sql: "UPDATE accounts SET erased = 1 WHERE erased = 0") }
    } catch {
      throw Self.storeError(error, path: path)
    }
  }

  /// - Parameter now: when they were forgotten; 0 keeps what a copy says, or takes its own creation.
  static func erase(_ pseudonyms: [String], inCopy copy: String, at now: Int64) throws {
    let queue = try DatabaseQueue(path: copy, configuration: configuration)
    try queue.write { db in
      for pseudonym in pseudonyms { try eraseRows(of: pseudonym, db, at: now) }
    }
    try queue.writeWithoutTransaction { try rewrite($0, path: copy) }
    try queue.write { try $0.execute(sql: "UPDATE accounts SET erased = 1 WHERE erased = 0") }
    try queue.close()
  }

  private static func eraseRows(of pseudonym: String, _ db: Database, at now: Int64) throws {
    let tag = try Data.fetchOne(
      db, sql: "SELECT login_tag FROM persons WHERE pseudonym = ?", arguments: [pseudonym])
    if let tag {
      try db.execute(sql: "DELETE FROM throttles WHERE subject = ?", arguments: [tag])
    }
    for table in [
      "persons", "passwords", "seeds", "sessions", "known_devices", "account_roles", "account_zones",
    ]
    where try db.tableExists(table) {
      // A copy that an upgrade left has the tables of its day.
      try db.execute(sql: "DELETE FROM \(table) WHERE pseudonym = ?", arguments: [pseudonym])
    }
    try db.execute(sql: "DELETE FROM one_time_codes WHERE subject = ?", arguments: [pseudonym])
    try db.execute(
      sql: """
        UPDATE accounts
        SET state = 'forgotten', forgotten = coalesce(forgotten, ?), expires = NULL, erased = 0
        WHERE pseudonym = ?
        """, arguments: [now, pseudonym])
  }

  /// secure_delete overwrites deleted cells, yet a page that was rebalanced may keep a copy in its free room:
  /// only a file written anew has none.
  static func rewrite(_ db: Database, path: String) throws {
    try db.execute(sql: "VACUUM")
    let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    guard (row?[0] as Int? ?? 1) == 0 else {
      throw StoreError.failed(
        path: path,
        reason: "somebody reads the file, so its log could not be emptied; the next opening tries again")
    }
  }
}
