import Protocols
import Streams
import Vocabulary

/// What a stream's octets go through: identification, then their dissector.
extension Sensor {
  /// Times that the beginning of an unidentified flow is looked at.
  static let identificationLimit: UInt8 = 6

  @inline(__always)
  mutating func takeStream(_ octets: Span<UInt8>, _ position: Int, _ direction: Direction) {
    var octets = octets
    let skip = Int(flows[position, direction].skip)
    if skip > 0 {
      let passed = min(skip, octets.count)
      if dissection.carried.isPassing {
        dissection.passBy(
          octets.extracting(0..<passed), serial: flows[position].serial,
          isFromLow: (direction == .toServer) == flows[position].clientIsLow)
      }
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

  @inline(__always)
  private mutating func dissect(_ octets: Span<UInt8>, _ position: Int, _ direction: Direction) {
    if flows[position, direction].unfinished == 0 {
      dissectFresh(octets, position, direction)
    } else {
      dissectWhole(octets, position, direction)
    }
  }

  /// Dissects octets together with those before them that wait, where they are enough.
  private mutating func dissectWhole(_ octets: Span<UInt8>, _ position: Int, _ direction: Direction) {
    var slot = flows[position, direction].unfinished
    guard buffers.append(octets, to: &slot) else { return lose(position, direction) }
    guard buffers.count(slot) >= Int(flows[position, direction].needs) else { return }
    let whole = buffers.take(&slot)
    flows[position, direction].unfinished = 0
    dissectFresh(whole.span, position, direction)
  }

  /// Dissects octets that begin where the last message ended; those at their end that are unfinished wait.
  private mutating func dissectFresh(_ octets: Span<UInt8>, _ position: Int, _ direction: Direction) {
    let name = flows[position].name
    if Dissectors.isNamedOnly(stream: name) {
      if name == .ftpData, !dissection.wanted.isEmpty {
        enter(position, direction)
        let side = flows[position, direction]
        dissection.takeFileData(octets, isFromStart: side.sawSYN && side.lastStart == side.firstSequence)
      }
      return dissection.note(name)
    }
    if flows[position, direction].isAstray {
      // Otherwise there is nothing to hold on to in this segment.
      guard
        Dissectors.isReadFromAnywhere(stream: name)
          || Dissectors.recognise(stream: octets, as: name) == .consistent
      else { return }
      flows[position, direction].isAstray = false
    }
    enter(position, direction)
    let progress = dissectors.dissect(stream: octets, as: name, &dissection)
    // The flow may be turned round by what was dissected: the sender is who counts.
    let direction = leave(position, direction)
    if progress.isLost {
      flows[position, direction].isAstray = true
      return
    }
    let needs = UInt32(clamping: progress.needs)
    if needs != flows[position, direction].needs { flows[position, direction].needs = needs }
    let consumed = max(0, progress.consumed)
    if consumed > octets.count {
      flows[position, direction].skip = UInt32(clamping: consumed - octets.count)
    } else if consumed < octets.count {
      keep(octets.extracting(consumed..<octets.count), position, direction)
    }
  }

  private mutating func keep(_ rest: Span<UInt8>, _ position: Int, _ direction: Direction) {
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
      ?? dissectors.expected(flow, at: dissection.time)
    let seen = Dissectors.recognise(
      stream: octets, hint: hint, candidate: flow.identification == .tentative ? flow.name : nil)
    if let seen, seen.recognition == .consistent,
      seen.name == hint || (flow.identification == .tentative && flow.name == seen.name)
        || Dissectors.isProof(stream: octets, of: seen.name)
    {
      return settle(seen.name, octets, position, direction)
    }
    if seen == nil, let found = RemoteControl.judge(octets) {
      let toServer = direction == .toServer
      dissection.observations.anomalies.append(
        Anomaly(
          time: dissection.time, place: dissection.place, source: toServer ? flow.client : flow.server,
          target: toServer ? flow.server : flow.client, kind: .exploit, name: .unknown, exploit: found))
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
