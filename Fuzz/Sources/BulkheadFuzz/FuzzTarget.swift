import Protocols

/// What can be fuzzed, by the name that `./dev fuzz` takes.
enum FuzzTarget: String, CaseIterable {
  case modbus, s7comm, enip, opcua, ams, dcp
  case kerberos, ldap
  case arp, dcerpc, dhcp, dns, http, lldp, neighbours, smb, ssh, tls, recognised
  // Substations and messages between sites.
  case mms
  case mqtt, hartIP
  case etherCAT, goose
  // Controllers' own protocols.
  case omron
  case dnp3, iec104, bacnet
  case slmp, melsec
  case tristation, codesys, synphasor
  // The office's.
  case telnet, ftp, tftp, snmp, vnc, mail, mysql, pgsql, tds, rpc, radius, ntp, echo
  case captures, json, packets, policies
  // Lists of indicators: any, a STIX pattern, a MISP attribute.
  case indicators, stixPattern, mispAttribute
  // Whatever the ledger reads.
  case ledger

  /// The folders in `Core/Sources` whose lines the target is to cover.
  var folders: [String] {
    switch self {
    case .modbus: ["Protocols/Modbus", "Protocols/UMAS"]
    case .s7comm: ["Protocols/ISOTransport", "Protocols/S7comm", "Protocols/S7commPlus"]
    case .enip: ["Protocols/EtherNetIP", "Protocols/CIP"]
    case .opcua: ["Protocols/OPCUA"]
    case .ams: ["Protocols/AMS"]
    case .dcp: ["Protocols/PNDCP"]
    case .arp: ["Protocols/ARP"]
    case .dcerpc: ["Protocols/DCERPC", "Protocols/PNIO", "Protocols/SPNEGO"]
    case .kerberos: ["Protocols/Kerberos"]
    case .ldap: ["Protocols/LDAP"]
    case .dhcp: ["Protocols/DHCP"]
    case .dns: ["Protocols/DNS"]
    case .http: ["Protocols/HTTP"]
    case .lldp: ["Protocols/LLDP"]
    case .neighbours: ["Protocols/NeighbourDiscovery"]
    case .smb: ["Protocols/SMB", "Protocols/NTLMSSP"]
    case .ssh: ["Protocols/SSH"]
    case .tls: ["Protocols/TLS"]
    case .recognised: ["Protocols/Recognised"]
    // Controllers' own protocols.
    case .omron: ["Protocols/FINS"]
    case .iec104: ["Protocols/IEC104"]
    case .bacnet: ["Protocols/BACnet"]
    case .slmp: ["Protocols/SLMP"]
    case .synphasor: ["Protocols/Synchrophasor"]
    case .tristation: ["Protocols/TriStation"]
    case .codesys: ["Protocols/CODESYS"]
    case .melsec: ["Protocols/MELSOFT"]
    case .dnp3: ["Protocols/DNP3"]
    // The office's.
    case .telnet: ["Protocols/Telnet"]
    case .ftp: ["Protocols/FTP"]
    case .tftp: ["Protocols/TFTP"]
    case .snmp: ["Protocols/SNMP"]
    case .mms: ["Protocols/ISOTransport", "Protocols/MMS"]
    case .vnc: ["Protocols/VNC"]
    case .mail: ["Protocols/Mail"]
    case .mysql, .pgsql, .tds: ["Protocols/Databases"]
    case .rpc: ["Protocols/RPC"]
    case .radius: ["Protocols/RADIUS"]
    case .ntp: ["Protocols/NTP", "Protocols/NetBIOS"]
    case .echo: ["Protocols/ICMP"]
    case .mqtt: ["Protocols/MQTT"]
    case .hartIP: ["Protocols/HARTIP"]
    case .etherCAT: ["Protocols/EtherCAT"]
    case .goose: ["Protocols/GOOSE"]
    case .captures: ["Captures"]
    case .json: ["JSON"]
    case .policies: ["Authorization"]
    case .indicators, .stixPattern, .mispAttribute: ["Indicators"]
    case .ledger: ["Ledger"]
    case .packets: ["Engine", "Packets", "Streams", "Detection", "Inventory", "Reports"]
    }
  }

  /// Runs the target over one input; ends the process where what must hold does not.
  func run(_ octets: [UInt8]) {
    switch self {
    case .modbus: FuzzedFlows<ModbusDissector>.run(octets)
    case .s7comm: FuzzedFlows<ISOTransportDissector>.run(octets)
    case .enip: FuzzedFlows<EtherNetIPDissector>.run(octets)
    case .opcua: FuzzedFlows<OPCUADissector>.run(octets)
    case .ams: FuzzedFlows<AMSDissector>.run(octets)
    case .dcp: FuzzedFlows<DCPDissector>.run(octets)
    case .arp: FuzzedFlows<ARPFrames>.run(octets)
    case .dcerpc: FuzzedFlows<DCERPCDissector>.run(octets)
    case .kerberos: FuzzedFlows<KerberosDissector>.run(octets)
    case .ldap: FuzzedFlows<LDAPDissector>.run(octets)
    case .dhcp: FuzzedFlows<DHCPDissector>.run(octets)
    case .dns: FuzzedFlows<DNSDissector>.run(octets)
    case .http: FuzzedFlows<HTTPDissector>.run(octets)
    case .lldp: FuzzedFlows<LLDPDissector>.run(octets)
    case .neighbours: FuzzedFlows<NeighbourMessages>.run(octets)
    case .smb: FuzzedFlows<SMBDissector>.run(octets)
    case .ssh: FuzzedFlows<SSHDissector>.run(octets)
    case .tls: FuzzedFlows<TLSDissector>.run(octets)
    case .recognised: FuzzedFlows<RecognisedOnly>.run(octets)
    // Controllers' own protocols.
    case .omron: FuzzedFlows<FINSDissector>.run(octets)
    case .iec104: FuzzedFlows<IEC104Dissector>.run(octets)
    case .bacnet: FuzzedFlows<BACnetDissector>.run(octets)
    case .slmp: FuzzedFlows<SLMPDissector>.run(octets)
    case .synphasor: FuzzedFlows<SynchrophasorDissector>.run(octets)
    case .tristation: FuzzedFlows<TriStationDissector>.run(octets)
    case .codesys: FuzzedFlows<CODESYSDissector>.run(octets)
    case .melsec: FuzzedFlows<MELSOFTDissector>.run(octets)
    case .dnp3: FuzzedFlows<DNP3Dissector>.run(octets)
    // The office's.
    case .telnet: FuzzedFlows<TelnetDissector>.run(octets)
    case .ftp: FuzzedFlows<FTPDissector>.run(octets)
    case .tftp: FuzzedFlows<TFTPDissector>.run(octets)
    case .snmp: FuzzedFlows<SNMPDissector>.run(octets)
    case .mms: FuzzedFlows<ISOTransportDissector>.run(octets)
    case .vnc: FuzzedFlows<VNCDissector>.run(octets)
    case .mail: FuzzedFlows<MailDissector>.run(octets)
    case .mysql: FuzzedFlows<MySQLDissector>.run(octets)
    case .pgsql: FuzzedFlows<PostgreSQLDissector>.run(octets)
    case .tds: FuzzedFlows<TDSDissector>.run(octets)
    case .rpc: FuzzedFlows<RPCDissector>.run(octets)
    case .radius: FuzzedFlows<RADIUSDissector>.run(octets)
    case .ntp: FuzzedFlows<NTPDissector>.run(octets)
    case .echo: FuzzedFlows<EchoDissector>.run(octets)
    case .mqtt: FuzzedFlows<MQTTDissector>.run(octets)
    case .hartIP: FuzzedFlows<HARTIPDissector>.run(octets)
    case .etherCAT: FuzzedFlows<EtherCATDissector>.run(octets)
    case .goose: FuzzedFlows<GOOSEDissector>.run(octets)
    case .captures: FuzzedCapture.run(octets)
    case .json: FuzzedText.run(octets)
    case .policies: FuzzedPolicies.run(octets)
    case .indicators: FuzzedIndicators.list(octets)
    case .stixPattern: FuzzedIndicators.pattern(octets)
    case .mispAttribute: FuzzedIndicators.attribute(octets)
    case .ledger: FuzzedLedger.run(octets)
    case .packets: FuzzedPackets.run(octets)
    }
  }
}
