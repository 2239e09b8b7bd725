/// The tables of `watch.db`: what a watch told, kept so that a page finds it.
///
/// Rows refer to endpoints by the ids that lines give them; which endpoints are one asset changes as more is
/// learnt, and stands in a table of its own. -1 is no port and no unit, the empty text no object: SQLite
/// holds two NULLs for different, and these are parts of keys.
enum WatchSchema {
  /// "BHwd".
  static let applicationID: Int64 = 0x4248_7764

  static let migrations = [told]

  static let told = Migration(
    number: 1, title: "told",
    sql: """
      CREATE TABLE batches (
        sensor TEXT NOT NULL PRIMARY KEY CHECK (length(sensor) BETWEEN 1 AND 64),
        run INTEGER NOT NULL,
        number INTEGER NOT NULL CHECK (number >= 0)
      ) STRICT;
      CREATE TABLE assets (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        level INTEGER CHECK (level BETWEEN 0 AND 5),
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        line BLOB NOT NULL
      ) STRICT;
      CREATE INDEX assets_by_name ON assets (name, id);
      CREATE TABLE endpoints (
        id TEXT NOT NULL PRIMARY KEY,
        asset TEXT NOT NULL REFERENCES assets ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX endpoints_by_asset ON endpoints (asset);
      CREATE TABLE conversations (
        number INTEGER NOT NULL PRIMARY KEY,
        client TEXT NOT NULL,
        server TEXT NOT NULL,
        transport TEXT NOT NULL,
        port INTEGER NOT NULL CHECK (port BETWEEN -1 AND 65535),
        protocol TEXT NOT NULL,
        state TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        packets_to_server INTEGER NOT NULL,
        packets_to_client INTEGER NOT NULL,
        octets_to_server INTEGER NOT NULL,
        octets_to_client INTEGER NOT NULL,
        UNIQUE (client, server, transport, port, protocol)
      ) STRICT;
      CREATE INDEX conversations_by_server ON conversations (server);
      CREATE INDEX conversations_by_last ON conversations (last);
      CREATE TABLE activities (
        number INTEGER NOT NULL PRIMARY KEY,
        actor TEXT NOT NULL,
        target TEXT NOT NULL,
        unit INTEGER NOT NULL,
        verb TEXT NOT NULL,
        object TEXT NOT NULL,
        protocol TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        succeeded INTEGER NOT NULL,
        refused INTEGER NOT NULL,
        failed INTEGER NOT NULL,
        unanswered INTEGER NOT NULL,
        UNIQUE (actor, target, verb, object, unit, protocol)
      ) STRICT;
      CREATE INDEX activities_by_target ON activities (target);
      CREATE INDEX activities_by_last ON activities (last);
      CREATE TABLE findings (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 4),
        title TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        count INTEGER NOT NULL,
        told INTEGER NOT NULL,
        withdrawn INTEGER,
        line BLOB NOT NULL
      ) STRICT;
      CREATE INDEX findings_by_last ON findings (last, id);
      CREATE TABLE finding_assets (
        finding TEXT NOT NULL REFERENCES findings ON DELETE CASCADE,
        asset TEXT NOT NULL,
        PRIMARY KEY (finding, asset)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX finding_assets_by_asset ON finding_assets (asset);
      CREATE TABLE traffic (
        first INTEGER NOT NULL PRIMARY KEY,
        last INTEGER NOT NULL,
        packets INTEGER NOT NULL,
        octets INTEGER NOT NULL,
        line BLOB NOT NULL
      ) STRICT;
      CREATE TABLE coverage (
        sensor TEXT NOT NULL PRIMARY KEY REFERENCES batches ON DELETE CASCADE,
        at INTEGER NOT NULL,
        line BLOB NOT NULL
      ) STRICT;
      """)
}
