import Vocabulary

extension MessageTally.Row {
  /// How a report shows the row's code, by its protocol's page of names.
  public var spelling: MessageSpelling {
    switch name {
    case .modbus: ModbusNames.spelling(family, code)
    case .opcua: OPCUANames.spelling(family, code)
    case .ams: AMSNames.spelling(code)
    case .s7comm: S7commNames.spelling(code)
    case .mms: MMSNames.spelling(family, code)
    case .hartIP: HARTIPNames.spelling(code)
    case .ecat: EtherCATNames.spelling(code)
    case .mqtt: MQTTNames.spelling(code)
    case .pnDCP: DCPNames.spelling(code)
    case .enip: EtherNetIPNames.spelling(code)
    case .cip: CIPNames.spelling(code)
    // Controllers' own protocols.
    case .omron: FINSNames.spelling(code)
    case .iec104: IEC104Names.spelling(frame: code)
    case .iec104ASDU: IEC104Names.spelling(type: code)
    case .bacnet: BACnetNames.spelling(service: code)
    case .bvlc: BACnetNames.spelling(function: code)
    case .slmp: SLMPNames.spelling(code)
    case .synphasor: SynchrophasorNames.spelling(code)
    case .coap: CoAPNames.spelling(code)
    case .tristation: TriStationNames.spelling(family, code)
    case .codesys: CODESYSNames.spelling(family, code)
    case .melsec: MELSOFTNames.spelling(family, code)
    case .dnp3: DNP3Names.spelling(code)
    case .s7commPlus: S7commPlusNames.spelling(family, code)
    case .umas: UMASNames.spelling(family, code)
    case .smb: SMBNames.smb1(code)
    case .smb2: SMBNames.smb2(code)
    case .kerberos: KerberosNames.spelling(code)
    case .ldap, .cldap: LDAPNames.spelling(code)
    case .dcerpc: DCERPCNames.spelling(code)
    default: MessageSpelling(code.rawValue, "")
    }
  }
}
