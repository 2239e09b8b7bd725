import Foundation
import GRDB
public import IdentityRecords

extension SiteDatabase: WitnessStore {
  public func changeWitnessed<Answer: Sendable>(
    _ origin: [UInt8], _ change: (WitnessedLog?) -> (log: WitnessedLog?, answer: Answer)
  ) throws(StoreError) -> Answer {
    try write { db in
      let found = try Row.fetchOne(
        db, sql: "SELECT key, note FROM witnessed_logs WHERE origin = ?", arguments: [Data(origin)]
      ).map { WitnessedLog(origin: origin, key: $0["key"], note: Array($0["note"] as Data)) }
      let (log, answer) = change(found)
      guard let log else { return answer }
      if found == nil {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM witnessed_logs") ?? 0
        guard count < WitnessedLog.limit else {
          throw StoreError.refused(path: path, reason: "\(count) logs are witnessed already")
        }
      }
      try db.execute(
        sql: """
          INSERT INTO witnessed_logs (origin, key, note) VALUES (?1, ?2, ?3)
          ON CONFLICT DO UPDATE SET key = ?2, note = ?3
          """, arguments: [Data(origin), log.key, Data(log.note)])
      return answer
    }
  }
}
