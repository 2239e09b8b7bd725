import Vocabulary

/// The plant's wires: what stations send, when it passes the tap, and what the next number of each is.
struct Network: Sendable {
  var random: SeededGenerator
  var queue = EventQueue()
  /// What the frames sent now belong to.
  var mark: SimulatedFrame.Mark?
  /// While set, the laptop stands between these two: it receives and passes on what they say.
  var interception: Interception?
  /// The plant's days; null for a plant of hours, which works in two shifts by UTC.
  var days: PlantDays?
  /// What the frames sent now belong to, where they belong to an entry of a scenario file.
  var entry: SimulatedFrame.Entry?

  private var identifications: [UInt16]
  private var ephemeralPorts: [UInt16]
  /// Until when a station knows another's hardware address, by asker and asked.
  private var neighbours: [Timestamp]
  /// The firewall's hardware address and the changes in it, by segment.
  private var gatewayShift: UInt64 = 0

  struct Interception: Sendable {
    let one: HostID
    let other: HostID
    let middle: HostID
    let from: Timestamp
    let until: Timestamp
  }

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    let count = HostID.allCases.count
    identifications = []
    ephemeralPorts = []
    for id in HostID.allCases.prefix(HostID.ofHours) {
      identifications.append(UInt16(truncatingIfNeeded: random.next()))
      ephemeralPorts.append(id.host.isWindows ? 49_152 + UInt16(random.number(in: 5...900)) : 32_768)
    }
    for id in HostID.allCases.dropFirst(HostID.ofHours) {
      identifications.append(UInt16(truncatingIfNeeded: 7_919 * id.rawValue))
      ephemeralPorts.append(id.host.isWindows ? 49_152 : 32_768)
    }
    neighbours = [Timestamp](repeating: Timestamp(nanoseconds: 0), count: count * count)
  }

  // MARK: Sending

  mutating func emit(_ octets: [UInt8], at time: Timestamp) {
    queue.push(.frame(PendingFrame(octets: octets, sender: nil, mark: mark, entry: entryOfNow)), at: time)
  }

  mutating func emit(_ octets: [UInt8], from sender: HostID, path: Path, at time: Timestamp) {
    let offset = path.builder.payloadOffset
    var frame = PendingFrame(
      octets: octets, sender: sender, internetOffset: offset, mark: mark, entry: entryOfNow)
    guard let between = interception, between.covers(path, at: time) else {
      queue.push(.frame(frame), at: time)
      return
    }
    // Seen twice: on its way to the one in the middle and on its way on from there.
    let middle = FrameBuilder.octets(of: between.middle.host.mac)
    frame.octets.replaceSubrange(0..<6, with: middle)
    queue.push(.frame(frame), at: time)
    frame.octets = octets
    frame.octets.replaceSubrange(6..<12, with: middle)
    queue.push(.frame(frame), at: time + .microseconds(random.number(in: 180...420)))
  }

  /// A built-in scenario says by its mark which of its messages are the deed.
  private var entryOfNow: SimulatedFrame.Entry? {
    guard var entry else { return nil }
    if let mark { entry.isDeed = mark.isDeed }
    return entry
  }

  /// Gives an IPv4 packet its place in the sender's count, as it leaves.
  mutating func number(_ frame: inout PendingFrame) {
    guard let sender = frame.sender else { return }
    let identification = identifications[sender.rawValue]
    identifications[sender.rawValue] = identification &+ 1
    FrameBuilder.number(&frame.octets, internetOffset: frame.internetOffset, identification: identification)
  }

  mutating func ephemeralPort(of id: HostID) -> UInt16 {
    let port = ephemeralPorts[id.rawValue]
    let first: UInt16 = id.host.isWindows ? 49_152 : 32_768
    let step = UInt16(random.number(in: 1...3))
    ephemeralPorts[id.rawValue] = port > 65_000 ? first : port + step
    return port
  }

  /// A station's pause before it answers.
  mutating func thinkingTime(of id: HostID) -> Duration {
    .microseconds(random.number(in: id.host.thinking))
  }

  // MARK: Neighbours

  /// Who can reach whom at which hardware addresses, as the tap sees it.
  struct Path: Sendable {
    let source: HostID
    let destination: HostID
    let builder: FrameBuilder
    let timeToLive: UInt8
    let segment: Segment
  }

  func path(from source: HostID, to destination: HostID) -> Path {
    let sender = source.host
    let receiver = destination.host
    let isLocal = sender.segment == receiver.segment
    let segment = sender.segment.rawValue > receiver.segment.rawValue ? sender.segment : receiver.segment
    let builder = FrameBuilder(
      destination: receiver.segment == segment ? receiver.mac : gateway(of: segment),
      source: sender.segment == segment ? sender.mac : gateway(of: segment), tag: segment.vlan)
    var hops: UInt8 = isLocal || sender.segment == segment ? 0 : 1
    if sender.segment == .internet { hops = 11 }
    return Path(
      source: source, destination: destination, builder: builder, timeToLive: sender.stack.timeToLive - hops,
      segment: segment)
  }

  func gateway(of segment: Segment) -> MACAddress {
    MACAddress(rawValue: segment.gateway.rawValue + gatewayShift)
  }

  /// The standby firewall, with hardware of its own, answers from now on.
  mutating func failOverGateway() {
    gatewayShift = 0x100
  }

  /// Asks for the receiver's hardware address where the sender does not know it any more.
  mutating func resolve(_ source: HostID, _ destination: HostID, at time: inout Timestamp) {
    let index = source.rawValue * HostID.allCases.count + destination.rawValue
    guard neighbours[index] < time else { return }
    let known = time + random.duration(.seconds(600), .seconds(1_500))
    neighbours[index] = known
    neighbours[destination.rawValue * HostID.allCases.count + source.rawValue] = known
    time += ask(source, destination, at: time)
  }

  /// The question and its answer whether or not the asker knows already.
  mutating func askAgain(_ source: HostID, _ destination: HostID, at time: Timestamp) {
    _ = ask(source, destination, at: time)
  }

  /// Returns how long the asker waited.
  private mutating func ask(_ source: HostID, _ destination: HostID, at time: Timestamp) -> Duration {
    let segment = path(from: source, to: destination).segment
    let asker = neighbour(source, in: segment)
    let asked = neighbour(destination, in: segment)
    let request = ARPMessage(
      operation: .request, senderMAC: asker.mac, senderAddress: asker.address, targetMAC: .zero,
      targetAddress: asked.address)
    emit(request.frame(to: .broadcast, tag: segment.vlan), at: time)
    let delay = random.duration(.microseconds(120), .microseconds(700))
    let reply = ARPMessage(
      operation: .reply, senderMAC: asked.mac, senderAddress: asked.address, targetMAC: asker.mac,
      targetAddress: asker.address)
    emit(reply.frame(to: asker.mac, tag: segment.vlan), at: time + delay)
    return delay + random.duration(.microseconds(60), .microseconds(200))
  }

  private func neighbour(_ id: HostID, in segment: Segment) -> (mac: MACAddress, address: UInt32) {
    id.host.segment == segment
      ? (id.host.mac, id.host.address) : (gateway(of: segment), segment.gatewayAddress)
  }
}

extension Network.Interception {
  func covers(_ path: Network.Path, at time: Timestamp) -> Bool {
    guard time >= from, time < until else { return false }
    return (path.source == one && path.destination == other)
      || (path.source == other && path.destination == one)
  }
}

extension FrameBuilder {
  static func octets(of mac: MACAddress) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put48(mac.rawValue)
    return octets
  }
}
