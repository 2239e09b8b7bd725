public import Vocabulary

/// An asset as it was told last.
public struct AssetRecord: Hashable, Sendable {
  /// Endpoints of one asset: its addresses in each VLAN.
  public static let endpointLimit = 256

  public let id: String
  /// The ids by which conversations and activities name it.
  public let endpoints: [String]
  /// What it is called; its first address where it has no name.
  public let name: String
  /// Purdue level 0 to 5, nil where unknown.
  public let level: Int64?
  public let first: Timestamp
  public let last: Timestamp
  /// The line as it came, with addresses, identity and evidence.
  public let line: [UInt8]

  public init(
    id: String, endpoints: [String], name: String, level: Int64?, first: Timestamp, last: Timestamp,
    line: [UInt8]
  ) {
    self.id = id
    self.endpoints = endpoints
    self.name = name
    self.level = level
    self.first = first
    self.last = last
    self.line = line
  }

  init(_ fields: WatchFields, _ line: [UInt8]) throws(WatchLineError) {
    let id = try fields.id("id")
    let addresses = try fields.fields("addresses")
    let names =
      try fields.texts("hostnames", limit: 64) + addresses.texts("ipv4", limit: Self.endpointLimit)
      + addresses.texts("ipv6", limit: Self.endpointLimit)
    let level = try fields.optionalNumber("level")
    if let level, !(0...5).contains(level) { throw WatchLineError(.wrong("level")) }
    self.init(
      id: id, endpoints: try fields.texts("endpoints", limit: Self.endpointLimit), name: names.first ?? id,
      level: level, first: try fields.time("first"), last: try fields.time("last"), line: line)
  }
}
