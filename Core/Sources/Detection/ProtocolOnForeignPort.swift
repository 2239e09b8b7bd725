import Vocabulary

/// Protocol on a foreign port: a way into a computer hides on the port of something that firewalls let pass.
///
/// Sees: SSH, remote desktops, Telnet, file shares and the like, recognised by their octets, answered on the
/// port of web pages, names, mail or a control protocol; and what is no name service on its port.
///
/// Why it matters: a tunnel chooses a port that is open already.
///
/// Threshold: one. Low; medium to the internet.
///
/// Stays silent: these protocols on ports that are nobody's, web pages and TLS anywhere, the scanner that the
/// owner lists.
struct ProtocolOnForeignPort: Sendable {
  private(set) var peers: PeerTable
  /// The port of each record, in the order of the records.
  private var ports: [UInt16] = []

  init(_ settings: DetectionSettings) {
    peers = PeerTable(limit: settings.peerLimit, limitPerHost: settings.peersPerHostLimit)
  }

  mutating func observe(_ flow: FlowSummary) {
    guard flow.transport == .tcp || flow.transport == .udp,
      Self.isForeign(flow.name, on: flow.serverPort, flow.transport),
      flow.packetsToServer >= 3, flow.packetsToClient >= 3
    else { return }
    let count = peers.records.count
    peers.note(flow)
    if peers.records.count > count { ports.append(flow.serverPort) }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    zip(peers.records, ports).compactMap { record, port in
      let (client, server) = (profiles[record.client], profiles[record.server])
      guard !client.isOwnersScanner, client.asset != server.asset else { return nil }
      let isOutward = client.address.scope != .global && server.address.scope == .global
      return Finding(
        kind: .protocolOnForeignPort, severity: isOutward ? .medium : .low,
        endpoints: [record.client, record.server],
        parameters: [
          FindingParameter(.actor, .endpoint(record.client)),
          FindingParameter(.target, .endpoint(record.server)),
          FindingParameter(.protocolName, .protocolName(record.name)),
          FindingParameter(.port, .number(UInt64(port))),
          FindingParameter(.count, .number(UInt64(record.count))),
        ], first: record.first, last: record.last, count: Int(record.count),
        evidence: [Evidence(time: record.first, place: record.place)])
    }
  }

  private static func isForeign(_ name: ProtocolName, on port: UInt16, _ transport: Transport) -> Bool {
    switch name {
    case .ssh, .rdp, .vnc, .telnet, .smb, .smb2, .socks, .rlogin, .rsh: isTaken(port, transport)
    case .dns: port != 53 && isTaken(port, transport)
    default: false
    }
  }

  /// Ports of web pages, names, mail, time and control protocols.
  private static func isTaken(_ port: UInt16, _ transport: Transport) -> Bool {
    switch port {
    case 25, 53, 80, 110, 123, 143, 443, 502, 853, 993, 102, 4_840, 44_818, 8_080, 8_443: true
    default: false
    }
  }
}
