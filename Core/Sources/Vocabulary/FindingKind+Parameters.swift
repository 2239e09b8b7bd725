extension FindingKind {
  /// The parameters that every finding of this kind has, in their order; the catalogue's words use these and
  /// no others.
  public var parameters: [StaticName] {
    switch self {
    case .controllerStopped, .controllerStarted, .controllerRestarted, .controllerModeChanged,
      .firmwareUpdated,
      .clockChanged, .deviceRenamed, .deviceReaddressed, .deviceReset, .reportsSilenced:
      return [.actor, .target, .protocolName, .count, .succeeded, .refused, .unanswered]
    case .controllerProgrammed, .controllerLocked, .programUploaded, .outputForced, .unexpectedWrite,
      .unexpectedOperation:
      return [.actor, .target, .protocolName, .count, .succeeded, .refused, .unanswered, .object]
    case .deviceDiscovery: return [.actor, .protocolName, .count]
    case .addressScan: return [.actor, .targets, .address]
    case .portScan: return [.actor, .target, .targets, .ports]
    case .unitScan: return [.actor, .target, .protocolName, .units]
    case .functionCodeScan: return [.actor, .target, .protocolName, .codes]
    case .refusalBurst, .officeProtocolToController, .conflictingOverlap, .malformedControlTraffic:
      return [.actor, .target, .protocolName, .count]
    case .controlDeviceOnInternet: return [.actor, .address, .protocolName, .targets, .count]
    case .gooseAnomaly: return [.actor, .target, .protocolName, .count, .object]
    case .anonymousWrite, .unencryptedWrite: return [.actor, .target, .protocolName, .count, .object]
    case .arpSpoofing: return [.mac, .address, .otherMac, .targets, .count]
    case .arpFlood: return [.mac, .address, .count]
    case .duplicateAddress: return [.address, .mac, .otherMac, .count]
    case .dnsTunnel: return [.actor, .target, .name, .targets, .count]
    case .namePoisoning: return [.actor, .protocolName, .targets, .name]
    case .remoteAccessTool: return [.actor, .target, .protocolName, .count, .object]
    case .defaultCredentials:
      return [.actor, .target, .protocolName, .count, .succeeded, .refused, .unanswered]
    case .generatedNames: return [.actor, .name, .targets]
    case .icmpTunnel: return [.actor, .target, .count, .octets]
    case .webAttack, .exploitAttempt, .commandServer:
      return [.actor, .target, .protocolName, .count, .attack]
    case .disguisedProgram: return [.actor, .target, .protocolName, .count]
    case .loginBurst: return [.actor, .target, .protocolName, .count]
    case .rogueDHCP, .rogueDNS: return [.actor, .target, .count]
    case .covertRegisters: return [.actor, .target, .protocolName, .count, .octets, .object]
    case .smbRansomware: return [.actor, .target, .protocolName, .count, .object]
    case .smbWorm: return [.actor, .target, .protocolName, .targets, .count, .succeeded]
    case .smbWeaknessProbe: return [.actor, .target, .protocolName, .targets, .count]
    case .beaconing: return [.actor, .target, .protocolName, .count, .port, .seconds]
    case .flood: return [.actor, .target, .protocolName, .count, .seconds]
    case .commandFlood: return [.actor, .target, .protocolName, .count, .seconds, .object]
    case .exfiltration: return [.actor, .target, .protocolName, .octets, .count]
    case .protocolOnForeignPort: return [.actor, .target, .protocolName, .port, .count]
    case .indicatorSeen: return [.actor, .target, .protocolName, .count, .indicator, .list, .label]
    case .secretInClear: return [.actor, .target, .protocolName, .octets, .count]
    case .remoteProgramLaid, .remoteServiceCreated, .remoteTaskCreated, .remoteExecution, .remoteRegistry,
      .remoteDriverInstalled, .logCleared, .directoryReplication, .zerologon, .authenticationCoercion:
      return [.actor, .target, .protocolName, .count, .succeeded, .refused, .unanswered, .object]
    case .kerberoasting, .asrepRoasting, .bruteForce, .passwordSpraying, .accountEnumeration,
      .directoryEnumeration:
      return [.actor, .target, .protocolName, .count]
    }
  }
}
