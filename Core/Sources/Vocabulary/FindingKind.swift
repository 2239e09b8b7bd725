/// Every kind of finding. A test holds this list, the detectors and the message catalogue together.
public enum FindingKind: UInt8, CaseIterable, Hashable, Sendable {
  case controllerStopped, controllerStarted, controllerRestarted, controllerProgrammed, controllerModeChanged
  case controllerLocked
  case programUploaded, firmwareUpdated, clockChanged, outputForced
  case unexpectedWrite, unexpectedOperation, reportsSilenced
  case deviceRenamed, deviceReaddressed, deviceReset
  case deviceDiscovery, addressScan, portScan, unitScan, functionCodeScan
  case refusalBurst
  case officeProtocolToController, controlDeviceOnInternet
  case anonymousWrite, unencryptedWrite
  case arpSpoofing, arpFlood, duplicateAddress, conflictingOverlap
  case malformedControlTraffic
  case gooseAnomaly
  case secretInClear
  // What hosts do to each other's systems and directories.
  case remoteProgramLaid, remoteServiceCreated, remoteTaskCreated, remoteExecution, remoteRegistry,
    remoteDriverInstalled
  case logCleared, directoryReplication, zerologon, authenticationCoercion, kerberoasting, asrepRoasting
  case bruteForce, passwordSpraying, accountEnumeration, directoryEnumeration
  // What the wire shows beyond activities: names, echoes, requests of the web, flows.
  case dnsTunnel, generatedNames, icmpTunnel, webAttack, exploitAttempt, disguisedProgram, rogueDHCP
  // What is done to servers' files, and to the services that hold them.
  case smbRansomware, smbWorm, smbWeaknessProbe
  case beaconing, flood, commandFlood, exfiltration, protocolOnForeignPort
  case commandServer, covertRegisters, rogueDNS, loginBurst
  // The office's.
  case namePoisoning, remoteAccessTool, defaultCredentials
  // What lists of indicators name.
  case indicatorSeen

  /// The kind's name in reports, in kebab-case.
  public var text: String {
    switch self {
    case .controllerStopped: "controller-stopped"
    case .controllerStarted: "controller-started"
    case .controllerRestarted: "controller-restarted"
    case .controllerProgrammed: "controller-programmed"
    case .controllerLocked: "controller-locked"
    case .controllerModeChanged: "controller-mode-changed"
    case .programUploaded: "program-uploaded"
    case .firmwareUpdated: "firmware-updated"
    case .clockChanged: "clock-changed"
    case .outputForced: "output-forced"
    case .unexpectedWrite: "unexpected-write"
    case .unexpectedOperation: "unexpected-operation"
    case .reportsSilenced: "reports-silenced"
    case .deviceRenamed: "device-renamed"
    case .deviceReaddressed: "device-readdressed"
    case .deviceReset: "device-reset"
    case .deviceDiscovery: "device-discovery"
    case .addressScan: "address-scan"
    case .portScan: "port-scan"
    case .unitScan: "unit-scan"
    case .functionCodeScan: "function-code-scan"
    case .refusalBurst: "refusal-burst"
    case .officeProtocolToController: "office-protocol-to-controller"
    case .controlDeviceOnInternet: "control-device-on-internet"
    case .anonymousWrite: "anonymous-write"
    case .unencryptedWrite: "unencrypted-write"
    case .arpSpoofing: "arp-spoofing"
    case .arpFlood: "arp-flood"
    case .duplicateAddress: "duplicate-address"
    case .conflictingOverlap: "conflicting-overlap"
    case .malformedControlTraffic: "malformed-control-traffic"
    case .gooseAnomaly: "goose-anomaly"
    case .secretInClear: "secret-in-clear"
    case .remoteProgramLaid: "remote-program-laid"
    case .remoteServiceCreated: "remote-service-created"
    case .remoteTaskCreated: "remote-task-created"
    case .remoteExecution: "remote-wmi-execution"
    case .remoteRegistry: "remote-registry"
    case .remoteDriverInstalled: "remote-driver-installed"
    case .logCleared: "log-cleared"
    case .directoryReplication: "directory-replication"
    case .zerologon: "zerologon"
    case .authenticationCoercion: "authentication-coercion"
    case .kerberoasting: "kerberoasting"
    case .asrepRoasting: "asrep-roasting"
    case .bruteForce: "brute-force"
    case .passwordSpraying: "password-spraying"
    case .accountEnumeration: "account-enumeration"
    case .directoryEnumeration: "directory-enumeration"
    case .smbRansomware: "smb-ransomware"
    case .smbWorm: "smb-worm"
    case .smbWeaknessProbe: "smb-weakness-probe"
    case .namePoisoning: "name-poisoning"
    case .remoteAccessTool: "remote-access-tool"
    case .defaultCredentials: "default-credentials"
    case .dnsTunnel: "dns-tunnel"
    case .generatedNames: "generated-names"
    case .icmpTunnel: "icmp-tunnel"
    case .webAttack: "web-attack"
    case .exploitAttempt: "exploit-attempt"
    case .disguisedProgram: "disguised-program"
    case .rogueDHCP: "rogue-dhcp"
    case .beaconing: "beaconing"
    case .commandServer: "command-server"
    case .covertRegisters: "modbus-covert-channel"
    case .rogueDNS: "rogue-dns"
    case .loginBurst: "login-burst"
    case .flood: "flood"
    case .commandFlood: "command-flood"
    case .exfiltration: "exfiltration"
    case .protocolOnForeignPort: "protocol-on-foreign-port"
    case .indicatorSeen: "indicator-seen"
    }
  }

  /// MITRE ATT&CK technique ids: those for ICS begin with T0, those for enterprises with T1.
  public var techniques: [String] {
    switch self {
    case .controllerStopped: ["T0858", "T0816"]
    case .controllerStarted, .controllerModeChanged: ["T0858"]
    case .controllerRestarted, .deviceReset: ["T0816"]
    case .controllerProgrammed: ["T0843"]
    case .controllerLocked: []
    case .programUploaded: ["T0845"]
    case .firmwareUpdated: ["T0857"]
    case .clockChanged: ["T0836"]
    case .outputForced: ["T0835"]
    case .unexpectedWrite, .unexpectedOperation: ["T0855"]
    case .reportsSilenced: ["T0804", "T0878"]
    case .deviceRenamed, .deviceReaddressed: ["T0836"]
    case .deviceDiscovery, .addressScan, .portScan: ["T0846"]
    case .unitScan, .functionCodeScan: ["T0888"]
    case .refusalBurst: ["T0806"]
    case .officeProtocolToController: ["T0886"]
    case .controlDeviceOnInternet: ["T0883"]
    case .anonymousWrite, .unencryptedWrite: ["T0855"]
    case .arpSpoofing, .arpFlood: ["T0830"]
    case .duplicateAddress: []
    case .conflictingOverlap: ["T0830"]
    case .malformedControlTraffic: ["T0814"]
    case .gooseAnomaly: ["T0856", "T0855"]
    case .secretInClear: ["T0842"]
    case .remoteProgramLaid: ["T1570", "T1021.002"]
    case .remoteServiceCreated: ["T1021.002", "T1543.003", "T1569.002"]
    case .remoteTaskCreated: ["T1053.005"]
    case .remoteExecution: ["T1047"]
    case .remoteRegistry: ["T1112", "T1003.002"]
    case .remoteDriverInstalled: ["T1547.012"]
    case .logCleared: ["T1070.001"]
    case .directoryReplication: ["T1003.006"]
    case .zerologon: ["T1210"]
    case .authenticationCoercion: ["T1187"]
    case .kerberoasting: ["T1558.003"]
    case .asrepRoasting: ["T1558.004"]
    case .bruteForce: ["T1110.001"]
    case .passwordSpraying: ["T1110.003"]
    case .accountEnumeration: ["T1087"]
    case .directoryEnumeration: ["T1087.002", "T1069.002"]
    case .smbRansomware: ["T1486", "T0828"]
    case .smbWorm: ["T1210", "T0866"]
    case .smbWeaknessProbe: ["T1046", "T0846"]
    case .dnsTunnel: ["T0869", "T1071.004", "T1572"]
    case .namePoisoning: ["T1557.001", "T0830"]
    case .remoteAccessTool: ["T1219", "T0822"]
    case .defaultCredentials: ["T0812", "T1078.001"]
    case .generatedNames: ["T1568.002"]
    case .icmpTunnel: ["T1095", "T1572"]
    case .webAttack: ["T0819", "T1190"]
    case .exploitAttempt: ["T0866", "T1210"]
    case .disguisedProgram: ["T0849", "T1036"]
    case .rogueDHCP: ["T0830", "T1557.003"]
    case .beaconing: ["T0869", "T1071"]
    case .commandServer: ["T0869", "T1071", "T1219"]
    case .covertRegisters: ["T0869", "T1001", "T1572"]
    case .rogueDNS: ["T0830", "T1557"]
    case .loginBurst: ["T0859", "T1110"]
    case .flood: ["T0814", "T1498"]
    case .commandFlood: ["T0806", "T0814"]
    case .exfiltration: ["T0882", "T1048"]
    case .protocolOnForeignPort: ["T0885", "T1571"]
    case .indicatorSeen: ["T0869", "T1071", "T1105"]
    }
  }
}
