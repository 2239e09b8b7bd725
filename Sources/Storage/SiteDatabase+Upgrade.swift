import Foundation
import GRDB
public import IdentityRecords
import Sealing
public import Vocabulary

extension SiteDatabase {
  /// The copy that was made before the schema went on from `version`.
  public static func copyPath(of path: String, schema version: Int) -> String { "\(path).schema-\(version)" }

  /// Refuses what is damaged, something else, or newer, before anything is written.
  static func examine(
    _ path: String, migrations: [Migration], applicationID: Int64 = Schema.applicationID
  ) throws {
    let newest = migrations.count
    var configuration = configuration
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { db in
      let id = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      guard id == applicationID || (id == 0 && version == 0 && tables == 0) else {
        throw StoreError.broken(path: path, reason: "it is a database of another program")
      }
      guard version <= newest else {
        throw StoreError.newerSchema(path: path, found: version, known: newest)
      }
      guard try shape(of: db) == shape(made: migrations.prefix(version)) else {
        throw StoreError.broken(path: path, reason: "its tables are not those of schema \(version)")
      }
      let faults = try String.fetchAll(db, sql: "PRAGMA quick_check(1)")
      guard faults == ["ok"] else {
        throw StoreError.broken(path: path, reason: oneLine(faults))
      }
    }
    try queue.close()
  }

  /// Every table, index, trigger and view as SQLite keeps it: a column that was made to take NULL, or a
  /// trigger that was laid, shows.
  private static func shape(of db: Database) throws -> [String] {
    try String.fetchAll(
      db, sql: "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1")
  }

  private static func shape(made steps: ArraySlice<Migration>) throws -> [String] {
    let queue = try DatabaseQueue()
    return try queue.write { db in
      for step in steps { try db.execute(sql: step.sql) }
      return try shape(of: db)
    }
  }

  /// All steps that are missing, as one transaction: a step that fails leaves the file as it was.
  static func upgrade(
    _ pool: DatabasePool, path: String, migrations: [Migration],
    applicationID: Int64 = Schema.applicationID
  ) throws {
    let version = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    let missing = migrations.filter { $0.number > version }
    guard !missing.isEmpty else { return }
    if version > 0 { try copy(pool, to: copyPath(of: path, schema: version)) }
    try pool.write { db in
      for step in missing {
        try db.execute(sql: step.sql)
        try db.execute(sql: "PRAGMA user_version = \(step.number)")
      }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
        throw StoreError.broken(path: path, reason: "rows name others that are not there")
      }
    }
  }

  /// A copy as SQLite itself writes it, whole however busy the file is; verified and synced before it counts.
  static func copy(_ pool: DatabasePool, to path: String) throws {
    let draft = path + ".new"
    try? FileManager.default.removeItem(atPath: draft)
    try PrivateFile.makeIfMissing(draft)
    try pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [draft]) }
    let queue = try DatabaseQueue(path: draft, configuration: configuration)
    let faults = try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check(1)") }
    try queue.close()
    guard faults == ["ok"] else {
      throw StoreError.failed(
        path: path, reason: "the copy before the upgrade is not whole: \(oneLine(faults))")
    }
    try PrivateFile.sync(draft)
    try PrivateFile.rename(draft, to: path)
  }

  /// Goes back to the copy made before the schema went on from `version`. What was written since then is
  /// lost, except that whoever was forgotten stays forgotten. The file must not be in use.
  public static func goBack(path: String, toSchema version: Int, at now: Timestamp) throws(StoreError) {
    let copy = copyPath(of: path, schema: version)
    guard FileManager.default.fileExists(atPath: copy) else {
      throw .file(path: copy, reason: "there is no copy of that schema to go back to")
    }
    do {
      let newer = try DatabasePool(path: path, configuration: configuration)
      let forgotten = try newer.read { db in
        try String.fetchAll(db, sql: "SELECT pseudonym FROM accounts WHERE state = 'forgotten'")
      }
      try newer.close()
      try erase(forgotten, inCopy: copy, at: now.nanoseconds)
      for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
        try FileManager.default.removeItem(atPath: path + suffix)
      }
      try PrivateFile.rename(copy, to: path)
    } catch {
      throw storeError(error, path: path)
    }
  }

  /// SQLite's account of what is wrong, which may have several lines.
  private static func oneLine(_ faults: [String]) -> String {
    faults.joined(separator: " ").split(whereSeparator: \.isNewline).joined(separator: ": ")
  }

  /// The copies that lie beside the file.
  func copies() -> [String] {
    Schema.migrations.map { Self.copyPath(of: path, schema: $0.number) }
      .filter { FileManager.default.fileExists(atPath: $0) }
  }
}
