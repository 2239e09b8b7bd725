import Foundation
import GRDB
public import IdentityRecords
import Sealing

/// What the watch told, in a SQLite file of its own beside the site's: much is written here, nothing secret,
/// and a fault of this file takes nobody's account away.
///
/// A batch is durable when ``take(_:from:at:)`` returns (WAL, synchronous FULL), and taken once.
public final class WatchDatabase: Sendable {
  public let path: String
  let pool: DatabasePool

  /// Opens the file, makes it where it is not there, and upgrades an older schema.
  public convenience init(path: String) throws(StoreError) {
    try self.init(path: path, migrations: WatchSchema.migrations)
  }

  init(path: String, migrations: [Migration]) throws(StoreError) {
    self.path = path
    do {
      try PrivateFile.makeFolder(URL(filePath: path).deletingLastPathComponent().path)
      try PrivateFile.makeIfMissing(path)
    } catch {
      throw .file(path: path, reason: error.description)
    }
    do {
      try SiteDatabase.examine(path, migrations: migrations, applicationID: WatchSchema.applicationID)
      pool = try DatabasePool(path: path, configuration: Self.configuration)
      // GRDB lowers it while it opens a pool, after `prepareDatabase` ran.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try SiteDatabase.upgrade(
        pool, path: path, migrations: migrations, applicationID: WatchSchema.applicationID)
    } catch {
      throw SiteDatabase.storeError(error, path: path)
    }
  }

  /// Ends the use of the file: what is in its log moves into it.
  public func close() throws(StoreError) {
    do { try pool.close() } catch { throw SiteDatabase.storeError(error, path: path) }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.maximumReaderCount = 3
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
    return configuration
  }

  func read<Answer>(_ body: (Database) throws -> Answer) throws(StoreError) -> Answer {
    do { return try pool.read(body) } catch { throw SiteDatabase.storeError(error, path: path) }
  }

  /// One transaction: all of it, durably, or nothing.
  func write<Answer>(_ body: (Database) throws -> Answer) throws(StoreError) -> Answer {
    do { return try pool.write(body) } catch { throw SiteDatabase.storeError(error, path: path) }
  }
}

/// Which batch of which run of which sensor.
public struct BatchPlace: Hashable, Sendable {
  /// As the site calls it.
  public let sensor: String
  /// Tells one start of the sensor from the next.
  public let run: Int64
  /// From 1, without gaps.
  public let number: Int64

  public init(sensor: String, run: Int64, number: Int64) {
    self.sensor = sensor
    self.run = run
    self.number = number
  }
}
