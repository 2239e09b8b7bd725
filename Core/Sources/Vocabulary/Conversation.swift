/// How far a flow came.
public enum FlowState: UInt8, CaseIterable, Hashable, Sendable {
  /// Asked, never answered.
  case unanswered
  /// Asked and turned away: a reset, or an ICMP unreachable.
  case refused
  /// Only one direction was seen.
  case oneWay
  /// Both directions were seen.
  case established
  /// Ended in order.
  case closed
  /// Broken off by a reset after it was established.
  case reset

  public var text: String {
    switch self {
    case .unanswered: "unanswered"
    case .refused: "refused"
    case .oneWay: "oneWay"
    case .established: "established"
    case .closed: "closed"
    case .reset: "reset"
    }
  }
}

public enum Transport: UInt8, CaseIterable, Hashable, Sendable {
  /// Layer 2: no network address.
  case ethernet
  case tcp, udp, icmp, icmpv6, other

  public var text: String {
    switch self {
    case .ethernet: "ethernet"
    case .tcp: "tcp"
    case .udp: "udp"
    case .icmp: "icmp"
    case .icmpv6: "icmpv6"
    case .other: "ip"
    }
  }
}

/// A flow that ended or was evicted: what one pair of ports did. It folds into its conversation.
public struct FlowSummary: Sendable {
  public var first: Timestamp
  public var last: Timestamp
  public var place: PacketPlace
  public var client: EndpointID
  public var server: EndpointID
  public var clientPort: UInt16
  public var serverPort: UInt16
  public var transport: Transport
  public var state: FlowState
  public var name: ProtocolName
  public var isEncrypted: Bool
  public var packetsToServer: UInt64
  public var packetsToClient: UInt64
  public var octetsToServer: UInt64
  public var octetsToClient: UInt64
  public var gapOctets: UInt64
  /// Opened by a segment that no connection begins with.
  public var isOddlyOpened: Bool
  public var rhythm: Rhythm

  public init(
    first: Timestamp, last: Timestamp, place: PacketPlace, client: EndpointID, server: EndpointID,
    clientPort: UInt16, serverPort: UInt16, transport: Transport, state: FlowState, name: ProtocolName,
    isEncrypted: Bool, packetsToServer: UInt64, packetsToClient: UInt64, octetsToServer: UInt64,
    octetsToClient: UInt64, gapOctets: UInt64, isOddlyOpened: Bool = false, rhythm: Rhythm = .none
  ) {
    self.first = first
    self.last = last
    self.place = place
    self.client = client
    self.server = server
    self.clientPort = clientPort
    self.serverPort = serverPort
    self.transport = transport
    self.state = state
    self.name = name
    self.isEncrypted = isEncrypted
    self.packetsToServer = packetsToServer
    self.packetsToClient = packetsToClient
    self.octetsToServer = octetsToServer
    self.octetsToClient = octetsToClient
    self.gapOctets = gapOctets
    self.isOddlyOpened = isOddlyOpened
    self.rhythm = rhythm
  }
}
