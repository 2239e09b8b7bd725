/// The protocols that Bulkhead names, spelled as Wireshark's display filters are.
public enum ProtocolName: UInt8, CaseIterable, Hashable, Sendable {
  case unknown
  // Below the transport.
  case arp, lldp, stp, cdp, eapol, icmp, icmpv6, igmp, gre, vxlan, mpls, pppoes
  // Industrial, decoded.
  case modbus, tpkt, cotp, s7comm, enip, cip, opcua, ams, pnDCP
  // Industrial, recognised and named.
  case s7commPlus, pnIO, pnRT, umas, dnp3, iec104, iec104ASDU, bacnet, bvlc, mms, goose, sv, mqtt, omron
  case hartIP, synphasor, ecat, coap, melsec, opensafety, powerlink, mrp, ptp
  case slmp, tristation, codesys, geSRTP, knxip, fox, pcworx, proconos, codesysV2, c1222, dcom, profisafe
  case rGoose
  case cipIO, sparkplug, bsap, rocPlus, genisys, acse, pres, ses
  // The office's, read for identity.
  case dns, mdns, llmnr, dhcp, dhcpv6, http, tls, ssh, smb, smb2, ntlmssp, nbns, nbss
  // The office's, recognised and named.
  case rdp, telnet, ftp, snmp, ntp, dcerpc, ldap, kerberos, vnc, syslog, sip, quic, ssdp, tftp, radius
  case smtp, pop, imap, mysql, postgresql, tds, wireguard, openvpn, isakmp, nfs
  case cldap, nbdgm, teamviewer, anydesk, rustdesk, esp, l2tp, pptp, dtls, tns, mongo, redis, cql, rpc
  case rtp, stun, socks, rmcp, x11, rlogin, rsh
  case ftpData, rtcp, xmpp, portmap, tacplus, rsync

  /// Wireshark's display-filter name, or a name of the same form where Wireshark has none.
  public var text: String {
    switch self {
    case .unknown: "unknown"
    case .arp: "arp"
    case .lldp: "lldp"
    case .stp: "stp"
    case .cdp: "cdp"
    case .eapol: "eapol"
    case .icmp: "icmp"
    case .icmpv6: "icmpv6"
    case .igmp: "igmp"
    case .gre: "gre"
    case .vxlan: "vxlan"
    case .mpls: "mpls"
    case .pppoes: "pppoes"
    case .modbus: "modbus"
    case .tpkt: "tpkt"
    case .cotp: "cotp"
    case .s7comm: "s7comm"
    case .enip: "enip"
    case .cip: "cip"
    case .opcua: "opcua"
    case .ams: "ams"
    case .pnDCP: "pn_dcp"
    case .s7commPlus: "s7comm-plus"
    case .pnIO: "pn_io"
    case .pnRT: "pn_rt"
    case .umas: "umas"
    case .dnp3: "dnp3"
    case .iec104: "iec60870_104"
    case .iec104ASDU: "iec60870_asdu"
    case .bacnet: "bacnet"
    case .bvlc: "bvlc"
    case .mms: "mms"
    case .goose: "goose"
    case .sv: "sv"
    case .mqtt: "mqtt"
    case .omron: "omron"
    case .hartIP: "hart_ip"
    case .synphasor: "synphasor"
    case .ecat: "ecat"
    case .coap: "coap"
    case .melsec: "melsec"
    case .opensafety: "opensafety"
    case .powerlink: "epl"
    case .mrp: "pn_mrp"
    case .ptp: "ptp"
    case .dns: "dns"
    case .mdns: "mdns"
    case .llmnr: "llmnr"
    case .dhcp: "dhcp"
    case .dhcpv6: "dhcpv6"
    case .http: "http"
    case .tls: "tls"
    case .ssh: "ssh"
    case .smb: "smb"
    case .smb2: "smb2"
    case .ntlmssp: "ntlmssp"
    case .nbns: "nbns"
    case .nbss: "nbss"
    case .rdp: "rdp"
    case .telnet: "telnet"
    case .ftp: "ftp"
    case .snmp: "snmp"
    case .ntp: "ntp"
    case .dcerpc: "dcerpc"
    case .ldap: "ldap"
    case .kerberos: "kerberos"
    case .vnc: "vnc"
    case .syslog: "syslog"
    case .sip: "sip"
    case .quic: "quic"
    case .ssdp: "ssdp"
    case .tftp: "tftp"
    case .radius: "radius"
    case .smtp: "smtp"
    case .pop: "pop"
    case .imap: "imap"
    case .mysql: "mysql"
    case .postgresql: "pgsql"
    case .tds: "tds"
    case .wireguard: "wg"
    case .openvpn: "openvpn"
    case .isakmp: "isakmp"
    case .nfs: "nfs"
    case .slmp: "slmp"
    case .tristation: "tristation"
    case .codesys: "codesys"
    case .geSRTP: "ge_srtp"
    case .knxip: "kip"
    case .fox: "fox"
    case .pcworx: "pcworx"
    case .proconos: "proconos"
    case .codesysV2: "codesysv2"
    case .c1222: "c1222"
    case .dcom: "dcom"
    case .profisafe: "profisafe"
    case .cipIO: "cipio"
    case .sparkplug: "sparkplug"
    // Wireshark's bsap is a protocol of telephone exchanges.
    case .bsap: "bristol_bsap"
    case .rGoose: "r-goose"
    case .rocPlus: "roc_plus"
    case .genisys: "genisys"
    case .acse: "acse"
    case .pres: "pres"
    case .ses: "ses"
    case .cldap: "cldap"
    case .nbdgm: "nbdgm"
    case .teamviewer: "teamviewer"
    case .anydesk: "anydesk"
    case .rustdesk: "rustdesk"
    case .esp: "esp"
    case .l2tp: "l2tp"
    case .pptp: "pptp"
    case .dtls: "dtls"
    case .tns: "tns"
    case .mongo: "mongo"
    case .redis: "resp"
    case .cql: "cql"
    case .rpc: "rpc"
    case .rtp: "rtp"
    case .stun: "stun"
    case .socks: "socks"
    case .rmcp: "rmcp"
    case .x11: "x11"
    case .rlogin: "rlogin"
    case .rsync: "rsync"
    case .rsh: "rsh"
    case .ftpData: "ftp-data"
    case .rtcp: "rtcp"
    case .xmpp: "xmpp"
    case .portmap: "portmap"
    case .tacplus: "tacplus"
    }
  }

  /// Speaks for a device of the plant floor: automation traffic, in whatever depth Bulkhead reads it.
  public var isIndustrial: Bool {
    switch self {
    case .modbus, .s7comm, .enip, .cip, .opcua, .ams, .pnDCP, .s7commPlus, .pnIO, .pnRT, .umas, .dnp3,
      .iec104, .iec104ASDU, .bacnet, .bvlc, .mms, .goose, .rGoose, .sv, .omron, .hartIP, .synphasor, .ecat,
      .melsec,
      .opensafety, .powerlink, .mrp, .slmp, .tristation, .codesys, .geSRTP, .fox, .pcworx, .proconos,
      .codesysV2, .c1222, .profisafe, .cipIO, .bsap, .rocPlus, .genisys, .knxip:
      return true
    default:
      return false
    }
  }
}
