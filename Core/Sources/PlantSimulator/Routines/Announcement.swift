import Vocabulary

/// What the stations with LLDP say of themselves to their neighbours.
enum Announcement {
  static let all: [LLDPMessage] = [
    LLDPMessage(
      chassisMAC: HostID.coreSwitch.host.mac, port: "Module: 1 Port: 1", portDescription: "trunk",
      systemName: "sw-core", systemDescription: "Hirschmann MACH102-8TP, SW: 09.0.18",
      address: HostID.coreSwitch.host.address, capabilities: 0x04),
    LLDPMessage(
      chassisName: "scalance-a", chassisMAC: HostID.switchA.host.mac, port: "port-001",
      portDescription: "Siemens, SIMATIC NET, Ethernet Port, X1 P1", systemName: "scalance-a",
      systemDescription:
        "Siemens, SIMATIC NET, SCALANCE X208, 6GK5 208-0BA10-2AA3, HW: 7, FW: V5.2.4, VPB8521094",
      address: HostID.switchA.host.address, capabilities: 0x04, isProfinet: true),
    LLDPMessage(
      chassisName: "press-plc", chassisMAC: HostID.pressController.host.mac, port: "port-001",
      portDescription: "Siemens, SIMATIC S7, Ethernet Port, X2 P1", systemName: "press-plc",
      systemDescription:
        "Siemens, SIMATIC S7, CPU315-2 PN/DP, 6ES7 315-2EH14-0AB0, HW: 4, FW: V3.2.8, S C-X4U421302009",
      address: HostID.pressController.host.address, isProfinet: true),
    LLDPMessage(
      chassisName: "mill-plc", chassisMAC: HostID.millController.host.mac, port: "port-001",
      portDescription: "Siemens, SIMATIC S7, Ethernet Port, X1 P1", systemName: "mill-plc",
      systemDescription:
        "Siemens, SIMATIC S7, CPU-1200, 6ES7 214-1AG40-0XB0, HW: 4, FW: V4.2.1, S C-E8T203812014",
      address: HostID.millController.host.address, isProfinet: true),
    LLDPMessage(
      chassisName: "press-io", chassisMAC: HostID.pressIO.host.mac, port: "port-001",
      portDescription: "Siemens, SIMATIC ET200S, Ethernet Port, X1 P1", systemName: "press-io",
      systemDescription:
        "Siemens, SIMATIC S7, IM151-3PN, 6ES7 151-3BA23-0AB0, HW: 5, FW: V7.0.2, S C-B1TR3462012",
      address: HostID.pressIO.host.address, isProfinet: true),
    LLDPMessage(
      chassisMAC: HostID.switchB.host.mac, port: "1", portDescription: "Port 1", systemName: "moxa-b",
      systemDescription: "MOXA EDS-408A", address: HostID.switchB.host.address, capabilities: 0x04),
  ]
}
