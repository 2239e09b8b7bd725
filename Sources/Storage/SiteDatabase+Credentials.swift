import Foundation
import GRDB
public import IdentityRecords
import Sealing
public import Vocabulary

extension SiteDatabase: CredentialStore {
  public func password(of pseudonym: Pseudonym) throws(StoreError) -> StoredPassword? {
    let row = try read { db in
      try Row.fetchOne(
        db, sql: "SELECT sealed_hash, set_at FROM passwords WHERE pseudonym = ?", arguments: [pseudonym.text])
    }
    guard let row else { return nil }
    let text = try open(row[0], as: Self.passwordPlace(pseudonym.text))
    return StoredPassword(String(decoding: text, as: UTF8.self), set: Timestamp(nanoseconds: row[1]))
  }

  public func setPassword(_ password: StoredPassword?, of pseudonym: Pseudonym) throws(StoreError) {
    let sealed = try password.map { password throws(StoreError) in
      try seal(Array(password.text.utf8), as: Self.passwordPlace(pseudonym.text))
    }
    try write { db in
      try db.execute(sql: "DELETE FROM passwords WHERE pseudonym = ?", arguments: [pseudonym.text])
      guard let sealed, let password else { return }
      try db.execute(
        sql: "INSERT INTO passwords (pseudonym, sealed_hash, set_at) VALUES (?, ?, ?)",
        arguments: [pseudonym.text, sealed, password.set.nanoseconds])
    }
  }

  public func seed(of pseudonym: Pseudonym) throws(StoreError) -> StoredSeed? {
    let row = try read { db in
      try Row.fetchOne(
        db, sql: "SELECT sealed_seed, last_step FROM seeds WHERE pseudonym = ?", arguments: [pseudonym.text])
    }
    guard let row else { return nil }
    return StoredSeed(try open(row[0], as: Self.seedPlace(pseudonym.text)), lastStep: row[1])
  }

  public func setSeed(_ seed: StoredSeed?, of pseudonym: Pseudonym) throws(StoreError) {
    let sealed = try seed.map { seed throws(StoreError) in
      try seal(seed.seed, as: Self.seedPlace(pseudonym.text))
    }
    try write { db in
      try db.execute(sql: "DELETE FROM seeds WHERE pseudonym = ?", arguments: [pseudonym.text])
      guard let sealed, let seed else { return }
      try db.execute(
        sql: "INSERT INTO seeds (pseudonym, sealed_seed, last_step) VALUES (?, ?, ?)",
        arguments: [pseudonym.text, sealed, seed.lastStep])
    }
  }

  public func takeStep(_ step: Int64, of pseudonym: Pseudonym) throws(StoreError) -> Bool {
    try write { db in
      try db.execute(
        sql: "UPDATE seeds SET last_step = ? WHERE pseudonym = ? AND last_step < ?",
        arguments: [step, pseudonym.text, step])
      return db.changesCount == 1
    }
  }

  public func replaceCodes(
    _ codes: [OneTimeCode], purpose: OneTimeCode.Purpose, subject: String
  ) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: "DELETE FROM one_time_codes WHERE subject = ? AND purpose = ?",
        arguments: [subject, purpose.rawValue])
      for code in codes {
        try db.execute(
          sql: "INSERT INTO one_time_codes (hash, purpose, subject, expires) VALUES (?, ?, ?, ?)",
          arguments: [Data(code.hash), purpose.rawValue, subject, code.expires?.nanoseconds])
      }
    }
  }

  public func subject(
    ofCode hash: [UInt8], purpose: OneTimeCode.Purpose, at now: Timestamp
  ) throws(StoreError) -> String? {
    try read { db in
      try String.fetchOne(
        db, sql: "SELECT subject FROM one_time_codes WHERE \(Self.usable)",
        arguments: [Data(hash), purpose.rawValue, now.nanoseconds])
    }
  }

  public func useCode(
    _ hash: [UInt8], purpose: OneTimeCode.Purpose, at now: Timestamp
  ) throws(StoreError) -> String? {
    try write { db in
      try String.fetchOne(
        db, sql: "UPDATE one_time_codes SET used = ?4 WHERE \(Self.usable) RETURNING subject",
        arguments: [Data(hash), purpose.rawValue, now.nanoseconds, now.nanoseconds])
    }
  }

  public func codesLeft(purpose: OneTimeCode.Purpose, subject: String) throws(StoreError) -> Int {
    try read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM one_time_codes WHERE subject = ? AND purpose = ? AND used IS NULL",
        arguments: [subject, purpose.rawValue]) ?? 0
    }
  }

  private static let usable =
    "hash = ?1 AND purpose = ?2 AND used IS NULL AND (expires IS NULL OR expires > ?3)"

  static func passwordPlace(_ row: String) -> SealedPlace { SealedPlace("password", row: row) }
  static func seedPlace(_ row: String) -> SealedPlace { SealedPlace("seed", row: row) }

  func seal(_ octets: [UInt8], as place: SealedPlace) throws(StoreError) -> Data {
    do { return Data(try ring.seal(octets, as: place)) } catch {
      throw .sealed(path: path, reason: error.description)
    }
  }

  func open(_ sealed: Data, as place: SealedPlace) throws(StoreError) -> [UInt8] {
    do { return try ring.open(Array(sealed), as: place) } catch {
      throw .sealed(path: path, reason: error.description)
    }
  }
}
