import Vocabulary

/// Office protocol to a controller: a protocol of offices reached a controller, I/O device or drive.
///
/// Sees: answered connections to a control device in SMB, RDP, VNC or Telnet from anywhere; in HTTP, FTP,
/// TFTP or SSH from outside only: from an internet address, or from outside the networks that the owner named
/// as the plant's while the device is inside.
///
/// Why it matters: these are the roads by which malware and strangers move; a controller has no use for most
/// of them.
///
/// Threshold: one. SMB, RDP, VNC and Telnet to a device that the owner lists, or that says of itself, as a
/// control device are medium; to one that was only seen to answer a control protocol (it may be a PC) low; by
/// an engineering workstation or HMI low. The others are low.
///
/// Stays silent: the web page of a controller opened inside the plant, an attempt without an answer, the
/// scanner that the owner lists.
struct OfficeProtocolToController: Sendable {
  private(set) var peers: PeerTable

  init(_ settings: DetectionSettings) {
    peers = PeerTable(limit: settings.peerLimit, limitPerHost: settings.peersPerHostLimit)
  }

  mutating func observe(_ flow: FlowSummary) {
    guard Self.movesPeople(flow.name) || Self.isServedToo(flow.name) else { return }
    switch flow.state {
    case .unanswered, .refused, .oneWay: return
    case .established, .closed, .reset: peers.note(flow)
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    peers.records.compactMap { record in
      let client = profiles[record.client]
      let server = profiles[record.server]
      guard server.isControlDevice, !client.isOwnersScanner, client.asset != server.asset else { return nil }
      let severity: Severity
      if Self.movesPeople(record.name) {
        let isKnown = server.knownRoles.intersects(.controlDevices)
        let hasReason = client.knownRoles.intersects([.engineeringWorkstation, .hmi])
        severity = isKnown && !hasReason ? .medium : .low
      } else {
        let isOutside =
          client.address.scope == .global || (server.isInOTNetwork && !client.isInOTNetwork)
        guard isOutside else { return nil }
        severity = .low
      }
      return Finding(
        kind: .officeProtocolToController, severity: severity, endpoints: [record.client, record.server],
        parameters: [
          FindingParameter(.actor, .endpoint(record.client)),
          FindingParameter(.target, .endpoint(record.server)),
          FindingParameter(.protocolName, .protocolName(record.name)),
          FindingParameter(.count, .number(UInt64(record.count))),
        ], first: record.first, last: record.last, count: Int(record.count),
        evidence: [Evidence(time: record.first, place: record.place)])
    }
  }

  private static func movesPeople(_ name: ProtocolName) -> Bool {
    switch name {
    case .smb, .smb2, .rdp, .vnc, .telnet: true
    default: false
    }
  }

  /// What controllers serve themselves, for their own engineers.
  private static func isServedToo(_ name: ProtocolName) -> Bool {
    switch name {
    case .http, .ftp, .tftp, .ssh: true
    default: false
    }
  }
}
