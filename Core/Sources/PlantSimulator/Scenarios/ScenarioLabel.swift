public import Vocabulary

/// What is true of a scenario: what a detector should say, of whom and of what.
public struct ScenarioLabel: Hashable, Sendable {
  public let scenario: Scenario
  /// The finding that names the deed; null where nothing should be found.
  public let kind: FindingKind?
  public let actorName: String
  public let actor: HostAddress
  public let targetName: String
  public let target: HostAddress

  init(_ scenario: Scenario, _ kind: FindingKind?, _ actor: HostID, _ target: HostID) {
    self.scenario = scenario
    self.kind = kind
    actorName = actor.host.name
    self.actor = HostAddress(ipv4: actor.host.address)
    targetName = target.host.name
    self.target = HostAddress(ipv4: target.host.address)
  }
}

extension Scenario {
  public var label: ScenarioLabel {
    switch self {
    case .s7Stop: ScenarioLabel(self, .controllerStopped, .laptop, .pressController)
    case .s7Download: ScenarioLabel(self, .controllerProgrammed, .laptop, .pressController)
    case .s7Upload: ScenarioLabel(self, .programUploaded, .laptop, .pressController)
    case .clockChange: ScenarioLabel(self, .clockChanged, .laptop, .pressController)
    case .modbusOfficeWrite: ScenarioLabel(self, .unexpectedWrite, .purchasingPC, .washerController)
    case .modbusUnitScan: ScenarioLabel(self, .unitScan, .qualityPC, .washerController)
    case .modbusFunctionScan: ScenarioLabel(self, .functionCodeScan, .planningPC, .washerController)
    case .addressScan: ScenarioLabel(self, .addressScan, .laptop, .pressController)
    case .portScan: ScenarioLabel(self, .portScan, .jumpHost, .assemblyController)
    case .dcpRename: ScenarioLabel(self, .deviceRenamed, .laptop, .pressIO)
    case .dcpReaddress: ScenarioLabel(self, .deviceReaddressed, .laptop, .pressIO)
    case .dcpFactoryReset: ScenarioLabel(self, .deviceReset, .laptop, .pressIO)
    case .cipReset: ScenarioLabel(self, .controllerRestarted, .jumpHost, .assemblyController)
    case .adsStop: ScenarioLabel(self, .controllerStopped, .jumpHost, .testController)
    case .firmwareUpdate: ScenarioLabel(self, .firmwareUpdated, .laptop, .washerController)
    case .arpSpoofing: ScenarioLabel(self, .arpSpoofing, .laptop, .hmiA)
    case .internetBeacon: ScenarioLabel(self, .controlDeviceOnInternet, .washerController, .stranger)
    case .opcuaAnonymousWrite: ScenarioLabel(self, .anonymousWrite, .qualityPC, .testController)
    case .refusalBurst: ScenarioLabel(self, .refusalBurst, .planningPC, .washerController)
    case .overlap: ScenarioLabel(self, .conflictingOverlap, .purchasingPC, .washerController)
    case .malformedControl: ScenarioLabel(self, .malformedControlTraffic, .qualityPC, .washerController)
    case .clearPassword: ScenarioLabel(self, .secretInClear, .engineering, .switchB)
    case .officeProtocol: ScenarioLabel(self, .officeProtocolToController, .qualityPC, .testController)
    case .gatewayFailover: ScenarioLabel(self, nil, .coreSwitch, .coreSwitch)
    case .ransomware: ScenarioLabel(self, .smbRansomware, .purchasingPC, .fileServer)
    case .encryptedBackup: ScenarioLabel(self, nil, .planningPC, .fileServer)
    case .drawingSaves: ScenarioLabel(self, nil, .qualityPC, .fileServer)
    }
  }

  /// What happens, in one line for a person.
  public var summary: String {
    switch self {
    case .s7Stop: "the service laptop stops the press's Siemens controller"
    case .s7Download: "the service laptop loads a block into the press's Siemens controller"
    case .s7Upload: "the service laptop copies a block out of the press's Siemens controller"
    case .clockChange: "the service laptop sets the press controller's clock"
    case .modbusOfficeWrite: "an office PC writes registers and a coil of the washer's Schneider controller"
    case .modbusUnitScan: "an office PC tries unit after unit behind the washer's controller"
    case .modbusFunctionScan: "an office PC tries function after function of the washer's controller"
    case .addressScan: "the service laptop asks for every address of cell A"
    case .portScan: "the jump host tries the assembly controller's ports"
    case .dcpRename: "the service laptop gives the press's I/O station another name"
    case .dcpReaddress: "the service laptop gives the press's I/O station another address"
    case .dcpFactoryReset: "the service laptop resets the press's I/O station to its factory state"
    case .cipReset: "the jump host restarts the assembly line's Rockwell controller"
    case .adsStop: "the jump host stops the test bench's Beckhoff program"
    case .firmwareUpdate: "the service laptop replaces firmware of the washer's controller"
    case .arpSpoofing: "the service laptop puts itself between HMI-A and the press's controller"
    case .internetBeacon: "the washer's controller talks to an address on the internet"
    case .opcuaAnonymousWrite: "an office PC writes a limit of the test bench as nobody in particular"
    case .refusalBurst: "an office PC's reads are refused, many in a row"
    case .overlap: "an office PC sends a write twice at one place in the stream, with different values"
    case .malformedControl: "an office PC sends the washer's controller requests that end too early"
    case .clearPassword: "the engineer signs on to cell B's switch with a password that anybody can read"
    case .officeProtocol: "an office PC opens a file share of the test bench's Beckhoff controller"
    case .gatewayFailover: "the standby firewall takes over: no attack, nothing to find"
    case .ransomware: "an office PC makes the file server's drawings unreadable, one after another"
    case .encryptedBackup:
      "a backup reads all drawings and writes encrypted copies: no attack, nothing to find"
    case .drawingSaves: "a drawing program saves beside its files and renames: no attack, nothing to find"
    }
  }
}
