public import Vocabulary

/// The flows that are open, found by their 5-tuple.
///
/// At most ``flowLimit`` are held. Each new flow looks at a few old ones and ends those that have been silent
/// for long; where the table is full, the one of a few that has been silent longest gives way, and is
/// counted.
public struct FlowTable: Sendable {
  public static let flowLimit = 131_072
  /// How long a flow may be silent before it ends, by how it stands.
  public static let closedSilenceLimit: Int64 = 15_000_000_000
  public static let datagramSilenceLimit: Int64 = 180_000_000_000
  public static let streamSilenceLimit: Int64 = 3_600_000_000_000
  /// Old flows that a new one looks at.
  static let sweep = 4

  @usableFromInline
  var flows: [Flow] = []
  /// Both directions of each flow: to the server, to the client.
  @usableFromInline
  var sides: [StreamSide] = []
  private var free: [UInt32] = []
  @usableFromInline
  var index: SlotIndex
  @usableFromInline
  let seed: UInt64
  private var serial: UInt32 = 0
  private var hand = 0
  public private(set) var evicted = 0

  public init(seed: UInt64 = 0) {
    self.seed = seed
    index = SlotIndex(capacity: 1024)
  }

  /// Records, those of ended flows included; each number below may be asked for.
  public var recordCount: Int { flows.count }

  /// Flows that are open.
  public var count: Int { flows.count - free.count }

  @inlinable
  public subscript(position: Int) -> Flow {
    get { flows[position] }
    _modify { yield &flows[position] }
  }

  /// One direction of a flow.
  @inlinable
  public subscript(position: Int, direction: Direction) -> StreamSide {
    get { sides[position &* 2 &+ direction.index] }
    _modify { yield &sides[position &* 2 &+ direction.index] }
  }

  /// The open flow of a key.
  @inlinable
  public func find(_ key: FlowKey) -> Int? {
    index.find(key.hash(seed: seed)) { flows[$0].key == key }
  }

  /// Opens a flow that is not yet there. `ended` takes the flows that give way.
  public mutating func open(
    _ key: FlowKey, clientIsLow: Bool, clientIsKnown: Bool, client: EndpointID, server: EndpointID,
    time: Timestamp, place: PacketPlace, ended: inout [Int]
  ) -> Int {
    sweep(at: time, ended: &ended)
    let flow = Flow(
      key: key, serial: nextSerial(), clientIsLow: clientIsLow, clientIsKnown: clientIsKnown, client: client,
      server: server, time: time, place: place)
    let position: Int
    if let reused = free.popLast() {
      position = Int(reused)
      flows[position] = flow
      sides[position * 2] = StreamSide()
      sides[position * 2 + 1] = StreamSide()
    } else {
      position = flows.count
      flows.append(flow)
      sides.append(StreamSide())
      sides.append(StreamSide())
    }
    index.insert(key.hash(seed: seed), record: position)
    return position
  }

  /// Counts a packet of a flow, its octets as they were on the wire; gives the way that it travels.
  @inlinable
  public mutating func count(_ position: Int, fromLow: Bool, octets: Int, at time: Timestamp) -> Direction {
    Self.count(&flows[position], fromLow: fromLow, octets: octets, at: time)
  }

  @inlinable
  static func count(_ flow: inout Flow, fromLow: Bool, octets: Int, at time: Timestamp) -> Direction {
    if flow.last < time {
      if time.nanoseconds &- flow.last.nanoseconds > Wakes.silence {
        flow.wakes.note(time, since: flow.first)
      }
      flow.last = time
    }
    if flow.clientIsLow == fromLow {
      flow.packetsToServer &+= 1
      flow.octetsToServer &+= UInt64(truncatingIfNeeded: octets)
      return .toServer
    }
    flow.packetsToClient &+= 1
    flow.octetsToClient &+= UInt64(truncatingIfNeeded: octets)
    return .toClient
  }

  /// Turns a flow round: who was taken for the server is the client.
  public mutating func swapEnds(_ position: Int) {
    flows[position].swapEnds()
    sides.swapAt(position * 2, position * 2 + 1)
  }

  /// What a flow was, told when it ends.
  public func summary(_ position: Int) -> FlowSummary {
    flows[position].summary(flows[position].state(sides[position * 2], sides[position * 2 + 1]))
  }

  /// A serial that no flow before had.
  public mutating func nextSerial() -> UInt32 {
    serial &+= 1
    return serial
  }

  /// Takes an ended flow out. Its record stays readable until the next
  /// ``open(_:clientIsLow:clientIsKnown:client:server:time:place:ended:)``.
  public mutating func close(_ position: Int) {
    guard flows[position].isLive else { return }
    flows[position].isLive = false
    index.remove(flows[position].key.hash(seed: seed), record: position)
    free.append(UInt32(truncatingIfNeeded: position))
  }

  /// Names the flows that have been silent too long, and one more where the table is full.
  private mutating func sweep(at time: Timestamp, ended: inout [Int]) {
    guard !flows.isEmpty else { return }
    var quietest: Int?
    let isFull = count >= Self.flowLimit
    for _ in 0..<(isFull ? Self.sweep * 2 : Self.sweep) {
      hand = hand + 1 < flows.count ? hand + 1 : 0
      guard flows[hand].isLive, !ended.contains(hand) else { continue }
      if time.nanoseconds(since: flows[hand].last) > silenceLimit(of: hand) {
        ended.append(hand)
      } else if quietest.map({ flows[hand].last < flows[$0].last }) ?? true {
        quietest = hand
      }
    }
    if isFull, ended.isEmpty, let quietest {
      evicted += 1
      ended.append(quietest)
    }
  }

  /// Whether a record is of a flow that has been silent so long that a sweep would end it.
  public func isSilent(_ position: Int, at time: Timestamp) -> Bool {
    flows[position].isLive && time.nanoseconds(since: flows[position].last) > silenceLimit(of: position)
  }

  private func silenceLimit(of position: Int) -> Int64 {
    let flow = flows[position]
    guard flow.key.transport == .tcp else { return Self.datagramSilenceLimit }
    let isOver =
      flow.wasReset || flow.wasRefused || (sides[position * 2].sawFIN && sides[position * 2 + 1].sawFIN)
    return isOver ? Self.closedSilenceLimit : Self.streamSilenceLimit
  }
}
