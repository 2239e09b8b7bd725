import Protocols
import Streams
import Vocabulary

/// The office's protocols that are read for who logs in and what hosts say of themselves.
struct OfficeDissectors: Sendable {
  var vnc = VNCDissector()
  var mail = MailDissector()
  var mySQL = MySQLDissector()
  var postgreSQL = PostgreSQLDissector()
  var tds = TDSDissector()
  var rpc = RPCDissector()
  var radius = RADIUSDissector()
  var ntp = NTPDissector()

  /// Flows that gave way in the tables of any of them, which have one limit.
  var droppedFlows: Int {
    vnc.droppedFlows + mail.droppedFlows + mySQL.droppedFlows + postgreSQL.droppedFlows + rpc.droppedFlows
  }
}

/// The office's part of the catalogue: hints, recognition and dissection.
extension Dissectors {
  static func officeHint(_ transport: Transport, port: UInt16) -> ProtocolName? {
    transport == .tcp ? streamHint(port) : transport == .udp ? datagramHint(port) : nil
  }

  private static func streamHint(_ port: UInt16) -> ProtocolName? {
    switch port {
    case MailDissector.smtpPort, MailDissector.submissionPort: .smtp
    case MailDissector.popPort: .pop
    case MailDissector.imapPort: .imap
    case VNCDissector.ports: .vnc
    case MySQLDissector.port: .mysql
    case PostgreSQLDissector.port: .postgresql
    case TDSDissector.port: .tds
    case RPCDissector.portMapper, RPCDissector.nfs: .rpc
    case TNS.port: .tns
    case MongoDB.port: .mongo
    case Redis.port: .redis
    case CQL.port: .cql
    case SIP.port: .sip
    case XMPP.port, XMPP.serverPort: .xmpp
    case PPTP.port: .pptp
    case OpenVPN.port: .openvpn
    case SOCKS.port: .socks
    case X11.ports: .x11
    case RLogin.port: .rlogin
    case RSH.port: .rsh
    case Rsync.port: .rsync
    case TACACS.port: .tacplus
    case TeamViewer.port: .teamviewer
    default: nil
    }
  }

  private static func datagramHint(_ port: UInt16) -> ProtocolName? {
    switch port {
    case NTPDissector.port: .ntp
    case RADIUSDissector.port, RADIUSDissector.accountingPort, RADIUSDissector.oldPort,
      RADIUSDissector.oldAccountingPort:
      .radius
    case RPCDissector.portMapper, RPCDissector.nfs: .rpc
    case BrowserAnnouncement.port: .nbdgm
    case SIP.port: .sip
    case STUN.port: .stun
    case SSDP.port: .ssdp
    case Syslog.port: .syslog
    case RMCP.port: .rmcp
    case QUIC.port: .quic
    case WireGuard.port: .wireguard
    case OpenVPN.port: .openvpn
    case ISAKMP.port, ISAKMP.traversalPort: .isakmp
    case L2TP.port: .l2tp
    case TeamViewer.port: .teamviewer
    default: nil
    }
  }

  static func recogniseOffice(stream octets: Span<UInt8>, as name: ProtocolName) -> Recognition {
    switch name {
    case .smtp, .pop, .imap: MailDissector.recognise(octets, as: name)
    case .vnc: VNCDissector.recognise(octets)
    case .mysql: MySQLDissector.recognise(octets)
    case .postgresql: PostgreSQLDissector.recognise(octets)
    case .tds: TDSDissector.recognise(octets)
    case .rpc, .nfs: RPCDissector.recognise(octets)
    case .tns: TNS.recognise(octets)
    case .mongo: MongoDB.recognise(octets)
    case .redis: Redis.recognise(octets)
    case .cql: CQL.recognise(octets)
    case .sip: SIP.recognise(octets)
    case .xmpp: XMPP.recognise(octets)
    case .pptp: PPTP.recognise(octets)
    case .openvpn: OpenVPN.recognise(octets)
    case .socks: SOCKS.recognise(octets)
    case .x11: X11.recognise(octets)
    case .rlogin: RLogin.recognise(octets)
    case .rsh: RSH.recognise(octets)
    case .rsync: Rsync.recognise(octets)
    case .tacplus: TACACS.recognise(octets)
    case .teamviewer: TeamViewer.recognise(octets)
    default: .no
    }
  }

  /// What proves itself on any port.
  static func recogniseOffice(stream octets: Span<UInt8>) -> ProtocolName? {
    if FTPDissector.recogniseWithoutHint(octets) == .consistent { return .ftp }
    if let mail = MailDissector.recogniseWithoutHint(octets) { return mail }
    if octets.count >= 12, VNCDissector.recognise(octets) == .consistent { return .vnc }
    if octets.count >= 40, MySQLDissector.recognise(octets) == .consistent { return .mysql }
    if PostgreSQLDissector.recogniseWithoutHint(octets) == .consistent { return .postgresql }
    if octets.count >= 28, RPCDissector.recognise(octets) == .consistent { return .rpc }
    if SIP.recognise(octets) == .consistent { return .sip }
    if Rsync.recognise(octets) == .consistent { return .rsync }
    if octets.count >= 8, PPTP.recognise(octets) == .consistent { return .pptp }
    return nil
  }

  static func isOfficeNamedOnly(stream name: ProtocolName) -> Bool {
    switch name {
    case .tns, .mongo, .redis, .cql, .sip, .xmpp, .pptp, .openvpn, .socks, .x11, .rlogin, .rsh, .tacplus,
      .teamviewer, .ftpData, .rsync:
      true
    default: false
    }
  }

  /// Line by line, or only counted behind a login: read on after a gap at whatever comes.
  static func isReadFromAnywhere(stream name: ProtocolName) -> Bool {
    switch name {
    case .ssh, .telnet, .ftp, .smtp, .pop, .imap, .vnc, .mysql, .postgresql: true
    default: false
    }
  }

  mutating func dissectOffice(
    stream octets: Span<UInt8>, as name: ProtocolName, _ dissection: inout Dissection
  ) -> StreamProgress {
    switch name {
    case .telnet: telnet.dissect(stream: octets, &dissection)
    case .ftp: ftp.dissect(stream: octets, &dissection)
    case .smtp, .pop, .imap: office.mail.dissect(stream: octets, as: name, &dissection)
    case .vnc: office.vnc.dissect(stream: octets, &dissection)
    case .mysql: office.mySQL.dissect(stream: octets, &dissection)
    case .postgresql: office.postgreSQL.dissect(stream: octets, &dissection)
    case .tds: office.tds.dissect(stream: octets, &dissection)
    case .rpc, .nfs: office.rpc.dissect(stream: octets, &dissection)
    default: StreamProgress(consumed: octets.count)
    }
  }

  static func recogniseOffice(datagram octets: Span<UInt8>, as name: ProtocolName) -> Bool {
    let recognition: Recognition =
      switch name {
      case .snmp: SNMPDissector.recognise(octets)
      case .tftp:
        TFTPDissector.recognise(octets) == .consistent
          ? .consistent : TFTPDissector.recognise(transfer: octets)
      case .ntp: NTPDissector.recognise(octets)
      case .radius: RADIUSDissector.recognise(octets)
      case .rpc, .nfs: RPCDissector.recognise(datagram: octets)
      case .nbdgm: BrowserAnnouncement.recognise(octets)
      case .sip: SIP.recognise(octets)
      case .stun: STUN.recognise(octets)
      case .ssdp: SSDP.recognise(octets)
      case .syslog: Syslog.recognise(octets)
      case .rmcp: RMCP.recognise(octets)
      case .quic: QUIC.recognise(octets)
      case .wireguard: WireGuard.recognise(octets)
      case .openvpn: OpenVPN.recognise(datagram: octets)
      case .isakmp: ISAKMP.recognise(octets)
      case .l2tp: L2TP.recognise(octets)
      case .dtls: DTLS.recognise(octets)
      case .teamviewer: TeamViewer.recognise(datagram: octets)
      default: .no
      }
    return recognition == .consistent
  }

  /// What proves itself on any port.
  static func recogniseOffice(datagram octets: Span<UInt8>) -> ProtocolName? {
    if QUIC.recognise(octets) == .consistent { return .quic }
    if DTLS.recognise(octets) == .consistent { return .dtls }
    if STUN.recognise(octets) == .consistent { return .stun }
    if SIP.recognise(octets) == .consistent { return .sip }
    if WireGuard.recogniseWithoutHint(octets) == .consistent { return .wireguard }
    if octets.count >= 28, RPCDissector.recognise(datagram: octets) == .consistent { return .rpc }
    return SSDP.recognise(octets) == .consistent ? .ssdp : nil
  }

  mutating func dissectOffice(
    datagram octets: Span<UInt8>, as name: ProtocolName, _ dissection: inout Dissection
  ) {
    switch name {
    case .snmp: snmp.dissect(datagram: octets, &dissection)
    case .tftp: tftp.dissect(datagram: octets, &dissection)
    case .ntp: office.ntp.dissect(datagram: octets, &dissection)
    case .radius: office.radius.dissect(datagram: octets, &dissection)
    case .rpc, .nfs: office.rpc.dissect(datagram: octets, &dissection)
    case .nbdgm: BrowserAnnouncement.note(datagram: octets, &dissection)
    case .ssdp: SSDP.note(datagram: octets, &dissection)
    case .isakmp: ISAKMP.note(datagram: octets, &dissection)
    case .stun, .dtls: SharedMedia.note(datagram: octets, &dissection)
    case .sip: if SIP.recognise(octets) == .consistent { dissection.note(.sip) }
    case .quic, .wireguard, .openvpn, .teamviewer:
      dissection.note(name)
      dissection.isEncrypted = true
    default: dissection.note(name)
    }
  }
}
