import Protocols
import Vocabulary

/// Datagrams: what UDP carries.
extension Dissectors {
  /// What a datagram looks like; the hinted protocol is asked first, without a hint only what proves itself.
  static func recognise(datagram octets: Span<UInt8>, hint: ProtocolName?) -> ProtocolName? {
    if let hint, recognise(datagram: octets, as: hint) { return hint }
    if recognise(datagram: octets, as: .enip) { return .enip }
    if recognise(datagram: octets, as: .dnp3) { return .dnp3 }
    if BACnetDissector.recogniseWithoutHint(octets) == .consistent { return .bvlc }
    if recognise(datagram: octets, as: .hartIP) { return .hartIP }
    if recognise(datagram: octets, as: .dcerpc) { return .dcerpc }
    if recognise(datagram: octets, as: .kerberos) { return .kerberos }
    // Controllers' own protocols.
    if FINSDissector.recogniseWithoutHint(datagram: octets) == .consistent { return .omron }
    if MELSOFTDissector.recognise(octets) == .consistent { return .melsec }
    if SynchrophasorDissector.recognise(octets) == .consistent { return .synphasor }
    if KNXnetIP.recognise(octets) == .consistent { return .knxip }
    if SLMPDissector.recognise(octets) == .consistent { return .slmp }
    return recogniseOffice(datagram: octets)
  }

  private static func recognise(datagram octets: Span<UInt8>, as name: ProtocolName) -> Bool {
    switch name {
    case .modbus: ModbusDissector.recognise(octets) == .consistent
    case .ams: AMSDissector.recognise(datagram: octets)
    case .enip: EtherNetIPDissector.recognise(octets) == .consistent
    case .dnp3: DNP3Dissector.recognise(octets) == .consistent
    case .bvlc: BACnetDissector.recognise(octets) == .consistent
    case .hartIP: HARTIPDissector.recognise(datagram: octets)
    case .ecat: EtherCATDissector.recognise(octets) == .consistent
    case .rGoose: GOOSEDissector.recognise(octets) == .consistent
    case .dhcp: DHCPDissector.recognise(octets) == .consistent
    case .dns, .mdns, .llmnr, .nbns: DNSDissector.recognise(datagram: octets) == .consistent
    case .dcerpc, .pnIO: DCERPCDatagram.recognise(octets) == .consistent
    case .kerberos: KerberosDissector.recognise(datagram: octets) == .consistent
    case .cldap: LDAPDissector.recognise(datagram: octets) == .consistent
    // Controllers' own protocols.
    case .omron: FINSDissector.recognise(datagram: octets) == .consistent
    case .melsec: MELSOFTDissector.recognise(datagram: octets) == .consistent
    case .tristation: TriStationDissector.recognise(octets) == .consistent
    case .synphasor: SynchrophasorDissector.recognise(octets) == .consistent
    case .coap: CoAP.recognise(octets) == .consistent
    case .knxip: KNXnetIP.recognise(octets) == .consistent
    case .proconos: ProConOS.recognise(octets) == .consistent
    case .c1222: C1222.recognise(octets) == .consistent
    case .rocPlus: ROCPlus.recognise(octets) == .consistent
    case .bsap: BSAP.recognise(octets) == .consistent
    case .codesys: CODESYSDissector.recognise(datagram: octets) == .consistent
    case .dhcpv6: DHCPv6.recognise(octets) == .consistent
    default: recogniseOffice(datagram: octets, as: name)
    }
  }

  mutating func dissect(datagram octets: Span<UInt8>, as name: ProtocolName, _ dissection: inout Dissection) {
    switch name {
    case .modbus: modbus.dissect(datagram: octets, &dissection)
    case .ams: ams.dissect(datagram: octets, &dissection)
    case .enip: etherNetIP.dissect(datagram: octets, &dissection)
    case .dcerpc, .pnIO: DCERPCDatagram.note(datagram: octets, &dissection)
    case .kerberos: kerberos.dissect(datagram: octets, &dissection)
    case .cldap: ldap.dissect(datagram: octets, &dissection)
    case .hartIP: hartIP.dissect(datagram: octets, &dissection)
    case .ecat: etherCAT.dissect(datagram: octets, &dissection)
    case .rGoose: goose.dissect(datagram: octets, &dissection)
    case .dhcp: dhcp.dissect(datagram: octets, &dissection)
    case .dns, .mdns, .llmnr, .nbns: dns.dissect(datagram: octets, as: name, &dissection)
    case .dnp3: dnp3.dissect(datagram: octets, &dissection)
    case .bvlc: bacnet.dissect(datagram: octets, &dissection)
    // Controllers' own protocols.
    case .omron: fins.dissect(datagram: octets, &dissection)
    case .melsec: melsoft.dissect(datagram: octets, &dissection)
    case .tristation: triStation.dissect(datagram: octets, &dissection)
    case .synphasor: synchrophasor.dissect(datagram: octets, &dissection)
    case .coap: CoAP.note(datagram: octets, &dissection)
    case .codesys: codesys.dissect(datagram: octets, &dissection)
    case .slmp: slmp.dissect(datagram: octets, &dissection)
    default: dissectOffice(datagram: octets, as: name, &dissection)
    }
  }
}
