import Foundation
import GRDB
public import IdentityRecords
public import Sealing

/// The site's SQLite file: accounts, sessions, devices, and their secrets sealed.
///
/// Writes are durable when a function returns (WAL, synchronous FULL); what is deleted is overwritten. The
/// file and those beside it have mode 0600 in a folder of mode 0700.
public final class SiteDatabase: Sendable {
  public let path: String
  let pool: DatabasePool
  let ring: KeyRing
  let random: RandomOctets

  /// Opens the file, makes it where it is not there, and upgrades an older schema: a copy of it stays beside
  /// it.
  ///
  /// - Throws: `StoreError` in one line: a newer schema, a file that is damaged or something else, a folder
  /// that
  ///   others can enter.
  public convenience init(path: String, ring: KeyRing, random: @escaping RandomOctets) throws(StoreError) {
    try self.init(path: path, ring: ring, random: random, migrations: Schema.migrations)
  }

  /// - Parameter migrations: all that there are; a test of upgrades gives those of an older version.
  init(
    path: String, ring: KeyRing, random: @escaping RandomOctets, migrations: [Migration]
  ) throws(StoreError) {
    self.path = path
    self.ring = ring
    self.random = random
    do {
      try PrivateFile.makeFolder(URL(filePath: path).deletingLastPathComponent().path)
      try PrivateFile.makeIfMissing(path)
    } catch {
      throw .file(path: path, reason: error.description)
    }
    do {
      try Self.examine(path, migrations: migrations)
      pool = try DatabasePool(path: path, configuration: Self.configuration)
      // GRDB lowers it while it opens a pool, after `prepareDatabase` ran.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try Self.upgrade(pool, path: path, migrations: migrations)
    } catch {
      throw Self.storeError(error, path: path)
    }
    try finishErasures()
  }

  /// Ends the use of the file: what is in its log moves into it.
  public func close() throws(StoreError) {
    do { try pool.close() } catch { throw Self.storeError(error, path: path) }
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.maximumReaderCount = 2
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;")
    }
    return configuration
  }

  func read<Answer>(_ body: (Database) throws -> Answer) throws(StoreError) -> Answer {
    do { return try pool.read(body) } catch { throw Self.storeError(error, path: path) }
  }

  /// One transaction: all of it, durably, or nothing.
  func write<Answer>(_ body: (Database) throws -> Answer) throws(StoreError) -> Answer {
    do { return try pool.write(body) } catch { throw Self.storeError(error, path: path) }
  }

  static func storeError(_ error: any Error, path: String) -> StoreError {
    switch error {
    case let error as StoreError: return error
    case let error as SealingError: return .sealed(path: path, reason: error.description)
    case let error as DatabaseError:
      let reason = error.message ?? "SQLite's error \(error.resultCode.rawValue)"
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .broken(path: path, reason: reason)
      case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH: return .refused(path: path, reason: reason)
      case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY: return .file(path: path, reason: reason)
      default: return .failed(path: path, reason: reason)
      }
    case is RowDecodingError:
      return .broken(path: path, reason: "a row is not as its schema says")
    default: return .failed(path: path, reason: "\(error)")
    }
  }
}
