import Protocols
import Streams
import Vocabulary

/// What a stream's octets go through: identification, then their dissector.
extension Sensor {
  /// Times that the beginning of an unidentified flow is looked at.
  static let identificationLimit: UInt8 = 6

  mutating func takeStream(_ octets: Span<UInt8>, _ position: Int, _ direction: Direction) {
    var octets = octets
    let skip = Int(flows[position, direction].skip)
    if skip > 0 {
      let passed = min(skip, octets.count)
      flows[position, direction].skip = UInt32(skip - passed)
      if passed == octets.count { return }
      octets = octets.extracting(passed..<octets.count)
    }
    switch flows[position].identification {
    case .settled: dissect(octets, position, direction)
    case .unknown: counters.unknownProtocolPackets &+= 1
    case .open, .tentative: identify(octets, position, direction)
    }
  }

  private mutating func dissect(_ octets: Span<UInt8>, _ position: Int, _ direction: Direction) {
    let slot = flows[position, direction].unfinished
    if slot == 0 {
      let rest = dissectFresh(octets, position, direction)
      if rest > 0 { keep(octets.extracting((octets.count - rest)..<octets.count), position, direction) }
      return
    }
    var mutableSlot = slot
    guard buffers.append(octets, to: &mutableSlot) else { return lose(position, direction) }
    guard buffers.count(slot) >= Int(flows[position, direction].needs) else { return }
    let whole = buffers.take(&mutableSlot)
    flows[position, direction].unfinished = 0
    let rest = dissectFresh(whole.span, position, direction)
    if rest > 0 { keep(whole.span.extracting((whole.count - rest)..<whole.count), position, direction) }
  }

  /// Dissects octets that begin where the last message ended; gives how many at their end are unfinished.
  private mutating func dissectFresh(_ octets: Span<UInt8>, _ position: Int, _ direction: Direction) -> Int {
    let name = flows[position].name
    if Dissectors.isNamedOnly(stream: name) {
      dissection.note(name)
      return 0
    }
    if flows[position, direction].isAstray {
      guard Dissectors.recognise(stream: octets, as: name) == .consistent else {
        // Nothing to hold on to in this segment.
        return 0
      }
      flows[position, direction].isAstray = false
    }
    enter(position, direction)
    let progress = dissectors.dissect(stream: octets, as: name, &dissection)
    let direction = self.leaving(position, direction)
    if progress.isLost {
      flows[position, direction].isAstray = true
      return 0
    }
    let needs = UInt32(clamping: progress.needs)
    if needs != flows[position, direction].needs { flows[position, direction].needs = needs }
    if progress.consumed > octets.count {
      flows[position, direction].skip = UInt32(clamping: progress.consumed - octets.count)
      return 0
    }
    return octets.count - max(0, progress.consumed)
  }

  /// Leaves the flow; the direction is the same octets' after the flow may have been turned round.
  private mutating func leaving(_ position: Int, _ direction: Direction) -> Direction {
    let clientWasLow = flows[position].clientIsLow
    leave(position, direction)
    return flows[position].clientIsLow == clientWasLow ? direction : direction.opposite
  }

  private mutating func keep(_ rest: Span<UInt8>, _ position: Int, _ direction: Direction) {
    // The flow may have been turned round while its octets were dissected: the sender is who counts.
    let direction: Direction =
      dissection.clientIsLow == flows[position].clientIsLow ? direction : direction.opposite
    var slot: UInt32 = 0
    if buffers.append(rest, to: &slot) {
      flows[position, direction].unfinished = slot
    } else {
      lose(position, direction)
    }
  }

  /// Gives up an unfinished message that outgrew its limit.
  private mutating func lose(_ position: Int, _ direction: Direction) {
    buffers.discard(&flows[position, direction].unfinished)
    flows[position, direction].needs = 0
    flows[position, direction].isAstray = true
  }

  private mutating func identify(_ octets: Span<UInt8>, _ position: Int, _ direction: Direction) {
    let slot = flows[position, direction].unfinished
    if slot != 0 {
      // The first octets were too few to tell: look at them together with these.
      var mutableSlot = slot
      _ = buffers.append(octets, to: &mutableSlot)
      let whole = buffers.take(&mutableSlot)
      flows[position, direction].unfinished = 0
      identifyFresh(whole.span, position, direction)
    } else {
      identifyFresh(octets, position, direction)
    }
  }

  private mutating func identifyFresh(_ octets: Span<UInt8>, _ position: Int, _ direction: Direction) {
    let flow = flows[position]
    let hint =
      Dissectors.hint(flow.key.transport, port: flow.serverPort)
      ?? Dissectors.hint(flow.key.transport, port: flow.clientPort)
    let seen = Dissectors.recognise(
      stream: octets, hint: hint, candidate: flow.identification == .tentative ? flow.name : nil)
    if let seen, seen.recognition == .consistent,
      seen.name == hint || (flow.identification == .tentative && flow.name == seen.name)
    {
      return settle(seen.name, octets, position, direction)
    }
    flows[position].tries &+= 1
    if let seen, seen.recognition == .undecided, flows[position].tries < Self.identificationLimit {
      var slot: UInt32 = 0
      if buffers.append(octets, to: &slot) { flows[position, direction].unfinished = slot }
      return
    }
    counters.unknownProtocolPackets &+= 1
    if let seen, seen.recognition == .consistent {
      if flow.identification == .tentative { _ = tentative.take(&flows[position].tentative) }
      flows[position].identification = .tentative
      flows[position].name = seen.name
      tentative.keep(
        octets, fromLow: (direction == .toServer) == flow.clientIsLow, time: dissection.time,
        place: dissection.place, slot: &flows[position].tentative)
    }
    if flows[position].tries >= Self.identificationLimit {
      flows[position].identification = .unknown
      flows[position].name = .unknown
      _ = tentative.take(&flows[position].tentative)
    }
  }

  /// Names a flow, dissects what was seen of it before, then `octets`.
  private mutating func settle(
    _ name: ProtocolName, _ octets: Span<UInt8>, _ position: Int, _ direction: Direction
  ) {
    flows[position].identification = .settled
    flows[position].name = name
    let (time, place) = (dissection.time, dissection.place)
    let fromLow = (direction == .toServer) == flows[position].clientIsLow
    for segment in tentative.take(&flows[position].tentative) {
      dissection.time = segment.time
      dissection.place = segment.place
      counters.unknownProtocolPackets &-= min(1, counters.unknownProtocolPackets)
      let way: Direction = segment.fromLow == flows[position].clientIsLow ? .toServer : .toClient
      dissect(segment.octets.span, position, way)
    }
    dissection.time = time
    dissection.place = place
    let way: Direction = fromLow == flows[position].clientIsLow ? .toServer : .toClient
    dissect(octets, position, way)
  }
}
