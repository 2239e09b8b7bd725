import Testing
import Vocabulary

/// A snapshot's keys are made of these numbers: were a case put between others, everything learned would be
/// new after an upgrade. New cases go to the end, and to the end of these lists.
@Suite("Numbers that snapshots rest on")
struct LastingNumbersTests {
  private static let verbs = """
    connect authenticate browse identify read write operate program transfer setMode configure update \
    signal
    """

  private static let deeds = """
    plain stop start restart reset modeChange lead download delete insert onlineEdit lock upload \
    fileRead fileWrite fileDelete fileRename executableWrite adminShareWrite adminExecutableWrite \
    reportsOn reportsOff clock rename readdress factoryReset password parameter route subscribe \
    firmware force call select freeze acknowledge anonymous serviceCreated commandService \
    serviceChanged taskCreated remoteExecution registryChanged secretsSaved logCleared driverInstalled \
    coercion possibleCoercion replication replicaAdded machineLogin emptyCredential unknownAccount \
    noPreauthentication weakTicket downgradedTicket broadSearch roastableSearch accountListing \
    unencrypted adminShareConnect pipe announce blink remoteAccess defaultCredentials nameAnswer
    """

  private static let spaces = """
    none coils discreteInputs inputRegisters holdingRegisters fileRecords diagnostics dataBlock inputs \
    outputs merkers timers counters peripheral block szl tag cipAttribute cipConnection nodeNumeric \
    nodeText endpoint amsOffset amsPort mmsVariable mmsDomain mmsProgram topic metric clientID \
    hartCommand alState canObject nameOfStation ipSuite factoryReset dcpOption areaWords areaBits \
    device hexadecimalDevice memoryBlock deviceRecord dnp3Points informationObjects bacnetProperty \
    symbolicVariable objectAttribute user sni httpGet httpPost httpPut httpDelete httpOther dnsA \
    dnsAAAA dnsPTR dnsOther share file text service
    """

  private static let protocols = """
    unknown arp lldp stp cdp eapol icmp icmpv6 igmp gre vxlan mpls pppoes modbus tpkt cotp s7comm enip \
    cip opcua ams pnDCP s7commPlus pnIO pnRT umas dnp3 iec104 iec104ASDU bacnet bvlc mms goose sv mqtt \
    omron hartIP synphasor ecat coap melsec opensafety powerlink mrp ptp slmp tristation codesys \
    geSRTP knxip fox pcworx proconos codesysV2 c1222 dcom profisafe rGoose cipIO sparkplug bsap \
    rocPlus genisys acse pres ses dns mdns llmnr dhcp dhcpv6 http tls ssh smb smb2 ntlmssp nbns nbss \
    rdp telnet ftp snmp ntp dcerpc ldap kerberos vnc syslog sip quic ssdp tftp radius smtp pop imap \
    mysql postgresql tds wireguard openvpn isakmp nfs cldap nbdgm teamviewer anydesk rustdesk esp l2tp \
    pptp dtls tns mongo redis cql rpc rtp stun socks rmcp x11 rlogin rsh ftpData rtcp xmpp portmap \
    tacplus rsync
    """

  private static let transports = """
    ethernet tcp udp icmp icmpv6 other
    """

  private static func check<Case: CaseIterable & RawRepresentable>(_ type: Case.Type, _ names: String)
  where Case.RawValue == UInt8 {
    let known = names.split(separator: " ").map(String.init)
    #expect(Case.allCases.prefix(known.count).map { "\($0)" } == known)
    #expect(Case.allCases.map(\.rawValue).elementsEqual((0..<Case.allCases.count).map(UInt8.init)))
  }

  @Test("cases keep their numbers")
  func numbers() {
    Self.check(Verb.self, Self.verbs)
    Self.check(Deed.self, Self.deeds)
    Self.check(ObjectSpace.self, Self.spaces)
    Self.check(ProtocolName.self, Self.protocols)
    Self.check(Transport.self, Self.transports)
  }
}
