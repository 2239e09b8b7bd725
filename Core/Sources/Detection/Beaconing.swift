import Vocabulary

/// Beaconing: a host reports to the same server at regular times.
///
/// Sees: connections of one client to one port of a server on the internet, by the times at which they begin
/// and by what they send; and connections that stay open and wake up in a rhythm. Inside the plant, only
/// those whose protocol nobody knows.
///
/// Why it matters: malware asks its owner for orders this way, every few seconds or once an hour.
///
/// Threshold: 8 connections, or wakings of one connection, whose intervals lie within 15 % of the middle one
/// (the middle of the distances counts, so that a few gaps or bursts change nothing), and whose sizes do so
/// too. Low, for programs that look for updates do the same; medium from a control device.
///
/// Stays silent: clocks, names, monitoring, brokers and control protocols, which poll by design; keep-alives
/// of connections; connections that hurry on one another, as a browser's do; the scanner that the owner
/// lists.
struct Beaconing: Sendable {
  static let threshold = 8
  /// How far the middle of the distances may lie from the middle interval, and sizes from the middle size.
  static let tolerancePercent: UInt32 = 15
  /// Tenths of a second: what comes faster is work, not a report.
  static let shortestInterval: UInt32 = 20
  /// Connections kept of each client, server and port: the earliest ones.
  static let sampleLimit = 32
  /// Octets a packet below which there is nothing but headers.
  static let keepAliveOctets: UInt64 = 72

  fileprivate struct Start: Sendable {
    var time: Timestamp
    var place: PacketPlace
    var octets: UInt32
  }

  private struct Line: Sendable {
    let client: EndpointID
    let server: EndpointID
    let port: UInt16
    let transport: Transport
    var name: ProtocolName
    var starts: [Start] = []
    var count = 0
    var last: Timestamp
    /// The most regular of the connections that stayed open.
    var rhythm = Rhythm.none
    var rhythmStart: Start?
  }

  private var lines: [Line] = []
  private var index = SlotIndex()
  private let limit: Int
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.causeLimit
  }

  mutating func observe(_ flow: FlowSummary) {
    guard flow.transport == .tcp || flow.transport == .udp, flow.client != flow.server,
      !Self.pollsByDesign(flow.name), !Self.pollsByDesign(flow.transport, flow.serverPort),
      flow.packetsToServer > 0
    else { return }
    guard let at = position(of: flow) else { return }
    lines[at].count += 1
    if flow.last > lines[at].last { lines[at].last = flow.last }
    if lines[at].name == .unknown { lines[at].name = flow.name }
    let start = Start(time: flow.first, place: flow.place, octets: UInt32(clamping: flow.octetsToServer))
    keep(start, at)
    let packets = flow.packetsToServer + flow.packetsToClient
    if flow.transport == .tcp, flow.rhythm.count >= Self.threshold, flow.rhythm.isRegular,
      flow.octetsToServer + flow.octetsToClient >= packets * Self.keepAliveOctets,
      flow.rhythm.count > lines[at].rhythm.count
    {
      lines[at].rhythm = flow.rhythm
      lines[at].rhythmStart = start
    }
  }

  /// In order of time: the earliest stay, whatever the order in which flows end.
  private mutating func keep(_ start: Start, _ at: Int) {
    var position = lines[at].starts.count
    while position > 0, start.isBefore(lines[at].starts[position - 1]) { position -= 1 }
    guard position < Self.sampleLimit else { return }
    lines[at].starts.insert(start, at: position)
    if lines[at].starts.count > Self.sampleLimit { lines[at].starts.removeLast() }
  }

  private mutating func position(of flow: FlowSummary) -> Int? {
    let hash = mixed(
      mixed(0, AttemptTable.key(flow.client, flow.server)),
      UInt64(flow.serverPort) << 8 | UInt64(flow.transport.rawValue))
    let known = index.find(hash) { at in
      lines[at].client == flow.client && lines[at].server == flow.server && lines[at].port == flow.serverPort
        && lines[at].transport == flow.transport
    }
    if let known { return known }
    guard lines.count < limit else {
      dropped += 1
      return nil
    }
    index.insert(hash, record: lines.count)
    lines.append(
      Line(
        client: flow.client, server: flow.server, port: flow.serverPort, transport: flow.transport,
        name: flow.name, last: flow.last))
    return lines.count - 1
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    lines.compactMap { line in
      let (client, server) = (profiles[line.client], profiles[line.server])
      guard client.address.scope != .global, client.address.isUnicast, server.address.isUnicast,
        !client.isOwnersScanner, client.asset != server.asset, !server.isControlDevice
      else { return nil }
      let isOutward = server.address.scope == .global
      guard isOutward || line.name == .unknown else { return nil }
      let evidence: [Start]
      let interval: UInt32
      let count: Int
      if let regular = Self.interval(of: line.starts) {
        (interval, count, evidence) = (regular, line.count, line.starts)
      } else if let start = line.rhythmStart, isOutward, Self.mayWake(line) {
        (interval, count, evidence) = (line.rhythm.median, Int(line.rhythm.count), [start])
      } else {
        return nil
      }
      guard let first = evidence.first else { return nil }
      return Finding(
        kind: .beaconing, severity: client.isControlDevice ? .medium : .low,
        endpoints: [line.client, line.server],
        parameters: [
          FindingParameter(.actor, .endpoint(line.client)),
          FindingParameter(.target, .endpoint(line.server)),
          FindingParameter(.protocolName, .protocolName(line.name)),
          FindingParameter(.count, .number(UInt64(count))),
          FindingParameter(.port, .number(UInt64(line.port))),
          FindingParameter(.seconds, .number(UInt64(max(1, (interval + 5) / 10)))),
        ], first: first.time, last: line.last, count: count,
        evidence: evidence.prefix(Finding.evidenceLimit).map { Evidence(time: $0.time, place: $0.place) })
    }
  }

  /// Connections that stay open to a web server's own port for pages that update themselves wake up too.
  private static func mayWake(_ line: Line) -> Bool {
    switch line.name {
    case .tls, .ssh, .rdp, .quic, .imap, .smtp: !isServicePort(line.port) || line.name == .ssh
    default: true
    }
  }

  private static func isServicePort(_ port: UInt16) -> Bool {
    port < 1_024 || port == 8_443 || port == 5_223 || (5_228...5_230).contains(port)
  }

  /// The middle interval in tenths of a second, where the starts come regularly and send alike.
  private static func interval(of starts: [Start]) -> UInt32? {
    guard starts.count >= threshold else { return nil }
    var intervals: [UInt32] = []
    for (earlier, later) in zip(starts, starts.dropFirst()) {
      intervals.append(UInt32(clamping: later.time.nanoseconds(since: earlier.time) / 100_000_000))
    }
    let times = Rhythm(count: UInt32(clamping: starts.count), intervals: intervals)
    guard times.isRegular, times.isEven(intervals) else { return nil }
    let octets = starts.map { $0.octets }
    let size = Rhythm(count: 0, intervals: octets)
    guard UInt64(size.deviation) * 100 <= UInt64(size.median) * UInt64(tolerancePercent) else { return nil }
    return times.median
  }

  private static func pollsByDesign(_ name: ProtocolName) -> Bool {
    switch name {
    case .dns, .mdns, .llmnr, .nbns, .nbdgm, .ntp, .snmp, .dhcp, .dhcpv6, .ssdp, .mqtt, .syslog, .ptp,
      .kerberos,
      .ldap, .cldap, .stun, .rtp, .sip, .radius, .isakmp, .esp, .wireguard, .openvpn, .coap:
      true
    default: name.isIndustrial
    }
  }

  /// The same by the port, where nothing was recognised: time, names, monitoring, phones and tunnels.
  private static func pollsByDesign(_ transport: Transport, _ port: UInt16) -> Bool {
    switch (transport, port) {
    case (_, 53), (_, 123), (_, 161), (_, 162), (_, 5_353), (_, 1_883), (_, 8_883): true
    case (.udp, 443), (.udp, 500), (.udp, 514), (.udp, 1_900), (.udp, 3_478), (.udp, 4_500), (.udp, 51_820):
      true
    default: false
    }
  }
}

extension Beaconing.Start {
  fileprivate func isBefore(_ other: Self) -> Bool {
    time != other.time ? time < other.time : place < other.place
  }
}

extension Rhythm {
  /// The middle of the distances is small beside the middle interval, which is no hurry.
  var isRegular: Bool {
    median >= Beaconing.shortestInterval
      && UInt64(deviation) * 100 <= UInt64(median) * UInt64(Beaconing.tolerancePercent)
  }

  /// Long and short intervals balance: the quarters lie alike on both sides of the middle, or close to it.
  ///
  /// Source: A. L. Bowley, Elements of Statistics (1901), on the measure of skewness by quartiles.
  func isEven(_ intervals: [UInt32]) -> Bool {
    let sorted = intervals.sorted()
    guard let low = sorted.dropFirst(sorted.count / 4).first,
      let high = sorted.dropFirst(sorted.count * 3 / 4).first
    else { return false }
    let spread = UInt64(high - low)
    if spread * 100 <= UInt64(median) * UInt64(Beaconing.tolerancePercent) * 2 { return true }
    let (below, above) = (UInt64(median - min(low, median)), UInt64(high - min(median, high)))
    let skew = below > above ? below - above : above - below
    return spread * 100 <= UInt64(median) * 60 && skew * 2 <= spread
  }
}
