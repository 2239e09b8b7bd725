import Foundation
import GRDB
public import IdentityRecords
public import Vocabulary

extension SiteDatabase: SessionStore {
  public func add(_ session: Session) throws(StoreError) {
    try write { db in
      // What ended before this one began is nobody's any more, seen or not.
      try db.execute(sql: "DELETE FROM sessions WHERE ends <= ?", arguments: [session.began.nanoseconds])
      try Self.insert(db, session)
      try db.execute(
        sql: """
          DELETE FROM sessions WHERE pseudonym = ?1 AND hash NOT IN
          (SELECT hash FROM sessions WHERE pseudonym = ?1 ORDER BY last_used DESC, rowid DESC LIMIT ?2)
          """, arguments: [session.pseudonym.text, Self.sessionLimit])
    }
  }

  public func session(_ hash: [UInt8]) throws(StoreError) -> Session? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM sessions WHERE hash = ?", arguments: [Data(hash)])
        .flatMap(Self.session)
    }
  }

  public func sessions(of pseudonym: Pseudonym) throws(StoreError) -> [Session] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM sessions WHERE pseudonym = ? ORDER BY began, hash",
        arguments: [pseudonym.text]
      ).compactMap(Self.session)
    }
  }

  public func use(_ hash: [UInt8], at now: Timestamp) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: "UPDATE sessions SET last_used = max(last_used, ?) WHERE hash = ?",
        arguments: [now.nanoseconds, Data(hash)])
    }
  }

  public func replace(_ hash: [UInt8], by session: Session) throws(StoreError) -> Bool {
    try write { db in
      try db.execute(sql: "DELETE FROM sessions WHERE hash = ?", arguments: [Data(hash)])
      guard db.changesCount == 1 else { return false }
      try Self.insert(db, session)
      return true
    }
  }

  public func end(_ hash: [UInt8]) throws(StoreError) {
    try write { db in try db.execute(sql: "DELETE FROM sessions WHERE hash = ?", arguments: [Data(hash)]) }
  }

  public func endAll(of pseudonym: Pseudonym) throws(StoreError) {
    try write { db in
      try db.execute(sql: "DELETE FROM sessions WHERE pseudonym = ?", arguments: [pseudonym.text])
    }
  }

  public func isKnown(_ device: DeviceKey, to pseudonym: Pseudonym) throws(StoreError) -> Bool {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT 1 FROM known_devices WHERE pseudonym = ? AND device = ?",
        arguments: [pseudonym.text, Data(device.octets)]) != nil
    }
  }

  public func remember(
    _ device: DeviceKey, of pseudonym: Pseudonym, at now: Timestamp
  ) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO known_devices (pseudonym, device, last_used) VALUES (?1, ?2, ?3)
          ON CONFLICT DO UPDATE SET last_used = ?3
          """, arguments: [pseudonym.text, Data(device.octets), now.nanoseconds])
      try db.execute(
        sql: """
          DELETE FROM known_devices WHERE pseudonym = ?1 AND device NOT IN
          (SELECT device FROM known_devices WHERE pseudonym = ?1 ORDER BY last_used DESC LIMIT ?2)
          """, arguments: [pseudonym.text, Self.knownDeviceLimit])
    }
  }

  public func forgetDevice(_ device: DeviceKey, of pseudonym: Pseudonym) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: "DELETE FROM known_devices WHERE pseudonym = ? AND device = ?",
        arguments: [pseudonym.text, Data(device.octets)])
    }
  }

  public func observeClock(
    _ now: Timestamp, toleranceNanoseconds: Int64
  ) throws(StoreError) -> Int64 {
    let mark = try read { try Int64.fetchOne($0, sql: "SELECT mark FROM clock") }
    if let mark, now.nanoseconds >= mark - toleranceNanoseconds,
      now.nanoseconds < mark + Self.markEveryNanoseconds
    {
      return 0
    }
    return try write { db in
      let mark = try Int64.fetchOne(db, sql: "SELECT mark FROM clock") ?? .min / 2
      let back = mark - toleranceNanoseconds - now.nanoseconds
      if back > 0 { try db.execute(sql: "DELETE FROM sessions") }
      let next = back > 0 ? now.nanoseconds : max(mark, now.nanoseconds)
      try db.execute(
        sql: "INSERT INTO clock (id, mark) VALUES (1, ?1) ON CONFLICT DO UPDATE SET mark = ?1",
        arguments: [next])
      return max(0, back)
    }
  }

  /// A person has fewer sessions at once; the one that was used longest ago ends.
  public static let sessionLimit = 16
  /// A person works at fewer devices than this; the one that was used longest ago gives way.
  public static let knownDeviceLimit = 32
  /// The mark need not be written at every request.
  private static let markEveryNanoseconds: Int64 = 10_000_000_000

  private static func insert(_ db: Database, _ session: Session) throws {
    try db.execute(
      sql: """
        INSERT INTO sessions
        (hash, pseudonym, device, kind, reason, began, last_used, ends, authenticated, factors)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        Data(session.hash), session.pseudonym.text, Data(session.device.octets), session.kind.word,
        session.kind.reason, session.began.nanoseconds, session.lastUsed.nanoseconds,
        session.ends.nanoseconds,
        session.authenticated.nanoseconds, session.factors,
      ])
  }

  private static func session(_ row: Row) -> Session? {
    guard let device = DeviceKey(Array(row["device"] as Data)),
      let kind = Session.Kind(word: row["kind"], reason: row["reason"])
    else { return nil }
    return Session(
      hash: Array(row["hash"] as Data), pseudonym: Pseudonym(row["pseudonym"]), device: device, kind: kind,
      began: Timestamp(nanoseconds: row["began"]), lastUsed: Timestamp(nanoseconds: row["last_used"]),
      ends: Timestamp(nanoseconds: row["ends"]), authenticated: Timestamp(nanoseconds: row["authenticated"]),
      factors: row["factors"])
  }
}

/// A kind as two columns.
extension Session.Kind {
  fileprivate var word: String {
    switch self {
    case .ordinary: "ordinary"
    case .breakGlass: "breakGlass"
    }
  }

  fileprivate init?(word: String, reason: String?) {
    switch (word, reason) {
    case ("ordinary", nil): self = .ordinary
    case ("breakGlass", let reason?): self = .breakGlass(reason: reason)
    default: return nil
    }
  }
}
