import Crypto
import Foundation
import GRDB
import IdentityRecords
import Sealing
import Testing

@testable import Storage

@Suite("Upgrades of the database")
struct UpgradeTests {
  let site: SampleSite

  init() throws { site = try SampleSite() }

  /// What each step was when it was released. A step that changes leaves older files behind: add one instead.
  static let released = [
    "6c535305a0672ae2",
    "29e0566bdde7d679",
    "f028c2b01ccc1905",
    "d709f8663752ea2b",
    "a91e9fa8ff44842d",
    "d22aa4b4b96f56f3",
    "04f9ec20659aabb8",
    "8635d03c0069c602",
  ]

  @Test("steps are numbered from 1 without gaps, and none has changed since it was released")
  func steps() {
    #expect(Schema.migrations.map(\.number) == Array(1...Schema.migrations.count))
    let hashes = Schema.migrations.map { Hexadecimal.text(SHA256.hash(data: Array($0.sql.utf8)).prefix(8)) }
    #expect(hashes == Self.released)
  }

  @Test(
    "every earlier schema is upgraded with its rows, and the copy leads back",
    arguments: 1..<Schema.migrations.count)
  func upgradeAndBack(version: Int) throws {
    let earlier = Array(Schema.migrations.prefix(version))
    var accounts: [Account] = []
    do {
      let database = try site.open(migrations: earlier)
      for number in 0..<5 { accounts.append(try SampleSite.fill(database, number)) }
      try database.close()
    }
    do {
      let database = try site.open()
      let now = try database.pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
      #expect(now == Schema.migrations.count)
      #expect(try database.accounts() == accounts)
      #expect(try database.person(accounts[3].pseudonym) == SampleSite.person(3))
      #expect(try database.session(SampleSite.hash(2)) == (try SampleSite.session(2)))
      try database.forget(accounts[1].pseudonym, at: SampleSite.start)
      try database.close()
    }
    #expect(
      try FileManager.default.attributesOfItem(
        atPath: SiteDatabase.copyPath(of: site.path, schema: version))[.posixPermissions] as? Int == 0o600)
    #expect(throws: StoreError.newerSchema(path: site.path, found: Schema.migrations.count, known: version)) {
      try site.open(migrations: earlier)
    }
    try SiteDatabase.goBack(path: site.path, toSchema: version, at: SampleSite.start)
    let database = try site.open(migrations: earlier)
    #expect(try database.person(accounts[3].pseudonym) == SampleSite.person(3))
    #expect(try database.person(accounts[1].pseudonym) == nil, "who was forgotten stays forgotten")
    #expect(try database.forgotten() == [accounts[1].pseudonym])
    #expect(throws: StoreError.self) {
      try SiteDatabase.goBack(path: site.path, toSchema: version, at: SampleSite.start)
    }
  }

  @Test("a step that fails leaves the file as it was")
  func failingStep() throws {
    let account: Account
    do {
      let database = try site.open()
      account = try SampleSite.fill(database, 1)
      try database.close()
    }
    let next = Schema.migrations.count + 1
    let bad = [
      Migration(
        number: next, title: "half", sql: "CREATE TABLE half (a INTEGER) STRICT; DROP TABLE sessions;"),
      Migration(number: next + 1, title: "bad", sql: "INSERT INTO nowhere VALUES (1)"),
    ]
    #expect(throws: StoreError.self) { try site.open(migrations: Schema.migrations + bad) }
    let database = try site.open()
    #expect(try database.session(SampleSite.hash(1)) != nil)
    #expect(try database.accounts() == [account])
    #expect(try database.pool.read { try $0.tableExists("half") } == false)
  }

  @Test("a newer schema is refused in one line, and the file stays as it is")
  func newer() throws {
    try site.open().close()
    let queue = try DatabaseQueue(path: site.path)
    try queue.write { try $0.execute(sql: "PRAGMA user_version = 99") }
    try queue.close()
    let before = try Data(contentsOf: URL(filePath: site.path))
    let error = #expect(throws: StoreError.self) { try site.open() }
    #expect(error == .newerSchema(path: site.path, found: 99, known: Schema.migrations.count))
    #expect(error?.description.contains("written by a newer Bulkhead") == true)
    #expect(try Data(contentsOf: URL(filePath: site.path)) == before)
  }
}
