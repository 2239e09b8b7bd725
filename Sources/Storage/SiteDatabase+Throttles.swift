import Foundation
import GRDB
public import IdentityRecords
import Sealing
import Vocabulary

extension SiteDatabase {
  /// How many counts of failed attempts are kept. Where more come, those with the fewest failures give way,
  /// the oldest first: who floods the table with names that nobody has does not wash away what stands against
  /// one.
  public static let throttleLimit = 100_000

  public func tag(login: String) -> [UInt8] {
    // A name that nobody can have is counted like another.
    ring.lookupTag(of: SignInName.octets(login) ?? [], for: "login")
  }

  public func tag(_ octets: [UInt8]) -> [UInt8] { ring.lookupTag(of: octets, for: "throttle") }

  public func changeThrottles<Answer: Sendable>(
    _ keys: [ThrottleKey], _ change: ([ThrottleState]) -> (states: [ThrottleState]?, answer: Answer)
  ) throws(StoreError) -> Answer {
    try write { db in
      let found = try keys.map { key in
        try Row.fetchOne(
          db, sql: "SELECT failures, last, until FROM throttles WHERE key = ?", arguments: [Data(key.key)]
        ).map {
          ThrottleState(
            failures: $0[0], last: Timestamp(nanoseconds: $0[1]), until: Timestamp(nanoseconds: $0[2]))
        } ?? .none
      }
      let (states, answer) = change(found)
      guard let states else { return answer }
      for (key, state) in zip(keys, states) {
        try Self.store(db, key, state)
      }
      return answer
    }
  }

  private static func store(_ db: Database, _ key: ThrottleKey, _ state: ThrottleState) throws {
    guard state.failures > 0 else {
      try db.execute(sql: "DELETE FROM throttles WHERE key = ?", arguments: [Data(key.key)])
      return
    }
    try db.execute(
      sql: """
        INSERT INTO throttles (key, subject, failures, last, until) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET failures = ?3, last = ?4, until = ?5
        """,
      arguments: [
        Data(key.key), Data(key.subject), state.failures, state.last.nanoseconds, state.until.nanoseconds,
      ])
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM throttles") ?? 0
    if count > throttleLimit {
      try db.execute(
        sql: """
          DELETE FROM throttles WHERE key IN
          (SELECT key FROM throttles WHERE key <> ?1 ORDER BY failures, last LIMIT ?2)
          """, arguments: [Data(key.key), count - throttleLimit])
    }
  }
}
