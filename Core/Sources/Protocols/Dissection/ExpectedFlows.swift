public import Vocabulary

/// Flows that a dissector was told of in advance: the data of a file transfer, at a port that was agreed on.
///
/// At most ``flowLimit`` are waited for; then the one waited for longest gives way.
public struct ExpectedFlows: Sendable {
  public static let flowLimit = 256
  /// Nanoseconds that a flow is waited for.
  private static let waitLimit: Int64 = 300_000_000_000

  struct Entry: Sendable {
    var host: EndpointID
    var port: UInt16
    var name: ProtocolName
    var time: Timestamp
    /// The flow and the request that it was agreed in.
    var serial: UInt32
    var request: UInt64
    var isFromLow: Bool
  }

  private var entries: [Entry] = []
  private var next = 0
  public private(set) var dropped = 0

  public init() {}

  mutating func expect(_ entry: Entry) {
    for at in entries.indices where entries[at].host == entry.host && entries[at].port == entry.port {
      entries[at] = entry
      return
    }
    if entries.count < Self.flowLimit { return entries.append(entry) }
    if entry.time.nanoseconds(since: entries[next].time) < Self.waitLimit { dropped += 1 }
    entries[next] = entry
    next = next + 1 < Self.flowLimit ? next + 1 : 0
  }

  /// What a flow to `port` of `host` was agreed to be; nil where nothing was.
  public func name(host: EndpointID, port: UInt16, at time: Timestamp) -> ProtocolName? {
    find(host, port, at: time)?.name
  }

  func find(_ host: EndpointID, _ port: UInt16, at time: Timestamp) -> Entry? {
    for entry in entries where entry.port == port && entry.host == host {
      return time.nanoseconds(since: entry.time) < Self.waitLimit ? entry : nil
    }
    return nil
  }
}
