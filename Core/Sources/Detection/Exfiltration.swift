import Vocabulary

/// Exfiltration: a host sends far more to the internet than it gets from there.
///
/// Sees: the octets of all flows between a host and an address of the internet, in both directions.
///
/// Why it matters: drawings, recipes and backups leave before a ransom is asked for.
///
/// Threshold: 20 million octets out, and 8 times what came in. Low, for a backup in the cloud does the same;
/// medium from a control device or over a protocol that hides nothing or that nobody knows.
///
/// Stays silent: servers on the internet that the owner lists, calls and video, downloads.
struct Exfiltration: Sendable {
  static let octetThreshold: UInt64 = 20_000_000
  static let ratio: UInt64 = 8
  /// Octets below which a flow is not worth remembering.
  private static let flowThreshold: UInt64 = 65_536

  fileprivate struct Line: Sendable {
    let client: EndpointID
    let server: EndpointID
    var name: ProtocolName
    var octetsOut: UInt64 = 0
    var octetsIn: UInt64 = 0
    var count = 0
    var first: Evidence
    var last: Timestamp
  }

  private var lines: [Line] = []
  private var index = SlotIndex()
  private let limit: Int
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.causeLimit
  }

  mutating func observe(_ flow: FlowSummary) {
    guard flow.octetsToServer + flow.octetsToClient >= Self.flowThreshold, flow.packetsToClient > 0 else {
      return
    }
    switch flow.name {
    case .rtp, .sip, .stun, .esp, .wireguard, .openvpn, .isakmp: return
    default: break
    }
    let evidence = Evidence(time: flow.first, place: flow.place)
    let hash = mixed(0, AttemptTable.key(flow.client, flow.server))
    let known = index.find(hash) { lines[$0].client == flow.client && lines[$0].server == flow.server }
    if let known {
      lines[known].add(flow, evidence)
      return
    }
    guard lines.count < limit else {
      dropped += 1
      return
    }
    index.insert(hash, record: lines.count)
    var line = Line(
      client: flow.client, server: flow.server, name: flow.name, first: evidence, last: flow.last)
    line.add(flow, evidence)
    lines.append(line)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    lines.compactMap { line in
      let (client, server) = (profiles[line.client], profiles[line.server])
      guard line.octetsOut >= Self.octetThreshold, line.octetsOut / Self.ratio >= line.octetsIn,
        client.address.scope == .local || client.address.scope == .linkLocal, server.address.scope == .global,
        server.ownerRoles.isEmpty, !client.isOwnersScanner
      else { return nil }
      let isBad = client.isControlDevice || Self.isOdd(line.name)
      return Finding(
        kind: .exfiltration, severity: isBad ? .medium : .low, endpoints: [line.client, line.server],
        parameters: [
          FindingParameter(.actor, .endpoint(line.client)),
          FindingParameter(.target, .endpoint(line.server)),
          FindingParameter(.protocolName, .protocolName(line.name)),
          FindingParameter(.octets, .number(line.octetsOut)),
          FindingParameter(.count, .number(UInt64(line.count))),
        ], first: line.first.time, last: line.last, count: line.count, evidence: [line.first])
    }
  }

  private static func isOdd(_ name: ProtocolName) -> Bool {
    switch name {
    case .unknown, .ftp, .tftp, .telnet, .dns, .icmp, .smb, .smb2: true
    default: false
    }
  }
}

extension Exfiltration.Line {
  fileprivate mutating func add(_ flow: FlowSummary, _ evidence: Evidence) {
    octetsOut &+= flow.octetsToServer
    octetsIn &+= flow.octetsToClient
    count += 1
    if evidence.isBefore(first) {
      first = evidence
      name = flow.name
    }
    last = max(last, flow.last)
  }
}
