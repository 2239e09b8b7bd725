/// One step of the schema. A step that was released never changes: a new one follows it.
struct Migration: Sendable {
  /// From 1, without gaps; what `PRAGMA user_version` says once it ran.
  let number: Int
  let title: String
  let sql: String
}

enum Schema {
  /// "BHid", so that a file of something else is told before anything is read of it.
  static let applicationID: Int64 = 0x4248_6964

  static let migrations = [people, devices, reasons, passwords, policies, zones, witnessedLogs, programs]

  /// Sealed columns hold envelopes of Sealing, whose least length is 37 octets; moments are nanoseconds since
  /// 1970.
  static let people = Migration(
    number: 1, title: "people",
    sql: """
      CREATE TABLE accounts (
        pseudonym TEXT NOT NULL PRIMARY KEY CHECK (length(pseudonym) BETWEEN 3 AND 64),
        state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'ended', 'forgotten')),
        created INTEGER NOT NULL,
        expires INTEGER CHECK (expires > created),
        forgotten INTEGER CHECK ((forgotten IS NULL) = (state <> 'forgotten')),
        erased INTEGER NOT NULL DEFAULT 1 CHECK (erased IN (0, 1))
      ) STRICT;
      CREATE TABLE account_roles (
        pseudonym TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
        role TEXT NOT NULL CHECK (length(role) BETWEEN 1 AND 64),
        PRIMARY KEY (pseudonym, role)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE persons (
        pseudonym TEXT NOT NULL PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
        sealed_key BLOB NOT NULL CHECK (length(sealed_key) >= 37),
        sealed_person BLOB NOT NULL CHECK (length(sealed_person) >= 37),
        login_tag BLOB NOT NULL UNIQUE CHECK (length(login_tag) = 32),
        system_user_tag BLOB UNIQUE CHECK (length(system_user_tag) = 32)
      ) STRICT;
      CREATE TABLE passwords (
        pseudonym TEXT NOT NULL PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
        sealed_hash BLOB NOT NULL CHECK (length(sealed_hash) >= 37),
        set_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE seeds (
        pseudonym TEXT NOT NULL PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
        sealed_seed BLOB NOT NULL CHECK (length(sealed_seed) >= 37),
        last_step INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE one_time_codes (
        hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
        purpose TEXT NOT NULL
          CHECK (purpose IN ('firstStart', 'invitation', 'recovery', 'enrolment', 'breakGlass')),
        subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 128),
        expires INTEGER,
        used INTEGER
      ) STRICT;
      CREATE INDEX one_time_codes_by_subject ON one_time_codes (subject, purpose);
      CREATE TABLE sessions (
        hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
        pseudonym TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
        device BLOB NOT NULL CHECK (length(device) = 32),
        kind TEXT NOT NULL CHECK (kind IN ('ordinary', 'breakGlass')),
        began INTEGER NOT NULL,
        last_used INTEGER NOT NULL CHECK (last_used >= began),
        ends INTEGER NOT NULL CHECK (ends > began),
        authenticated INTEGER NOT NULL,
        factors INTEGER NOT NULL CHECK (factors BETWEEN 1 AND 3)
      ) STRICT;
      CREATE INDEX sessions_by_pseudonym ON sessions (pseudonym);
      CREATE TABLE known_devices (
        pseudonym TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
        device BLOB NOT NULL CHECK (length(device) = 32),
        last_used INTEGER NOT NULL,
        PRIMARY KEY (pseudonym, device)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE throttles (
        key BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 32),
        subject BLOB NOT NULL,
        failures INTEGER NOT NULL CHECK (failures >= 0),
        last INTEGER NOT NULL,
        until INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX throttles_by_subject ON throttles (subject);
      CREATE INDEX throttles_by_weight ON throttles (failures, last);
      CREATE TABLE clock (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        mark INTEGER NOT NULL
      ) STRICT;
      """)

  static let devices = Migration(
    number: 2, title: "devices",
    sql: """
      CREATE TABLE devices (
        id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 3 AND 64),
        name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
        asset TEXT,
        enrolled INTEGER NOT NULL,
        ended INTEGER,
        patched INTEGER CHECK (patched IN (0, 1)),
        patched_told INTEGER CHECK ((patched IS NULL) = (patched_told IS NULL)),
        zone TEXT,
        zone_seen INTEGER CHECK ((zone IS NULL) = (zone_seen IS NULL)),
        expected_zone TEXT
      ) STRICT;
      CREATE UNIQUE INDEX devices_by_asset ON devices (asset) WHERE asset IS NOT NULL AND ended IS NULL;
      CREATE TABLE certificates (
        serial BLOB NOT NULL PRIMARY KEY CHECK (length(serial) BETWEEN 1 AND 20),
        device TEXT NOT NULL REFERENCES devices,
        key BLOB NOT NULL CHECK (length(key) = 32),
        not_before INTEGER NOT NULL,
        not_after INTEGER NOT NULL CHECK (not_after > not_before)
      ) STRICT;
      CREATE INDEX certificates_by_device ON certificates (device);
      CREATE TABLE revocations (
        serial BLOB NOT NULL PRIMARY KEY REFERENCES certificates,
        at INTEGER NOT NULL,
        reason TEXT NOT NULL CHECK (reason IN ('lost', 'stolen', 'replaced', 'retired', 'keyCompromise'))
      ) STRICT;
      CREATE TABLE site_keys (
        id TEXT NOT NULL PRIMARY KEY,
        purpose TEXT NOT NULL CHECK (purpose IN ('authority', 'tokens')),
        sealed_key BLOB NOT NULL CHECK (length(sealed_key) >= 37),
        certificate BLOB NOT NULL,
        created INTEGER NOT NULL,
        retired INTEGER
      ) STRICT;
      """)

  /// Why the glass was broken stays with the session that it opened: those without one end.
  static let reasons = Migration(
    number: 3, title: "reasons",
    sql: """
      DELETE FROM sessions WHERE kind = 'breakGlass';
      ALTER TABLE sessions ADD COLUMN reason TEXT
        CHECK ((reason IS NULL) = (kind = 'ordinary') AND length(reason) BETWEEN 10 AND 500);
      """)

  /// What new passwords are held against.
  static let passwords = Migration(
    number: 4, title: "passwords",
    sql: """
      CREATE TABLE password_words (
        word TEXT NOT NULL PRIMARY KEY CHECK (length(word) BETWEEN 4 AND 64)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE stolen_passwords (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        path TEXT NOT NULL CHECK (length(path) BETWEEN 1 AND 4096)
      ) STRICT;
      """)

  static let policies = Migration(
    number: 5, title: "policies",
    sql: """
      CREATE TABLE policy_sets (
        number INTEGER NOT NULL PRIMARY KEY,
        digest BLOB NOT NULL CHECK (length(digest) = 32),
        since INTEGER NOT NULL
      ) STRICT;
      """)

  static let zones = Migration(
    number: 6, title: "zones",
    sql: """
      CREATE TABLE account_zones (
        pseudonym TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
        zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 64),
        PRIMARY KEY (pseudonym, zone)
      ) STRICT, WITHOUT ROWID;
      """)

  /// What other sites' ledgers were when this one cosigned them.
  static let witnessedLogs = Migration(
    number: 7, title: "witnessed logs",
    sql: """
      CREATE TABLE witnessed_logs (
        origin BLOB NOT NULL PRIMARY KEY CHECK (length(origin) BETWEEN 1 AND 255),
        key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 512),
        note BLOB NOT NULL CHECK (length(note) BETWEEN 1 AND 65536)
      ) STRICT, WITHOUT ROWID;
      """)

  /// Devices from which a program acts by itself.
  static let programs = Migration(
    number: 8, title: "programs",
    sql: """
      ALTER TABLE devices ADD COLUMN program TEXT CHECK (program IN ('service', 'sensor'));
      """)
}
