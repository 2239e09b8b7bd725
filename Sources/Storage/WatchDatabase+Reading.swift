import Foundation
import GRDB
public import IdentityRecords
import Vocabulary
public import WatchRecords

/// What pages and the API ask. Every list is read a page at a time, from where the page before ended.
extension WatchDatabase {
  /// Rows that one call gives at most.
  public static let pageLimit = 500

  /// Findings, the latest first.
  ///
  /// - Parameters:
  ///   - earlier: the last finding of the page before
  ///   - withdrawn: those that were taken back too
  public func findings(
    after earlier: FindingRecord? = nil, limit: Int, withdrawn: Bool = false
  ) throws(StoreError) -> [FindingRecord] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT * FROM findings
            WHERE (?1 OR withdrawn IS NULL) AND (last, id) < (?2, ?3) ORDER BY last DESC, id DESC LIMIT ?4
            """),
        arguments: [
          withdrawn, earlier?.last.nanoseconds ?? .max, earlier?.id ?? "", Self.rows(limit),
        ]
      ).map { try Self.finding($0, in: db) }
    }
  }

  /// Findings that name an asset, the latest first.
  public func findings(ofAsset id: String, limit: Int) throws(StoreError) -> [FindingRecord] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT findings.* FROM finding_assets JOIN findings ON findings.id = finding
            WHERE asset = ?1 ORDER BY last DESC, id DESC LIMIT ?2
            """), arguments: [id, Self.rows(limit)]
      ).map { try Self.finding($0, in: db) }
    }
  }

  /// Assets, by name.
  public func assets(after earlier: AssetRecord? = nil, limit: Int) throws(StoreError) -> [AssetRecord] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT * FROM assets WHERE (name, id) > (?1, ?2) ORDER BY name, id LIMIT ?3"),
        arguments: [earlier?.name ?? "", earlier?.id ?? "", Self.rows(limit)]
      ).map { try Self.asset($0, in: db) }
    }
  }

  /// The asset with an id, or to which the endpoint with that id belongs.
  public func asset(_ id: String) throws(StoreError) -> AssetRecord? {
    try read { db in
      try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT * FROM assets WHERE id = coalesce((SELECT asset FROM endpoints WHERE id = ?1), ?1)
            """), arguments: [id]
      ).map { try Self.asset($0, in: db) }
    }
  }

  /// Conversations of an asset, as client or server, the latest first.
  public func conversations(ofAsset id: String, limit: Int) throws(StoreError) -> [ConversationRecord] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT * FROM conversations WHERE number IN (
              SELECT number FROM conversations JOIN endpoints ON client = id WHERE asset = ?1
              UNION SELECT number FROM conversations JOIN endpoints ON server = id WHERE asset = ?1)
            ORDER BY last DESC, number LIMIT ?2
            """), arguments: [id, Self.rows(limit)]
      ).map(Self.conversation)
    }
  }

  /// What an asset did and what was done to it, the latest first.
  public func activities(ofAsset id: String, limit: Int) throws(StoreError) -> [ActivityRecord] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT * FROM activities WHERE number IN (
              SELECT number FROM activities JOIN endpoints ON actor = id WHERE asset = ?1
              UNION SELECT number FROM activities JOIN endpoints ON target = id WHERE asset = ?1)
            ORDER BY last DESC, number LIMIT ?2
            """), arguments: [id, Self.rows(limit)]
      ).map(Self.activity)
    }
  }

  private static func rows(_ limit: Int) -> Int { min(max(0, limit), pageLimit) }

  private static func finding(_ row: Row, in db: Database) throws -> FindingRecord {
    let id: String = row["id"]
    return FindingRecord(
      id: id, kind: row["kind"], severity: Severity(rawValue: row["severity"]) ?? .info, title: row["title"],
      assets: try String.fetchAll(
        db.cachedStatement(sql: "SELECT asset FROM finding_assets WHERE finding = ? ORDER BY asset"),
        arguments: [id]), first: Timestamp(nanoseconds: row["first"]),
      last: Timestamp(nanoseconds: row["last"]), count: row["count"], line: [UInt8](row["line"] as Data))
  }

  private static func asset(_ row: Row, in db: Database) throws -> AssetRecord {
    let id: String = row["id"]
    return AssetRecord(
      id: id,
      endpoints: try String.fetchAll(
        db.cachedStatement(sql: "SELECT id FROM endpoints WHERE asset = ? ORDER BY id"), arguments: [id]),
      name: row["name"], level: row["level"], first: Timestamp(nanoseconds: row["first"]),
      last: Timestamp(nanoseconds: row["last"]), line: [UInt8](row["line"] as Data))
  }

  private static func conversation(_ row: Row) -> ConversationRecord {
    let port: Int64 = row["port"]
    return ConversationRecord(
      ConversationRecord.Key(
        client: row["client"], server: row["server"], transport: row["transport"],
        port: port < 0 ? nil : port, protocol: row["protocol"]),
      state: row["state"], first: Timestamp(nanoseconds: row["first"]),
      last: Timestamp(nanoseconds: row["last"]), packetsToServer: row["packets_to_server"],
      packetsToClient: row["packets_to_client"], octetsToServer: row["octets_to_server"],
      octetsToClient: row["octets_to_client"])
  }

  private static func activity(_ row: Row) -> ActivityRecord {
    let unit: Int64 = row["unit"]
    let object: String = row["object"]
    return ActivityRecord(
      ActivityRecord.Key(
        actor: row["actor"], target: row["target"], unit: unit < 0 ? nil : unit, verb: row["verb"],
        object: object.isEmpty ? nil : object, protocol: row["protocol"]),
      first: Timestamp(nanoseconds: row["first"]), last: Timestamp(nanoseconds: row["last"]),
      succeeded: row["succeeded"], refused: row["refused"], failed: row["failed"],
      unanswered: row["unanswered"])
  }
}
