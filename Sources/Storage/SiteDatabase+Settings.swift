import GRDB
public import IdentityRecords

extension SiteDatabase {
  public func passwordSettings() throws(StoreError) -> PasswordSettings {
    try read { db in
      PasswordSettings(
        words: try String.fetchAll(db, sql: "SELECT word FROM password_words"),
        stolenPath: try String.fetchOne(db, sql: "SELECT path FROM stolen_passwords"))
    }
  }

  public func set(_ settings: PasswordSettings) throws(StoreError) {
    try write { db in
      try db.execute(sql: "DELETE FROM password_words; DELETE FROM stolen_passwords")
      for word in settings.words {
        try db.execute(sql: "INSERT INTO password_words (word) VALUES (?)", arguments: [word])
      }
      guard let path = settings.stolenPath else { return }
      try db.execute(sql: "INSERT INTO stolen_passwords (id, path) VALUES (1, ?)", arguments: [path])
    }
  }
}
