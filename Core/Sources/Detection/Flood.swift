import Vocabulary

/// Flood: more traffic than its target can want.
///
/// Sees: connections and datagrams to one port that come to nothing, counted in spans of ten seconds;
/// datagrams and pings of one flow by their rate; broadcasts by theirs.
///
/// Why it matters: control devices have slow processors; a flood keeps them from their work, and a storm
/// keeps a whole segment.
///
/// Threshold: 1,000 connections or datagrams to one port within ten seconds; one flow of small datagrams
/// without answers at 2,000 a second; pings at 200 a second; broadcasts at 1,000 a second. Medium.
///
/// Stays silent: cyclic data of control protocols, cameras and phones, whose datagrams are large or named;
/// the scanner that the owner lists; ARP, which has a detector of its own.
struct Flood: Sendable {
  static let window: Int64 = 10 * .nanosecondsPerSecond
  static let connectionThreshold = 1_000
  static let datagramThreshold: UInt64 = 5_000
  static let datagramsPerSecond: UInt64 = 2_000
  static let pingThreshold: UInt64 = 1_000
  static let pingsPerSecond: UInt64 = 200
  static let broadcastThreshold: UInt64 = 3_000
  static let broadcastsPerSecond: UInt64 = 1_000
  static let smallOctets: UInt64 = 250

  fileprivate struct Span: Sendable {
    let server: EndpointID
    let port: UInt16
    let transport: Transport
    let number: Int64
    /// Who came first, as far as is known yet.
    var client: EndpointID
    var name: ProtocolName
    var first: Evidence
    var last: Timestamp
    var count = 0
  }

  private struct Stream: Sendable {
    let flow: FlowSummary
    let packets: UInt64
  }

  private var spans: [Span] = []
  private var index = SlotIndex()
  private var streams: [Stream] = []
  private let limit: Int
  private let streamLimit: Int
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.attemptLimit
    streamLimit = settings.causeLimit
  }

  mutating func observe(_ flow: FlowSummary) {
    switch flow.transport {
    case .tcp: if flow.isHalfOpen { count(flow) }
    case .udp:
      if flow.packetsToServer <= 2, flow.packetsToClient == 0, !flow.name.isIndustrial, flow.name != .dns {
        count(flow)
      } else if isFlood(flow, Self.datagramThreshold, Self.datagramsPerSecond), flow.isUnanswered,
        flow.octetsToServer <= flow.packetsToServer * Self.smallOctets, !Self.isMedia(flow.name)
      {
        keep(flow)
      }
    case .icmp, .icmpv6: if isFlood(flow, Self.pingThreshold, Self.pingsPerSecond) { keep(flow) }
    case .ethernet, .other:
      if flow.name != .arp, !flow.name.isIndustrial,
        isFlood(flow, Self.broadcastThreshold, Self.broadcastsPerSecond)
      {
        keep(flow)
      }
    }
  }

  private func isFlood(_ flow: FlowSummary, _ packets: UInt64, _ perSecond: UInt64) -> Bool {
    guard flow.packetsToServer >= packets else { return false }
    let milliseconds = UInt64(max(1, flow.last.nanoseconds(since: flow.first) / 1_000_000))
    return flow.packetsToServer / milliseconds >= perSecond / 1_000
      && flow.packetsToServer &* 1_000 / milliseconds >= perSecond
  }

  private static func isMedia(_ name: ProtocolName) -> Bool {
    switch name {
    case .rtp, .stun, .quic, .dtls, .wireguard, .openvpn, .sip, .ptp: true
    default: name.isIndustrial
    }
  }

  private mutating func keep(_ flow: FlowSummary) {
    guard streams.count < streamLimit else {
      dropped += 1
      return
    }
    streams.append(Stream(flow: flow, packets: flow.packetsToServer))
  }

  private mutating func count(_ flow: FlowSummary) {
    let number = flow.first.nanoseconds / Self.window
    let hash = mixed(
      mixed(
        0, UInt64(flow.server.rawValue) << 24 | UInt64(flow.serverPort) << 8 | UInt64(flow.transport.rawValue)
      ),
      UInt64(bitPattern: number))
    let known = index.find(hash) { at in
      spans[at].server == flow.server && spans[at].port == flow.serverPort
        && spans[at].transport == flow.transport && spans[at].number == number
    }
    let evidence = Evidence(time: flow.first, place: flow.place)
    if let known {
      spans[known].count += 1
      if flow.last > spans[known].last { spans[known].last = flow.last }
      if evidence.isBefore(spans[known].first) {
        spans[known].first = evidence
        spans[known].client = flow.client
      }
      return
    }
    guard spans.count < limit else {
      dropped += 1
      return
    }
    index.insert(hash, record: spans.count)
    spans.append(
      Span(
        server: flow.server, port: flow.serverPort, transport: flow.transport, number: number,
        client: flow.client, name: flow.name, first: evidence, last: flow.last, count: 1))
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    var findings = floodedPorts(profiles)
    for stream in streams {
      let flow = stream.flow
      guard !profiles[flow.client].isOwnersScanner else { continue }
      let scope = profiles[flow.server].address.scope
      // What goes to a group is wanted by somebody; what goes to all is a storm.
      if scope == .multicast { continue }
      if flow.transport == .ethernet, scope != .broadcast { continue }
      findings.append(
        Self.finding(
          flow.client, flow.server, flow.name, Int(clamping: stream.packets), flow.first, flow.last,
          Evidence(time: flow.first, place: flow.place)))
    }
    return findings
  }

  /// Spans of one port that follow each other are one finding.
  private func floodedPorts(_ profiles: HostProfiles) -> [Finding] {
    let crowded = spans.filter { $0.count >= Self.connectionThreshold }.sorted { $0.isBefore($1) }
    var findings: [Finding] = []
    var open: Span?
    for span in crowded where !profiles[span.client].isOwnersScanner {
      if var current = open, current.isSamePort(span) {
        current.count += span.count
        current.last = max(current.last, span.last)
        open = current
        continue
      }
      if let open { findings.append(open.finding) }
      open = span
    }
    if let open { findings.append(open.finding) }
    return findings
  }

  fileprivate static func finding(
    _ actor: EndpointID, _ target: EndpointID, _ name: ProtocolName, _ count: Int, _ first: Timestamp,
    _ last: Timestamp, _ evidence: Evidence
  ) -> Finding {
    let seconds = max(1, last.nanoseconds(since: first) / .nanosecondsPerSecond)
    return Finding(
      kind: .flood, severity: .medium, endpoints: actor == target ? [actor] : [actor, target],
      parameters: [
        FindingParameter(.actor, .endpoint(actor)), FindingParameter(.target, .endpoint(target)),
        FindingParameter(.protocolName, .protocolName(name)),
        FindingParameter(.count, .number(UInt64(count))),
        FindingParameter(.seconds, .number(UInt64(seconds))),
      ], first: first, last: last, count: count, evidence: [evidence])
  }
}

extension Flood.Span {
  fileprivate func isSamePort(_ other: Self) -> Bool {
    server == other.server && port == other.port && transport == other.transport
  }

  fileprivate func isBefore(_ other: Self) -> Bool {
    if server != other.server { return server.rawValue < other.server.rawValue }
    if port != other.port { return port < other.port }
    if transport != other.transport { return transport.rawValue < other.transport.rawValue }
    return number < other.number
  }

  fileprivate var finding: Finding {
    Flood.finding(client, server, name, count, first.time, last, first)
  }
}

extension FlowSummary {
  /// Asked and dropped: no handshake was finished, and nothing said.
  fileprivate var isHalfOpen: Bool {
    switch state {
    case .unanswered, .refused: packetsToServer <= 3
    case .reset, .established, .oneWay: packetsToServer <= 2 && packetsToClient <= 2
    case .closed: false
    }
  }

  /// Fewer than one packet in ten comes back.
  fileprivate var isUnanswered: Bool { packetsToClient < packetsToServer / 10 }
}
