public import Vocabulary

/// Which way a packet of a flow travels.
public enum Direction: UInt8, Sendable {
  case toServer, toClient

  @inlinable
  public var index: Int { Int(rawValue) }

  @inlinable
  public var opposite: Direction { self == .toServer ? .toClient : .toServer }
}

/// One direction of a TCP stream, held in ``FlowTable`` beside its flow.
public struct StreamSide: Sendable {
  /// The sequence number of the next octet to deliver.
  public var next: UInt32 = 0
  /// `next` is known: a SYN or data was seen.
  public var isStarted = false
  public var sawSYN = false
  /// The first octet's sequence number, known where a SYN was seen.
  public var firstSequence: UInt32 = 0
  public var sawFIN = false
  /// The next octets may begin inside a message: the dissector must find a beginning first.
  public var isAstray = false
  /// A segment came from far off; where it ended. See ``Arrival/stray``.
  public var hasStray = false
  public var strayEnd: UInt32 = 0
  /// Octets of a message whose body no dissector wants, still to pass.
  public var skip: UInt32 = 0
  /// Where the octets of an unfinished message wait, see ``StreamBuffers``; 0 where none do.
  public var unfinished: UInt32 = 0
  /// Where segments wait that came before their turn; 0 where none do.
  public var early: UInt32 = 0
  /// A message needs at least this many octets before dissecting is worth another try.
  public var needs: UInt32 = 0
  /// The last segment delivered: where it began, its length and a digest of its octets, for copies that
  /// differ.
  public var lastStart: UInt32 = 0
  public var lastOctets: UInt32 = 0
  public var lastDigest: UInt32 = 0
  /// The last acknowledgement that came this way: how far the other direction was received.
  public var acknowledged: UInt32 = 0
  /// Octets were acknowledged by a segment that carries none itself: such segments were not filtered away.
  public var sawBareAcknowledgement = false
  /// How often this direction went on while nothing was seen of the other one; see
  /// ``countUnansweredStep()``.
  public private(set) var unansweredSteps: UInt8 = 0

  @inlinable
  public init() {}

  /// Counts up to the largest number that fits.
  public mutating func countUnansweredStep() {
    if unansweredSteps < .max { unansweredSteps += 1 }
  }
}

/// How sure it is what a flow speaks.
public enum Identification: UInt8, Sendable {
  /// Nothing has been recognised; ``Flow/tries`` counts how often it was tried.
  case open
  /// One message was recognised, a second one has to bear it out. ``Flow/name`` is the candidate.
  case tentative
  /// ``Flow/name`` is what the flow speaks.
  case settled
  /// Given up.
  case unknown
}

/// A transient 5-tuple: one connection, or what passed between two ports until it fell silent.
public struct Flow: Sendable {
  public let key: FlowKey
  /// The key's, at hand for each message.
  public let transport: Transport
  /// Grows with each flow, so that nothing said of an earlier flow is taken for this one.
  public var serial: UInt32
  public var clientIsLow: Bool
  /// A handshake or a dissector told who is the client; otherwise it is a guess.
  public var clientIsKnown: Bool
  public var identification = Identification.open
  public var name = ProtocolName.unknown
  public var tries: UInt8 = 0
  public var isEncrypted = false
  public var wasReset = false
  public var wasRefused = false
  public var place: PacketPlace
  public var first: Timestamp
  public var last: Timestamp
  public var client: EndpointID
  public var server: EndpointID
  public var packetsToServer: UInt32 = 0
  public var packetsToClient: UInt32 = 0
  public var octetsToServer: UInt64 = 0
  public var octetsToClient: UInt64 = 0
  public var gapOctets: UInt64 = 0
  /// Where the first segments of an unidentified flow wait; 0 where none do.
  public var tentative: UInt32 = 0
  public var isLive = true
  /// Opened by a segment that no connection begins with: neither SYN, acknowledgement nor reset.
  public var isOddlyOpened = false
  public var wakes = Wakes()

  @inlinable
  public var clientPort: UInt16 { clientIsLow ? key.lowPort : key.highPort }
  @inlinable
  public var serverPort: UInt16 { clientIsLow ? key.highPort : key.lowPort }

  /// Packets that travelled that way.
  @inlinable
  public func packets(_ direction: Direction) -> UInt32 {
    direction == .toServer ? packetsToServer : packetsToClient
  }

  /// Turns the flow round: who was taken for the server is the client.
  mutating func swapEnds() {
    clientIsLow.toggle()
    swap(&client, &server)
    swap(&packetsToServer, &packetsToClient)
    swap(&octetsToServer, &octetsToClient)
  }

  /// How far the flow came, as a conversation shows it.
  public func state(_ toServer: StreamSide, _ toClient: StreamSide) -> FlowState {
    if wasRefused { return .refused }
    if packetsToServer == 0 || packetsToClient == 0 {
      if key.transport == .tcp, toServer.sawSYN, packetsToClient == 0 { return .unanswered }
      return .oneWay
    }
    if wasReset { return .reset }
    return toServer.sawFIN && toClient.sawFIN ? .closed : .established
  }

  func summary(_ state: FlowState) -> FlowSummary {
    FlowSummary(
      first: first, last: last, place: place, client: client, server: server,
      clientPort: key.transport == .tcp || key.transport == .udp ? clientPort : 0,
      serverPort: key.transport == .tcp || key.transport == .udp ? serverPort : 0,
      transport: key.transport, state: state, name: identification == .settled ? name : .unknown,
      isEncrypted: isEncrypted, packetsToServer: UInt64(packetsToServer),
      packetsToClient: UInt64(packetsToClient), octetsToServer: octetsToServer,
      octetsToClient: octetsToClient, gapOctets: gapOctets, isOddlyOpened: isOddlyOpened,
      rhythm: wakes.rhythm)
  }

  init(
    key: FlowKey, serial: UInt32, clientIsLow: Bool, clientIsKnown: Bool, client: EndpointID,
    server: EndpointID, time: Timestamp, place: PacketPlace
  ) {
    self.key = key
    transport = key.transport
    self.serial = serial
    self.clientIsLow = clientIsLow
    self.clientIsKnown = clientIsKnown
    self.client = client
    self.server = server
    self.first = time
    self.last = time
    self.place = place
  }
}
