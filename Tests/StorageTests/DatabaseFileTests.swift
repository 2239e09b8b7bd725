import Foundation
import GRDB
import IdentityRecords
import Sealing
import Testing

@testable import Storage

@Suite("The database's file")
struct DatabaseFileTests {
  let site: SampleSite

  init() throws { site = try SampleSite() }

  func pragma(_ database: SiteDatabase, _ name: String) throws -> String? {
    try database.pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") }
  }

  @Test("is in WAL mode, synced at each commit, overwrites what is deleted and keeps foreign keys")
  func settings() throws {
    let database = try site.open()
    #expect(try pragma(database, "journal_mode") == "wal")
    #expect(try pragma(database, "synchronous") == "2")
    #expect(try pragma(database, "secure_delete") == "1")
    #expect(try pragma(database, "foreign_keys") == "1")
    #expect(try pragma(database, "trusted_schema") == "0")
  }

  @Test("and those beside it are for their owner alone")
  func modes() throws {
    let database = try site.open()
    _ = try SampleSite.fill(database, 1)
    let folder = URL(filePath: site.path).deletingLastPathComponent().path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.contains("bulkhead.db-wal"))
    for name in names {
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(name)")
    }
    let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions]
    #expect(mode as? Int == 0o700)
    try database.close()
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: site.path)
    let error = #expect(throws: StoreError.self) { try site.open() }
    #expect(error?.description.contains("others can read") == true)
  }

  @Test("all tables are strict, and no column but those that may lack a value is without NOT NULL")
  func strictTables() throws {
    let database = try site.open()
    let optional: Set<String> = [
      "accounts.expires", "accounts.forgotten", "persons.system_user_tag", "one_time_codes.expires",
      "one_time_codes.used", "devices.asset", "devices.ended", "devices.patched", "devices.patched_told",
      "devices.zone", "devices.zone_seen", "devices.expected_zone", "devices.program", "site_keys.retired",
      "sessions.reason",
    ]
    try database.pool.read { db in
      let loose = try String.fetchAll(
        db,
        sql:
          "SELECT name FROM pragma_table_list WHERE schema='main' AND strict=0 AND name NOT LIKE 'sqlite_%'")
      #expect(loose == [])
      let columns = try String.fetchSet(
        db,
        sql: """
          SELECT t.name || '.' || c.name FROM pragma_table_list t, pragma_table_info(t.name) c
          WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' AND c."notnull" = 0
          """)
      #expect(columns == optional)
    }
  }

  @Test("rows that break a rule are refused, and nothing is changed")
  func rules() throws {
    let database = try site.open()
    let account = try SampleSite.fill(database, 1)
    func refused(_ body: () throws -> Void) {
      let error = #expect(throws: StoreError.self) { try body() }
      guard case .refused = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    refused { try database.add(try SampleSite.session(99)) }
    try database.end(SampleSite.hash(1))
    refused { try database.add(try SampleSite.session(1, .breakGlass(reason: "too short"))) }
    let opened = try SampleSite.session(1, .breakGlass(reason: "the line stands"))
    try database.add(opened)
    #expect(try database.session(opened.hash) == opened)
    refused {
      try database.add(
        IssuedCertificate(
          serial: [1], device: "d-none", key: try SampleSite.device(1), notBefore: SampleSite.start,
          notAfter: SampleSite.start))
    }
    refused { try database.change(SampleSite.account(99)) }
    let other = try SampleSite.fill(database, 2)
    try database.change(SampleSite.account(2, state: .ended))
    refused { try database.change(other) }
    #expect(try database.account(other.pseudonym)?.state == .ended, "what ended while it was read stays so")
    refused {
      try database.replaceCodes(
        [OneTimeCode(hash: [1], purpose: .recovery, subject: account.pseudonym.text, expires: nil)],
        purpose: .recovery, subject: account.pseudonym.text)
    }
    #expect(try database.codesLeft(purpose: .recovery, subject: account.pseudonym.text) == 1)
    #expect(try database.add(account, person: SampleSite.person(1)) == false, "the name is taken")
    #expect(try database.accounts().map(\.pseudonym) == [account.pseudonym, other.pseudonym])
  }

  @Test("a file of something else, damaged or cut off is refused in one line, and stays as it is")
  func broken() throws {
    do {
      let database = try site.open()
      for number in 0..<200 { _ = try SampleSite.fill(database, number) }
      try database.close()
    }
    let whole = Array(try Data(contentsOf: URL(filePath: site.path)))
    #expect(whole.count > 100_000)
    let damage: [(String, [UInt8])] = [
      ("text", Array("this is no database at all, only a text that somebody wrote here\n".utf8)),
      ("cut off in a page", Array(whole.prefix(whole.count / 2 + 100))),
      ("cut off behind its head", Array(whole.prefix(4096))),
      ("a page overwritten", Array(whole[..<8192]) + [UInt8](repeating: 0xff, count: 4096) + whole[12288...]),
      ("another program's", Array(whole[..<68]) + [1, 2, 3, 4] + whole[72...]),
    ]
    for (name, octets) in damage {
      for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: site.path + suffix) }
      try PrivateFile.write(octets, to: site.path)
      let error = #expect(throws: StoreError.self, "\(name)") { try site.open() }
      guard case .broken = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
      #expect(error?.description.contains("\n") == false)
      #expect(Array(try Data(contentsOf: URL(filePath: site.path))) == octets, "\(name)")
    }
  }

  @Test(
    "a file whose tables were changed is refused: a trigger, a column, a table that is strict no more",
    arguments: [
      "CREATE TRIGGER t AFTER INSERT ON sessions BEGIN DELETE FROM revocations; END",
      "ALTER TABLE sessions ADD COLUMN more TEXT",
      "CREATE TABLE more (a)",
      """
      PRAGMA writable_schema = 1;
      UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'seeds';
      """,
    ])
  func changedTables(sql: String) throws {
    do {
      let database = try site.open()
      _ = try SampleSite.fill(database, 1)
      try database.close()
    }
    let queue = try DatabaseQueue(path: site.path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
    #expect(
      throws: StoreError.broken(
        path: site.path, reason: "its tables are not those of schema \(Schema.migrations.count)")
    ) { try site.open() }
  }

  @Test("another key ring does not open it: each sealed field says so")
  func otherRing() throws {
    let account = try SampleSite.fill(try site.open(), 1)
    let other = try SiteDatabase(
      path: site.path, ring: KeyRing(random: SystemRandom.octets), random: SystemRandom.octets)
    for read in [
      { _ = try other.person(account.pseudonym) }, { _ = try other.password(of: account.pseudonym) },
      { _ = try other.seed(of: account.pseudonym) },
    ] {
      let error = #expect(throws: StoreError.self) { try read() }
      #expect(error?.description.contains("not in the key ring") == true)
    }
  }

  @Test("a sealed field copied to another person's row does not open there")
  func moved() throws {
    let database = try site.open()
    let (one, two) = (try SampleSite.fill(database, 1), try SampleSite.fill(database, 2))
    try database.pool.write { db in
      for (table, columns) in [
        ("passwords", ["sealed_hash"]), ("seeds", ["sealed_seed"]),
        ("persons", ["sealed_key", "sealed_person"]),
      ] {
        for column in columns {
          try db.execute(
            sql: """
              UPDATE \(table) SET \(column) = (SELECT \(column) FROM \(table) WHERE pseudonym = ?)
              WHERE pseudonym = ?
              """, arguments: [one.pseudonym.text, two.pseudonym.text])
        }
      }
    }
    #expect(throws: StoreError.self) { try database.password(of: two.pseudonym) }
    #expect(throws: StoreError.self) { try database.seed(of: two.pseudonym) }
    #expect(throws: StoreError.self) { try database.person(two.pseudonym) }
    #expect(try database.person(one.pseudonym) == SampleSite.person(1))
  }

  @Test("resealing moves every field to the newest key; the old one can be retired")
  func resealing() throws {
    let account: Account
    do {
      let database = try site.open()
      account = try SampleSite.fill(database, 1)
      try database.add(
        SiteKey(id: "k1", purpose: .tokens, privateKey: [9], certificate: [], created: SampleSite.start))
      try database.close()
    }
    var ring = site.ring
    let old = ring.ids[0]
    _ = ring.rotate(random: SystemRandom.octets)
    let database = try SiteDatabase(path: site.path, ring: ring, random: SystemRandom.octets)
    #expect(try database.reseal() == 4)
    #expect(try database.reseal() == 0)
    try database.close()
    let retired = ring.retire(old)
    #expect(retired)
    let later = try SiteDatabase(path: site.path, ring: ring, random: SystemRandom.octets)
    #expect(try later.person(account.pseudonym) == SampleSite.person(1))
    #expect(try later.password(of: account.pseudonym)?.text == "ln=4,r=8,p=1 salt hash 1")
    #expect(try later.seed(of: account.pseudonym)?.lastStep == 7)
    #expect(try later.siteKeys(.tokens).map(\.privateKey) == [[9]])
    #expect(try later.account(login: "Person1 ")?.pseudonym == account.pseudonym)
  }
}
