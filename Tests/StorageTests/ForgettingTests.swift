import Foundation
import GRDB
import IdentityRecords
import Sealing
import Testing

@testable import Storage

@Suite("Forgetting a person")
struct ForgettingTests {
  let site: SampleSite

  init() throws { site = try SampleSite() }

  /// What must be nowhere afterwards: the sealed key, the sealed name, the tags, the hash and the seed.
  func traces(_ database: SiteDatabase, _ pseudonym: Pseudonym) throws -> [[UInt8]] {
    try database.pool.read { db in
      var traces: [[UInt8]] = []
      for (table, columns) in [
        ("persons", ["sealed_key", "sealed_person", "login_tag", "system_user_tag"]),
        ("passwords", ["sealed_hash"]), ("seeds", ["sealed_seed"]),
      ] {
        for column in columns {
          let blob = try Data.fetchOne(
            db, sql: "SELECT \(column) FROM \(table) WHERE pseudonym = ?", arguments: [pseudonym.text])
          traces.append(Array(blob ?? Data()))
        }
      }
      return traces
    }
  }

  /// How many runs of twelve octets of the traces stand in `octets`. The first nine octets of a sealed value
  /// name its form and key, and stand in many.
  func found(_ traces: [[UInt8]], in octets: [UInt8]) -> Int {
    let length = 12
    var runs: Set<ArraySlice<UInt8>> = []
    for trace in traces where trace.count >= 9 + length {
      for start in 9...(trace.count - length) { runs.insert(trace[start..<(start + length)]) }
    }
    return octets.indices.dropLast(length - 1).count { runs.contains(octets[$0..<($0 + length)]) }
  }

  @Test("leaves neither name nor key in a row, a free page, the log or the copy of an upgrade")
  func erased() throws {
    let traces: [[UInt8]]
    let account: Account
    do {
      // An earlier schema, so that there is a copy; many rows that come and go, so that pages are rebalanced.
      let database = try site.open(migrations: [Schema.people])
      for number in 0..<150 { _ = try SampleSite.fill(database, number) }
      account = SampleSite.account(60)
      traces = try self.traces(database, account.pseudonym)
      try database.close()
    }
    let database = try site.open()
    for number in stride(from: 0, to: 150, by: 3) where number != 60 {
      try database.setPassword(
        StoredPassword("another \(number)", set: SampleSite.start), of: SampleSite.account(number).pseudonym)
    }
    #expect(traces.allSatisfy { $0.count >= 32 })
    #expect(found(traces, in: try site.octets()) > 100, "they can be found while they are there")

    try database.forget(account.pseudonym, at: SampleSite.start)
    #expect(found(traces, in: try site.octets()) == 0)
    #expect(try FileManager.default.attributesOfItem(atPath: site.path + "-wal")[.size] as? Int ?? 0 < 40_000)

    #expect(try database.person(account.pseudonym) == nil)
    #expect(try database.account(login: SampleSite.person(60).login) == nil)
    #expect(try database.password(of: account.pseudonym) == nil)
    #expect(try database.seed(of: account.pseudonym) == nil)
    #expect(try database.sessions(of: account.pseudonym) == [])
    #expect(try database.account(account.pseudonym)?.state == .forgotten)
    #expect(try database.forgotten() == [account.pseudonym])
    #expect(try database.person(SampleSite.account(61).pseudonym) == SampleSite.person(61), "others stay")
    #expect(throws: StoreError.self) { try database.change(account) }
  }

  @Test("no name and no seed ever stands in the files as it is")
  func neverInTheClear() throws {
    let database = try site.open()
    for number in 0..<20 { _ = try SampleSite.fill(database, number) }
    let octets = try site.octets()
    for text in ["Zwergnase", "person1", "os1", "seed of", "salt hash"] {
      #expect(octets.ranges(of: Array(text.utf8)).isEmpty, "\(text)")
    }
    #expect(!octets.ranges(of: Array("operator".utf8)).isEmpty, "what is not sealed is found so")
  }

  @Test("goes on at the next opening where the machine stopped in between")
  func interrupted() throws {
    let database = try site.open()
    let account = try SampleSite.fill(database, 1)
    _ = try SampleSite.fill(database, 2)
    let traces = try self.traces(database, account.pseudonym)
    // A reader that does not end keeps the log from being emptied.
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(path: site.path, configuration: configuration)
    try queue.inDatabase { db in
      try db.beginTransaction(.deferred)
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM accounts")
    }
    let error = #expect(throws: StoreError.self) {
      try database.forget(account.pseudonym, at: SampleSite.start)
    }
    #expect(error?.description.contains("the next opening tries again") == true)
    #expect(found(traces, in: try site.octets()) > 0)
    try queue.inDatabase { try $0.rollback() }
    try queue.close()
    try database.close()
    _ = try site.open()
    #expect(found(traces, in: try site.octets()) == 0)
  }
}
