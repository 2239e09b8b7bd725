import Vocabulary

/// What was told of flows that are still in the table: they were closed, or silent for long, and may go on.
///
/// A flow is known by the packet that opened it. Each part of it is told once: what is told later is what
/// came since. There are never more than open flows.
struct ToldFlows: Sendable {
  private var told: [FlowSummary] = []
  private var index = SlotIndex()

  var count: Int { told.count }

  /// What of a flow was not told yet, which is told from now on; nil where there is nothing new.
  mutating func tell(_ flow: FlowSummary) -> FlowSummary? {
    let hash = Self.hash(flow.place)
    guard let known = find(flow.place) else {
      told.append(flow)
      index.insert(hash, record: told.count - 1)
      return flow
    }
    let before = told[known]
    told[known] = flow
    return flow.part(since: before)
  }

  /// What of a flow that ended was not told yet.
  mutating func end(_ flow: FlowSummary) -> FlowSummary? {
    guard let known = find(flow.place) else { return flow }
    let before = told[known]
    index.remove(Self.hash(flow.place), record: known)
    let moved = told.removeLast()
    if known < told.count {
      let hash = Self.hash(moved.place)
      index.remove(hash, record: told.count)
      index.insert(hash, record: known)
      told[known] = moved
    }
    return flow.part(since: before)
  }

  private func find(_ place: PacketPlace) -> Int? {
    index.find(Self.hash(place)) { told[$0].place == place }
  }

  private static func hash(_ place: PacketPlace) -> UInt64 {
    mixed(0, UInt64(place.capture) << 32 | UInt64(place.packet))
  }
}

extension FlowSummary {
  /// What came since an earlier summary of the same flow, nil where nothing did. It begins with the last
  /// packet of what was told.
  fileprivate func part(since before: FlowSummary) -> FlowSummary? {
    // Who was taken for the server may have turned out to be the client.
    let isTurned = before.client != client || before.clientPort != clientPort
    let (toServer, toClient) = (before.packetsToServer, before.packetsToClient)
    let (octetsThere, octetsBack) = (before.octetsToServer, before.octetsToClient)
    var part = self
    part.packetsToServer &-= isTurned ? toClient : toServer
    part.packetsToClient &-= isTurned ? toServer : toClient
    part.octetsToServer &-= isTurned ? octetsBack : octetsThere
    part.octetsToClient &-= isTurned ? octetsThere : octetsBack
    part.gapOctets &-= before.gapOctets
    part.first = before.last
    return part.packetsToServer | part.packetsToClient | part.gapOctets == 0 ? nil : part
  }
}
