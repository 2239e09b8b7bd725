import BuiltProgram
import Captures
import Engine
import Foundation
import GRDB
import IdentityRecords
import PlantSimulator
import Testing
import Vocabulary
import WatchRecords

@testable import Storage

@Suite("What a watch told, kept")
struct WatchDatabaseTests {
  private let folder: ScratchFolder
  private let path: String
  private static let now = Timestamp(seconds: 1_772_440_000, nanoseconds: 0)

  init() throws {
    folder = try ScratchFolder()
    path = folder.path + "/data/watch.db"
  }

  /// What a watch tells of an hour of a plant, minute by minute.
  private static let batches: [[UInt8]] = {
    var plant = PlantSimulation(seed: 7, hours: 1, scenarios: [.s7Stop, .addressScan])
    var inspection = LiveInspection(paths: ["eth1"])
    var batches: [[UInt8]] = []
    var number: UInt32 = 0
    while let frame = plant.next() {
      number += 1
      inspection.take(
        CapturedPacket(
          number: number, time: frame.time, start: 0, end: frame.octets.count,
          originalOctets: frame.octets.count, linkType: LinkType(rawValue: 1)),
        in: frame.octets.span, capture: 0)
      if inspection.octets.count > 64 << 10 {
        batches.append(inspection.octets)
        inspection.octets.removeAll()
      }
    }
    inspection.finish()
    batches.append(inspection.octets)
    return batches
  }()

  private static func place(_ number: Int, run: Int64 = 1) -> BatchPlace {
    BatchPlace(sensor: "line-1", run: run, number: Int64(number))
  }

  private func filled() throws -> WatchDatabase {
    let database = try WatchDatabase(path: path)
    for (number, batch) in Self.batches.enumerated() {
      try database.take(try WatchLine.read(batch), from: Self.place(number + 1), at: Self.now)
    }
    return database
  }

  private func sums(_ database: WatchDatabase) throws -> [Int64] {
    try database.pool.read { db in
      try [
        "SELECT sum(packets_to_server + packets_to_client) FROM conversations",
        "SELECT sum(packets) FROM traffic", "SELECT sum(succeeded) FROM activities",
        "SELECT count(*) FROM findings", "SELECT count(*) FROM assets",
      ].map { try Int64.fetchOne(db, sql: $0) ?? 0 }
    }
  }

  @Test("the rows add up to what passed, and stay when the file is closed")
  func whole() throws {
    let database = try filled()
    let sums = try sums(database)
    #expect(sums[0] == sums[1])
    #expect(sums[0] > 10_000)
    try database.close()
    let again = try WatchDatabase(path: path)
    #expect(try self.sums(again) == sums)
    #expect(try again.lastBatch(of: "line-1") == Self.place(Self.batches.count))
  }

  @Test("a batch that is sent twice is kept once; that of another run is another")
  func once() throws {
    let database = try filled()
    let before = try sums(database)
    let lines = try WatchLine.read(Self.batches[0])
    #expect(try database.take(lines, from: Self.place(1), at: Self.now) == nil)
    #expect(try sums(database) == before)
    #expect(try database.take(lines, from: Self.place(1, run: 2), at: Self.now) != nil)
    #expect(try sums(database) != before)
  }

  @Test("a finding is news when it is new and when it is worse, and no more while it goes on")
  func news() throws {
    let database = try WatchDatabase(path: path)
    func finding(_ severity: String, _ count: Int) throws -> [WatchLine] {
      let line = """
        {"schema":"bulkhead.inspect.line/1","type":"finding","id":"k/a","kind":"k","severity":"\(severity)",\
        "title":"t","assets":["a"],"first":"2026-03-02T06:00:00Z",\
        "last":"2026-03-02T06:00:00Z","count":\(count)}

        """
      return try WatchLine.read(Array(line.utf8))
    }
    func news(_ severity: String, _ count: Int) throws -> Int? {
      try database.take(try finding(severity, count), from: Self.place(count), at: Self.now)?.count
    }
    #expect(try news("medium", 1) == 1)
    #expect(try news("medium", 2) == 0)
    #expect(try news("high", 3) == 1)
    #expect(try news("low", 4) == 0)
    #expect(try news("low", 4) == nil)
    #expect(try database.findings(limit: 9).map(\.severity) == [.low])
  }

  @Test("a finding is found by itself and by its assets; one that is taken back is no longer told")
  func findings() throws {
    let database = try filled()
    let all = try database.findings(limit: 100)
    let stop = try #require(all.first { $0.kind == "controller-stopped" })
    #expect(stop.assets.count == 2)
    for asset in stop.assets {
      #expect(try database.asset(asset)?.id == asset)
      #expect(try database.findings(ofAsset: asset, limit: 100).contains { $0.id == stop.id })
    }
    let line = """
      {"schema":"bulkhead.inspect.line/1","type":"withdrawn","id":"\(stop.id)","last":"2026-03-02T07:00:00Z"}

      """
    try database.take(
      try WatchLine.read(Array(line.utf8)), from: Self.place(1, run: 2), at: Self.now)
    #expect(try !database.findings(limit: 100).contains { $0.id == stop.id })
    #expect(try database.findings(limit: 100, withdrawn: true).count == all.count)
  }

  @Test("pages of findings and assets join without a gap or a repeat")
  func pages() throws {
    let database = try filled()
    let whole = try database.assets(limit: 500)
    #expect(whole.count > 10)
    var joined: [AssetRecord] = []
    while true {
      let page = try database.assets(after: joined.last, limit: 3)
      joined += page
      if page.count < 3 { break }
    }
    #expect(joined == whole)
    let findings = try database.findings(limit: 500)
    var told: [FindingRecord] = []
    while true {
      let page = try database.findings(after: told.last, limit: 1)
      told += page
      if page.isEmpty { break }
    }
    #expect(told == findings)
  }

  @Test("an asset's talks and deeds are those of all its endpoints")
  func life() throws {
    let database = try filled()
    let assets = try database.assets(limit: 500)
    let talks = try assets.flatMap { try database.conversations(ofAsset: $0.id, limit: 500) }
    let deeds = try assets.flatMap { try database.activities(ofAsset: $0.id, limit: 500) }
    #expect(talks.count > 20)
    #expect(deeds.contains { $0.key.verb == "setMode" })
    #expect(
      try assets.allSatisfy { asset in
        try asset.endpoints.allSatisfy { try database.asset($0)?.id == asset.id }
      })
  }

  @Test("an asset that gets another id takes its findings along")
  func renamed() throws {
    let database = try WatchDatabase(path: path)
    func asset(_ id: String, _ endpoints: String) -> String {
      """
      {"schema":"bulkhead.inspect.line/1","type":"asset","endpoints":[\(endpoints)],"id":"\(id)",\
      "addresses":{"mac":[],"ipv4":["10.0.0.1"],"ipv6":[]},"hostnames":[],"level":null,\
      "first":"2026-03-02T06:00:00Z","last":"2026-03-02T06:01:00Z"}

      """
    }
    let finding = """
      {"schema":"bulkhead.inspect.line/1","type":"finding","id":"k/10.0.0.1@0","kind":"k","severity":"low",\
      "title":"t","assets":["10.0.0.1@0"],"first":"2026-03-02T06:00:00Z",\
        "last":"2026-03-02T06:00:00Z","count":1}

      """
    let mac = "02:00:00:00:00:01"
    let lines =
      asset("10.0.0.1@0", "\"10.0.0.1@0\"") + finding + asset(mac, "\"10.0.0.1@0\",\"\(mac)\"")
    try database.take(try WatchLine.read(Array(lines.utf8)), from: Self.place(1), at: Self.now)
    #expect(try database.assets(limit: 10).map(\.id) == [mac])
    #expect(try database.findings(ofAsset: mac, limit: 10).map(\.kind) == ["k"])
    #expect(try database.asset("10.0.0.1@0")?.id == mac)
  }

  @Test("tables are strict; a batch with a row that no table takes changes nothing")
  func strict() throws {
    let database = try filled()
    let before = try sums(database)
    try database.pool.write { db in
      try db.execute(
        sql: """
          CREATE TRIGGER full BEFORE INSERT ON coverage BEGIN SELECT RAISE(ABORT, 'no room'); END
          """)
    }
    let batch = try #require(
      Self.batches.first { String(decoding: $0, as: UTF8.self).contains("\"coverage\"") })
    #expect(throws: StoreError.self) {
      try database.take(try WatchLine.read(batch), from: Self.place(1, run: 9), at: Self.now)
    }
    #expect(try sums(database) == before)
    let loose = try database.pool.read {
      try Int.fetchOne(
        $0,
        sql:
          """
          SELECT count(*) FROM pragma_table_list
          WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'
          """
      )
    }
    #expect(loose == 0)
  }

  @Test("the site's own database is not taken for a watch's")
  func foreign() throws {
    let site = try SampleSite()
    try site.open().close()
    let error = #expect(throws: StoreError.self) { try WatchDatabase(path: site.path) }
    #expect(error?.description.contains("database of another program") == true)
  }
}
