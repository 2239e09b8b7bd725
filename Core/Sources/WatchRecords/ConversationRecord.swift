public import Vocabulary

/// What passed between a client and a service since the line before.
public struct ConversationRecord: Hashable, Sendable {
  /// Who talks to whom by what; all that passes under one key is one conversation.
  public struct Key: Hashable, Sendable {
    /// Ids of endpoints.
    public let client: String
    public let server: String
    public let transport: String
    /// nil where the transport has none.
    public let port: Int64?
    public let `protocol`: String

    public init(client: String, server: String, transport: String, port: Int64?, `protocol`: String) {
      self.client = client
      self.server = server
      self.transport = transport
      self.port = port
      self.protocol = `protocol`
    }
  }

  public let key: Key
  public let state: String
  public let first: Timestamp
  public let last: Timestamp
  public let packetsToServer: Int64
  public let packetsToClient: Int64
  public let octetsToServer: Int64
  public let octetsToClient: Int64

  public init(
    _ key: Key, state: String, first: Timestamp, last: Timestamp, packetsToServer: Int64,
    packetsToClient: Int64, octetsToServer: Int64, octetsToClient: Int64
  ) {
    self.key = key
    self.state = state
    self.first = first
    self.last = last
    self.packetsToServer = packetsToServer
    self.packetsToClient = packetsToClient
    self.octetsToServer = octetsToServer
    self.octetsToClient = octetsToClient
  }

  init(_ fields: WatchFields) throws(WatchLineError) {
    key = Key(
      client: try fields.id("client"), server: try fields.id("server"), transport: try fields.id("transport"),
      port: try fields.optionalNumber("serverPort"), protocol: try fields.id("protocol"))
    if let port = key.port, !(0...65_535).contains(port) { throw WatchLineError(.wrong("serverPort")) }
    state = try fields.id("state")
    (first, last) = (try fields.time("first"), try fields.time("last"))
    packetsToServer = try fields.count("packetsToServer")
    packetsToClient = try fields.count("packetsToClient")
    octetsToServer = try fields.count("bytesToServer")
    octetsToClient = try fields.count("bytesToClient")
  }
}
