import Vocabulary

/// That a client talked to a server in a protocol, and how often.
struct PeerRecord: Sendable {
  let client: EndpointID
  let server: EndpointID
  let name: ProtocolName
  let isAnswered: Bool
  var count: UInt32 = 1
  var first: Timestamp
  var last: Timestamp
  /// Where the first flow began.
  var place: PacketPlace
}

/// Who talked to whom: one small record a pair, protocol and outcome.
///
/// At most `limit` records, and `limitPerHost` of one host on either side; further ones are counted in
/// ``dropped``.
struct PeerTable: Sendable {
  private(set) var records: [PeerRecord] = []
  private var index = SlotIndex()
  /// Records of each endpoint, by its number.
  private var peerCounts: [UInt8] = []
  let limit: Int
  let limitPerHost: Int
  private(set) var dropped = 0

  init(limit: Int, limitPerHost: Int) {
    self.limit = limit
    self.limitPerHost = min(limitPerHost, 255)
  }

  mutating func note(_ flow: FlowSummary) {
    let isAnswered = flow.state != .unanswered && flow.state != .refused
    let hash = mixed(
      mixed(0, AttemptTable.key(flow.client, flow.server)),
      UInt64(flow.name.rawValue) << 1 | (isAnswered ? 1 : 0))
    let known = index.find(hash) { at in
      let record = records[at]
      return record.client == flow.client && record.server == flow.server && record.name == flow.name
        && record.isAnswered == isAnswered
    }
    if let known {
      records[known].count &+= 1
      if flow.first < records[known].first {
        records[known].first = flow.first
        records[known].place = flow.place
      }
      if flow.last > records[known].last { records[known].last = flow.last }
      return
    }
    guard records.count < limit, count(of: flow.client) < limitPerHost, count(of: flow.server) < limitPerHost
    else {
      dropped += 1
      return
    }
    increment(flow.client)
    increment(flow.server)
    records.append(
      PeerRecord(
        client: flow.client, server: flow.server, name: flow.name, isAnswered: isAnswered, first: flow.first,
        last: flow.last, place: flow.place))
    index.insert(hash, record: records.count - 1)
  }

  private func count(of host: EndpointID) -> Int {
    host.index < peerCounts.count ? Int(peerCounts[host.index]) : 0
  }

  private mutating func increment(_ host: EndpointID) {
    while peerCounts.count <= host.index { peerCounts.append(0) }
    peerCounts[host.index] &+= 1
  }
}
