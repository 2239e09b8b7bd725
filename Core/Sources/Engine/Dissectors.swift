import Packets
import Protocols
import Vocabulary

/// The catalogue of dissectors: which ports hint at what, what octets look like, and who reads them.
///
/// Concrete types, so that the packet's path holds no existential. A new dissector adds a line to each part.
struct Dissectors: Sendable {
  var modbus = ModbusDissector()
  var etherNetIP = EtherNetIPDissector()
  var opcua = OPCUADissector()
  var ams = AMSDissector()
  var isoTransport = ISOTransportDissector()
  var mqtt = MQTTDissector()
  var etherCAT = EtherCATDissector()
  var goose = GOOSEDissector()
  var hartIP = HARTIPDissector()
  var dcp = DCPDissector()
  var lldp = LLDPDissector()
  var dhcp = DHCPDissector()
  var dns = DNSDissector()
  var tls = TLSDissector()
  var ssh = SSHDissector()
  var telnet = TelnetDissector()
  var ftp = FTPDissector()
  var tftp = TFTPDissector()
  var snmp = SNMPDissector()
  var office = OfficeDissectors()
  var http = HTTPDissector()
  var smb = SMBDissector()
  var dceRPC = DCERPCDissector()
  var kerberos = KerberosDissector()
  var ldap = LDAPDissector()
  // Controllers' own protocols.
  var fins = FINSDissector()
  var slmp = SLMPDissector()
  var melsoft = MELSOFTDissector()
  var triStation = TriStationDissector()
  var codesys = CODESYSDissector()
  var synchrophasor = SynchrophasorDissector()
  // Telecontrol and buildings.
  var dnp3 = DNP3Dissector()
  var iec104 = IEC104Dissector()
  var bacnet = BACnetDissector()
  // What hides in others.
  var echo = EchoDissector()

  /// Tells what stands open when all traffic has ended.
  mutating func finish(_ dissection: inout Dissection) {
    smb.finish(&dissection)
  }

  /// The protocol that usually uses a port; a hint, never proof.
  static func hint(_ transport: Transport, port: UInt16) -> ProtocolName? {
    switch (transport, port) {
    case (_, ModbusDissector.port): .modbus
    case (_, EtherNetIPDissector.port), (.udp, EtherNetIPDissector.ioPort): .enip
    case (.tcp, OPCUADissector.port): .opcua
    case (.tcp, AMSDissector.port), (.udp, AMSDissector.discoveryPort): .ams
    case (.tcp, ISOTransportDissector.port), (.tcp, ISOTransportDissector.remoteDesktopPort): .cotp
    case (_, DNP3Dissector.port): .dnp3
    case (.tcp, IEC104Dissector.port): .iec104
    case (_, HARTIPDissector.port): .hartIP
    case (.udp, EtherCATDissector.port): .ecat
    case (.udp, GOOSEDissector.port): .rGoose
    case (.tcp, MQTTDissector.port): .mqtt
    case (.tcp, TelnetDissector.port): .telnet
    case (.tcp, FTPDissector.port): .ftp
    case (.udp, TFTPDissector.port): .tftp
    case (.udp, BACnetDissector.port): .bvlc
    case (.udp, SNMPDissector.port), (.udp, SNMPDissector.trapPort): .snmp
    case (.udp, DHCPDissector.serverPort), (.udp, DHCPDissector.clientPort): .dhcp
    case (.udp, DHCPv6.serverPort), (.udp, DHCPv6.clientPort): .dhcpv6
    case (_, DNSDissector.port): .dns
    case (.tcp, TLSDissector.port), (.tcp, 8_443), (.tcp, 993), (.tcp, 995), (.tcp, 465), (.tcp, 636): .tls
    case (.tcp, SSHDissector.port): .ssh
    case (.tcp, SMBDissector.port), (.tcp, SMBDissector.netBIOSPort): .nbss
    case (.tcp, DCERPCDissector.port): .dcerpc
    case (_, KerberosDissector.port): .kerberos
    case (.tcp, LDAPDissector.port), (.tcp, LDAPDissector.globalCataloguePort): .ldap
    case (.udp, LDAPDissector.port): .cldap
    case (.tcp, HTTPDissector.port), (.tcp, 8_080), (.tcp, 8_000), (.tcp, 8_081), (.tcp, 8_888),
      (.tcp, 3_128):
      .http
    case (.udp, DNSDissector.multicastPort): .mdns
    case (.udp, DCERPCDatagram.contextManagerPort): .dcerpc
    case (.udp, DNSDissector.linkLocalPort): .llmnr
    case (.udp, DNSDissector.netBIOSPort): .nbns
    // Controllers' own protocols.
    case (_, FINSDissector.port): .omron
    case (.udp, TriStationDissector.port): .tristation
    case (.tcp, SynchrophasorDissector.streamPort), (.udp, SynchrophasorDissector.datagramPort): .synphasor
    case (.udp, CoAP.port): .coap
    case (_, KNXnetIP.port): .knxip
    case (.tcp, NiagaraFox.port): .fox
    case (.tcp, GESRTP.port): .geSRTP
    case (.tcp, PCWorx.port): .pcworx
    case (_, ProConOS.port): .proconos
    case (.tcp, CODESYSV2.port), (.tcp, CODESYSV2.otherPort): .codesysV2
    case (_, C1222.port): .c1222
    case (_, ROCPlus.port): .rocPlus
    case (.udp, BSAP.port), (.udp, BSAP.serialPort): .bsap
    case (.udp, CODESYSDissector.datagramPorts), (.tcp, CODESYSDissector.streamPorts): .codesys
    case (.udp, MELSOFTDissector.directPort), (.udp, MELSOFTDissector.datagramPort),
      (.tcp, MELSOFTDissector.streamPort), (.tcp, MELSOFTDissector.directPort):
      .melsec
    default: officeHint(transport, port: port)
    }
  }
}
