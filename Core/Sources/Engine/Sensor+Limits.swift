import Packets
import Protocols
import Streams
import Vocabulary

extension Sensor {
  /// Each limit of the sensor, with what was dropped at it.
  var limits: [LimitReport] {
    [
      LimitReport(
        name: "endpointLimit", limit: dissection.endpoints.limit, dropped: dissection.endpoints.dropped),
      LimitReport(name: "nameOctetLimit", limit: dissection.names.limit, dropped: dissection.names.dropped),
      LimitReport(
        name: "clientTextLimit", limit: ClientTexts.textLimit, dropped: dissection.droppedClientTexts),
      LimitReport(
        name: "requestLimit", limit: PendingRequests.requestLimit, dropped: dissection.pending.dropped),
      LimitReport(name: "objectLimit", limit: Dissection.objectLimit, dropped: dissection.droppedObjects),
      LimitReport(
        name: "messageCodeLimit", limit: MessageTally.codeLimit, dropped: dissection.messages.dropped),
      LimitReport(
        name: "cipConnectionLimit", limit: EtherNetIPDissector.connectionLimit,
        dropped: dissectors.etherNetIP.droppedConnections),
      LimitReport(
        name: "cipTagOctetLimit", limit: CIPTagNames.octetLimit,
        dropped: dissectors.etherNetIP.droppedTagNames),
      LimitReport(name: "flowLimit", limit: FlowTable.flowLimit, dropped: flows.evicted),
      LimitReport(name: "streamOctetLimit", limit: StreamBuffers.octetLimit, dropped: buffers.dropped),
      LimitReport(name: "earlySegmentOctetLimit", limit: EarlySegments.octetLimit, dropped: early.dropped),
      LimitReport(
        name: "tentativeOctetLimit", limit: TentativeSegments.octetLimit, dropped: tentative.dropped),
      LimitReport(
        name: "opcuaChunkedMessageLimit", limit: OPCUADissector.chunkedMessageLimit,
        dropped: dissectors.opcua.droppedMessages),
      LimitReport(
        name: "isoTransportFlowLimit", limit: ISOTransportDissector.flowLimit,
        dropped: dissectors.isoTransport.droppedFlows),
      LimitReport(
        name: "isoTransportPartLimit", limit: ISOTransportDissector.partialMessageLimit,
        dropped: dissectors.isoTransport.droppedParts),
      LimitReport(
        name: "hartIPFlowLimit", limit: HARTIPDissector.flowLimit, dropped: dissectors.hartIP.droppedFlows),
      LimitReport(
        name: "etherCATMasterLimit", limit: EtherCATDissector.masterLimit,
        dropped: dissectors.etherCAT.droppedMasters),
      LimitReport(
        name: "goosePublisherLimit", limit: GOOSEDissector.publisherLimit,
        dropped: dissectors.goose.droppedPublishers),
      LimitReport(
        name: "mqttFlowLimit", limit: MQTTDissector.flowLimit, dropped: dissectors.mqtt.droppedFlows),
      LimitReport(
        name: "dcpSearchLimit", limit: DCPDissector.searchLimit, dropped: dissectors.dcp.droppedSearches),
      LimitReport(
        name: "dnsFlowLimit", limit: DNSDissector.flowLimit, dropped: dissectors.dns.droppedFlows),
      LimitReport(
        name: "httpFlowLimit", limit: HTTPDissector.flowLimit, dropped: dissectors.http.droppedFlows),
      LimitReport(
        name: "httpHeadOctetLimit", limit: HTTPDissector.headOctetLimit,
        dropped: dissectors.http.droppedHeads),
      // Files of a server.
      LimitReport(
        name: "smbTreeLimit", limit: SMBDissector.treeLimit, dropped: dissectors.smb.droppedTrees),
      LimitReport(
        name: "smbOpenFileLimit", limit: SMBDissector.openFileLimit, dropped: dissectors.smb.droppedFiles),
      LimitReport(
        name: "smbCallLimit", limit: SMBDissector.callLimit, dropped: dissectors.smb.droppedCalls),
      LimitReport(
        name: "dcerpcPipeLimit", limit: SMBDissector.pipeLimit, dropped: dissectors.smb.droppedPipes),
      LimitReport(
        name: "tlsFlowLimit", limit: TLSDissector.flowLimit, dropped: dissectors.tls.droppedFlows),
      LimitReport(
        name: "tlsAssemblyLimit", limit: TLSDissector.assemblyLimit,
        dropped: dissectors.tls.droppedAssemblies),
      LimitReport(
        name: "telnetFlowLimit", limit: TelnetDissector.flowLimit, dropped: dissectors.telnet.droppedFlows),
      LimitReport(
        name: "ftpFlowLimit", limit: FTPDissector.flowLimit, dropped: dissectors.ftp.droppedFlows),
      LimitReport(
        name: "snmpFlowLimit", limit: SNMPDissector.flowLimit, dropped: dissectors.snmp.droppedFlows),
      LimitReport(
        name: "officeFlowLimit", limit: VNCDissector.flowLimit, dropped: dissectors.office.droppedFlows),
      LimitReport(
        name: "expectedFlowLimit", limit: ExpectedFlows.flowLimit,
        dropped: dissectors.ftp.expected.dropped + dissectors.tftp.expected.dropped),
      LimitReport(
        name: "sshFlowLimit", limit: SSHDissector.flowLimit, dropped: dissectors.ssh.droppedFlows),
      LimitReport(
        name: "bacnetSegmentedMessageLimit", limit: BACnetDissector.segmentedMessageLimit,
        dropped: dissectors.bacnet.droppedMessages),
      LimitReport(
        name: "bacnetInstanceLimit", limit: BACnetDissector.instanceLimit,
        dropped: dissectors.bacnet.droppedInstances),
      LimitReport(
        name: "dnp3FragmentLimit", limit: DNP3Dissector.fragmentLimit,
        dropped: dissectors.dnp3.droppedFragments),
      LimitReport(
        name: "dnp3FileLimit", limit: DNP3Dissector.fileLimit, dropped: dissectors.dnp3.droppedFiles),
      LimitReport(
        name: "dcerpcAssociationLimit", limit: DCERPCDissector.associationLimit,
        dropped: dissectors.dceRPC.droppedAssociations + dissectors.smb.droppedAssociations),
      LimitReport(
        name: "dcerpcPortLimit", limit: DCERPCDissector.portLimit, dropped: dissectors.dceRPC.droppedPorts),
      LimitReport(
        name: "ldapFlowLimit", limit: LDAPDissector.flowLimit, dropped: dissectors.ldap.droppedFlows),
      LimitReport(
        name: "streamWindowLimit", limit: Int(StreamSide.windowLimit),
        dropped: Int(clamping: counters.straySegments)),
      LimitReport(name: "fragmentOctetLimit", limit: FragmentTable.octetLimit, dropped: fragments.dropped),
      LimitReport(
        name: "vantageSubnetLimit", limit: SubnetViews.subnetLimit, dropped: vantage.sides.subnets.dropped),
      LimitReport(
        name: "vantageHalfLimit", limit: FlowSides.halfLimit, dropped: vantage.sides.droppedHalves),
    ]
  }
}
