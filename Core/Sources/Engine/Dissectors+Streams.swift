import Protocols
import Streams
import Vocabulary

/// Streams: what TCP carries.
extension Dissectors {
  /// What the first octets of a segment look like: the hinted protocol is asked first, then the `candidate`
  /// that an earlier segment looked like, then those whose octets prove most, so that a weak likeness never
  /// hides a strong one. Without a hint or an earlier segment only strong likenesses count.
  static func recognise(
    stream octets: Span<UInt8>, hint: ProtocolName?, candidate: ProtocolName?
  ) -> (name: ProtocolName, recognition: Recognition)? {
    if let hint {
      let recognition = recognise(stream: octets, as: hint)
      if recognition != .no { return (hint, recognition) }
    }
    if let candidate, recognise(stream: octets, as: candidate) == .consistent {
      return (candidate, .consistent)
    }
    if DNP3Dissector.recognise(octets) == .consistent { return (.dnp3, .consistent) }
    if EtherNetIPDissector.recognise(octets) == .consistent { return (.enip, .consistent) }
    if OPCUADissector.recognise(octets) == .consistent { return (.opcua, .consistent) }
    if ISOTransportDissector.recognise(octets) == .consistent { return (.cotp, .consistent) }
    if AMSDissector.recognise(octets) == .consistent { return (.ams, .consistent) }
    if ModbusDissector.recogniseWithoutHint(octets) == .consistent { return (.modbus, .consistent) }
    if IEC104Dissector.recogniseWithoutHint(octets) == .consistent { return (.iec104, .consistent) }
    // Controllers' own protocols.
    if FINSDissector.recognise(octets) == .consistent { return (.omron, .consistent) }
    if MELSOFTDissector.recognise(octets) == .consistent { return (.melsec, .consistent) }
    if CODESYSDissector.recognise(octets) == .consistent { return (.codesys, .consistent) }
    if SynchrophasorDissector.recognise(octets) == .consistent { return (.synphasor, .consistent) }
    if NiagaraFox.recognise(octets) == .consistent { return (.fox, .consistent) }
    if KNXnetIP.recognise(octets) == .consistent { return (.knxip, .consistent) }
    if Genisys.recogniseWithoutHint(octets) == .consistent { return (.genisys, .consistent) }
    if SLMPDissector.recognise(octets) == .consistent { return (.slmp, .consistent) }
    if SSHDissector.recognise(octets) == .consistent { return (.ssh, .consistent) }
    if HTTPDissector.recognise(octets) == .consistent { return (.http, .consistent) }
    if SMBDissector.recognise(octets) == .consistent { return (.nbss, .consistent) }
    if DCERPCDissector.recognise(octets) == .consistent { return (.dcerpc, .consistent) }
    if KerberosDissector.recognise(octets) == .consistent { return (.kerberos, .consistent) }
    if LDAPDissector.recognise(octets) == .consistent { return (.ldap, .consistent) }
    if TLSDissector.recognise(octets) == .consistent { return (.tls, .consistent) }
    if let name = recogniseOffice(stream: octets) { return (name, .consistent) }
    if HARTIPDissector.recognise(datagram: octets) { return (.hartIP, .consistent) }
    if MQTTDissector.recogniseWithoutHint(octets) == .consistent { return (.mqtt, .consistent) }
    return nil
  }

  static func recognise(stream octets: Span<UInt8>, as name: ProtocolName) -> Recognition {
    switch name {
    case .modbus: ModbusDissector.recognise(octets)
    case .enip: EtherNetIPDissector.recognise(octets)
    case .opcua: OPCUADissector.recognise(octets)
    case .ams: AMSDissector.recognise(octets)
    case .tpkt, .cotp, .s7comm, .s7commPlus, .mms, .rdp: ISOTransportDissector.recognise(octets)
    case .dnp3: DNP3Dissector.recognise(octets)
    case .iec104: IEC104Dissector.recognise(octets)
    case .mqtt: MQTTDissector.recognise(octets)
    case .hartIP: HARTIPDissector.recognise(octets)
    case .telnet: TelnetDissector.recognise(octets)
    case .dns: DNSDissector.recognise(octets)
    case .tls: TLSDissector.recognise(octets)
    case .nbss, .smb, .smb2: SMBDissector.recognise(octets)
    case .dcerpc, .dcom: DCERPCDissector.recognise(octets)
    case .kerberos: KerberosDissector.recognise(octets)
    case .ldap: LDAPDissector.recognise(octets)
    case .http: HTTPDissector.recognise(octets)
    case .ssh: SSHDissector.recognise(octets)
    case .ftp: FTPDissector.recognise(octets)
    case .ftpData: FTPData.recognise(octets)
    // Controllers' own protocols.
    case .omron: FINSDissector.recognise(octets)
    case .melsec: MELSOFTDissector.recognise(octets)
    case .codesys: CODESYSDissector.recognise(octets)
    case .synphasor: SynchrophasorDissector.recognise(octets)
    case .knxip: KNXnetIP.recognise(octets)
    case .fox: NiagaraFox.recognise(octets)
    case .geSRTP: GESRTP.recognise(octets)
    case .pcworx: PCWorx.recognise(octets)
    case .proconos: ProConOS.recognise(octets)
    case .codesysV2: CODESYSV2.recognise(octets)
    case .c1222: C1222.recognise(octets)
    case .rocPlus: ROCPlus.recognise(octets)
    case .genisys: Genisys.recognise(octets)
    case .slmp: SLMPDissector.recognise(octets)
    default: recogniseOffice(stream: octets, as: name)
    }
  }

  /// Octets that are the protocol's and no other's: they settle a flow without a second message.
  static func isProof(stream octets: Span<UInt8>, of name: ProtocolName) -> Bool {
    switch name {
    case .dcerpc: DCERPCDissector.isProof(octets)
    default: false
    }
  }

  /// Named and counted, not read: their octets need no order and no beginning.
  static func isNamedOnly(stream name: ProtocolName) -> Bool {
    switch name {
    case .knxip, .fox, .geSRTP, .pcworx, .proconos, .codesysV2, .c1222, .rocPlus, .genisys: true
    default: isOfficeNamedOnly(stream: name)
    }
  }

  /// What an earlier flow agreed that this one is.
  func expected(_ flow: borrowing Flow, at time: Timestamp) -> ProtocolName? {
    let transfers = flow.transport == .tcp ? ftp.expected : tftp.expected
    if let name = transfers.name(host: flow.server, port: flow.serverPort, at: time) { return name }
    return transfers.name(host: flow.client, port: flow.clientPort, at: time)
  }

  @inline(__always)
  mutating func dissect(
    stream octets: Span<UInt8>, as name: ProtocolName, _ dissection: inout Dissection
  ) -> StreamProgress {
    switch name {
    case .modbus: return modbus.dissect(stream: octets, &dissection)
    case .enip: return etherNetIP.dissect(stream: octets, &dissection)
    case .opcua: return opcua.dissect(stream: octets, &dissection)
    case .ams: return ams.dissect(stream: octets, &dissection)
    case .tpkt, .cotp, .s7comm, .s7commPlus, .mms, .rdp:
      return isoTransport.dissect(stream: octets, &dissection)
    case .hartIP: return hartIP.dissect(stream: octets, &dissection)
    case .mqtt: return mqtt.dissect(stream: octets, &dissection)
    case .dns: return dns.dissect(stream: octets, &dissection)
    case .tls: return tls.dissect(stream: octets, &dissection)
    case .nbss, .smb, .smb2: return smb.dissect(stream: octets, &dissection)
    case .dcerpc, .dcom: return dceRPC.dissect(stream: octets, &dissection)
    case .kerberos: return kerberos.dissect(stream: octets, &dissection)
    case .ldap: return ldap.dissect(stream: octets, &dissection)
    case .http: return http.dissect(stream: octets, &dissection)
    case .ssh: return ssh.dissect(stream: octets, &dissection)
    // Controllers' own protocols.
    case .omron: return fins.dissect(stream: octets, &dissection)
    case .melsec: return melsoft.dissect(stream: octets, &dissection)
    case .codesys: return codesys.dissect(stream: octets, &dissection)
    case .synphasor: return synchrophasor.dissect(stream: octets, &dissection)
    case .slmp: return slmp.dissect(stream: octets, &dissection)
    case .dnp3: return dnp3.dissect(stream: octets, &dissection)
    case .iec104: return iec104.dissect(stream: octets, &dissection)
    default: return dissectOffice(stream: octets, as: name, &dissection)
    }
  }
}
