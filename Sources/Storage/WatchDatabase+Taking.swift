import Foundation
import GRDB
public import IdentityRecords
public import Vocabulary
public import WatchRecords

extension WatchDatabase {
  /// Keeps a batch, as one transaction. One that was kept before changes nothing, so that a sensor that heard
  /// no answer may send it again.
  ///
  /// - Parameter now: by the plant's clock, when it was told
  /// - Returns: its findings that are new, or worse than they were; nil where the batch was kept before
  @discardableResult
  public func take(
    _ lines: [WatchLine], from place: BatchPlace, at now: Timestamp
  ) throws(StoreError) -> [FindingRecord]? {
    try write { db in
      let known = try Row.fetchOne(
        db, sql: "SELECT run, number FROM batches WHERE sensor = ?", arguments: [place.sensor])
      if let known, known["run"] == place.run, known["number"] >= place.number { return nil }
      try db.cachedStatement(
        sql: """
          INSERT INTO batches (sensor, run, number) VALUES (?1, ?2, ?3)
          ON CONFLICT DO UPDATE SET run = ?2, number = ?3
          """
      ).execute(arguments: [place.sensor, place.run, place.number])
      var news: [FindingRecord] = []
      for line in lines {
        if case .finding(let finding) = line, try Self.isNews(finding, in: db) { news.append(finding) }
        try Self.keep(line, from: place, at: now, in: db)
      }
      return news
    }
  }

  /// The newest batch of a sensor that was kept.
  public func lastBatch(of sensor: String) throws(StoreError) -> BatchPlace? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT run, number FROM batches WHERE sensor = ?", arguments: [sensor])
        .map { BatchPlace(sensor: sensor, run: $0["run"], number: $0["number"]) }
    }
  }

  private static func keep(
    _ line: WatchLine, from place: BatchPlace, at now: Timestamp, in db: Database
  ) throws {
    switch line {
    case .finding(let finding): try keep(finding, at: now, in: db)
    case .withdrawn(let id, let at):
      try db.cachedStatement(sql: "UPDATE findings SET withdrawn = ?2 WHERE id = ?1")
        .execute(arguments: [id, at.nanoseconds])
    case .asset(let asset): try keep(asset, in: db)
    case .conversation(let conversation): try keep(conversation, in: db)
    case .activity(let activity): try keep(activity, in: db)
    case .traffic(let minute):
      try db.cachedStatement(
        sql: """
          INSERT INTO traffic (first, last, packets, octets, line) VALUES (?1, ?2, ?3, ?4, ?5)
          ON CONFLICT DO UPDATE SET
            last = max(last, ?2), packets = packets + ?3, octets = octets + ?4, line = ?5
          """
      ).execute(
        arguments: [
          minute.first.nanoseconds, minute.last.nanoseconds, minute.packets, minute.octets, Data(minute.line),
        ])
    case .coverage(let coverage):
      try db.cachedStatement(
        sql: """
          INSERT INTO coverage (sensor, at, line) VALUES (?1, ?2, ?3)
          ON CONFLICT DO UPDATE SET at = ?2, line = ?3
          """
      ).execute(arguments: [place.sensor, coverage.at.nanoseconds, Data(coverage.line)])
    }
  }

  private static func isNews(_ finding: FindingRecord, in db: Database) throws -> Bool {
    let known = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT severity FROM findings WHERE id = ? AND withdrawn IS NULL"),
      arguments: [finding.id])
    return known.map { $0 < Int(finding.severity.rawValue) } ?? true
  }

  /// A finding as it stands now. One that was taken back and comes again stands again.
  private static func keep(_ finding: FindingRecord, at now: Timestamp, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO findings (id, kind, severity, title, first, last, count, told, line)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT DO UPDATE SET severity = ?3, title = ?4, first = min(first, ?5), last = max(last, ?6),
          count = ?7, withdrawn = NULL, line = ?9
        """
    ).execute(
      arguments: [
        finding.id, finding.kind, Int(finding.severity.rawValue), finding.title, finding.first.nanoseconds,
        finding.last.nanoseconds, finding.count, now.nanoseconds, Data(finding.line),
      ])
    for asset in finding.assets {
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO finding_assets (finding, asset) VALUES (?, ?)")
        .execute(arguments: [finding.id, asset])
    }
  }

  /// An asset as it is known now. Another one whose endpoints are all its own was the same under an earlier
  /// id: it goes into this one.
  private static func keep(_ asset: AssetRecord, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO assets (id, name, level, first, last, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET
          name = ?2, level = ?3, first = min(first, ?4), last = max(last, ?5), line = ?6
        """
    ).execute(
      arguments: [
        asset.id, asset.name, asset.level, asset.first.nanoseconds, asset.last.nanoseconds, Data(asset.line),
      ])
    var before: [String] = []
    for endpoint in asset.endpoints {
      let holder = try String.fetchOne(
        db.cachedStatement(sql: "SELECT asset FROM endpoints WHERE id = ?"), arguments: [endpoint])
      if holder == asset.id { continue }
      if let holder, !before.contains(holder) { before.append(holder) }
      try db.cachedStatement(
        sql: "INSERT INTO endpoints (id, asset) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET asset = ?2"
      ).execute(arguments: [endpoint, asset.id])
    }
    for id in before {
      try db.cachedStatement(
        sql: "DELETE FROM assets WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM endpoints WHERE asset = ?1)"
      ).execute(arguments: [id])
      guard db.changesCount > 0 else { continue }
      try db.cachedStatement(
        sql: "UPDATE OR REPLACE finding_assets SET asset = ?2 WHERE asset = ?1"
      ).execute(arguments: [id, asset.id])
    }
  }

  private static func keep(_ row: ConversationRecord, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO conversations (client, server, transport, port, protocol, state, first, last,
          packets_to_server, packets_to_client, octets_to_server, octets_to_client)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        ON CONFLICT (client, server, transport, port, protocol) DO UPDATE SET
          state = CASE WHEN last <= ?8 THEN ?6 ELSE state END, first = min(first, ?7), last = max(last, ?8),
          packets_to_server = packets_to_server + ?9, packets_to_client = packets_to_client + ?10,
          octets_to_server = octets_to_server + ?11, octets_to_client = octets_to_client + ?12
        """
    ).execute(
      arguments: [
        row.key.client, row.key.server, row.key.transport, row.key.port ?? -1, row.key.protocol, row.state,
        row.first.nanoseconds, row.last.nanoseconds, row.packetsToServer, row.packetsToClient,
        row.octetsToServer, row.octetsToClient,
      ])
  }

  private static func keep(_ row: ActivityRecord, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO activities (actor, target, unit, verb, object, protocol, first, last,
          succeeded, refused, failed, unanswered)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        ON CONFLICT (actor, target, verb, object, unit, protocol) DO UPDATE SET
          first = min(first, ?7), last = max(last, ?8), succeeded = succeeded + ?9, refused = refused + ?10,
          failed = failed + ?11, unanswered = unanswered + ?12
        """
    ).execute(
      arguments: [
        row.key.actor, row.key.target, row.key.unit ?? -1, row.key.verb, row.key.object ?? "",
        row.key.protocol, row.first.nanoseconds, row.last.nanoseconds, row.succeeded, row.refused, row.failed,
        row.unanswered,
      ])
  }
}
