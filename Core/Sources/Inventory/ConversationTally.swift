public import Vocabulary

/// All flows of one client to one service: 88 octets, a plain value.
public struct Conversation: Sendable {
  public let client: EndpointID
  public let server: EndpointID
  public let serverPort: UInt16
  /// nil where several ports were used.
  public internal(set) var clientPort: UInt16?
  public let transport: Transport
  public let name: ProtocolName
  /// How far the furthest of its flows came: `established` stands while any of them did not end.
  public internal(set) var state: FlowState
  public internal(set) var isEncrypted: Bool
  public internal(set) var first: Timestamp
  public internal(set) var last: Timestamp
  public internal(set) var packetsToServer: UInt64
  public internal(set) var packetsToClient: UInt64
  public internal(set) var octetsToServer: UInt64
  public internal(set) var octetsToClient: UInt64
  public internal(set) var gapOctets: UInt64

  /// A conversation of one flow.
  public init(_ flow: FlowSummary) {
    client = flow.client
    server = flow.server
    serverPort = flow.serverPort
    clientPort = flow.clientPort
    transport = flow.transport
    name = flow.name
    state = flow.state
    isEncrypted = flow.isEncrypted
    first = flow.first
    last = flow.last
    packetsToServer = flow.packetsToServer
    packetsToClient = flow.packetsToClient
    octetsToServer = flow.octetsToServer
    octetsToClient = flow.octetsToClient
    gapOctets = flow.gapOctets
  }

  mutating func add(_ flow: FlowSummary) {
    if clientPort != flow.clientPort { clientPort = nil }
    if state.reach < flow.state.reach { state = flow.state }
    if flow.isEncrypted { isEncrypted = true }
    if flow.first < first { first = flow.first }
    if last < flow.last { last = flow.last }
    packetsToServer &+= flow.packetsToServer
    packetsToClient &+= flow.packetsToClient
    octetsToServer &+= flow.octetsToServer
    octetsToClient &+= flow.octetsToClient
    gapOctets &+= flow.gapOctets
  }

  func isOf(_ flow: FlowSummary) -> Bool {
    client == flow.client && server == flow.server && serverPort == flow.serverPort
      && transport == flow.transport && name == flow.name
  }
}

extension FlowState {
  /// How far the flow came, so that the order in which flows end does not decide a conversation's state.
  var reach: Int {
    switch self {
    case .unanswered: 0
    case .refused: 1
    case .oneWay: 2
    case .reset: 3
    case .closed: 4
    case .established: 5
    }
  }
}

/// Folds flows into conversations: (client, server, server port, transport, protocol).
///
/// At most `limit` are kept; the flow that would need another is counted in ``dropped``.
public struct ConversationTally: Sendable {
  var records = ChunkedArray<Conversation>()
  private var index = SlotIndex(capacity: 256)
  private let seed: UInt64
  public let limit: Int
  public private(set) var dropped = 0

  public init(limit: Int = 300_000, seed: UInt64 = 0) {
    self.limit = limit
    self.seed = seed
  }

  public var count: Int { records.count }

  /// Conversations with at least one encrypted flow.
  public var encryptedCount: Int {
    var count = 0
    for number in 0..<records.count where records[number].isEncrypted { count += 1 }
    return count
  }

  public mutating func add(_ flow: FlowSummary) {
    let ends = UInt64(flow.client.rawValue) << 32 | UInt64(flow.server.rawValue)
    let service =
      UInt64(flow.serverPort) << 16 | UInt64(flow.transport.rawValue) << 8 | UInt64(flow.name.rawValue)
    let hash = mixed(mixed(seed, ends), service)
    if let known = index.find(hash, where: { records[$0].isOf(flow) }) {
      records[known].add(flow)
      return
    }
    guard records.count < limit else {
      dropped += 1
      return
    }
    records.append(Conversation(flow))
    index.insert(hash, record: records.count - 1)
  }
}
