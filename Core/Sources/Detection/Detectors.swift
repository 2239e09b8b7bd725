public import Vocabulary

/// Every detector, composed of concrete types in the catalogue's order.
///
/// The order in which activities arrive matters to none of them but the session detector: they look back when
/// they conclude. What they conclude depends on no hash seed.
public struct Detectors: Sendable {
  let settings: DetectionSettings
  private(set) var controllerStopped: ControllerStopped
  private(set) var controllerStarted: ControllerStarted
  private(set) var controllerRestarted: ControllerRestarted
  private(set) var controllerModeChanged: ControllerModeChanged
  private(set) var controllerProgrammed: ControllerProgrammed
  private(set) var controllerLocked: ControllerLocked
  private(set) var programUploaded: ProgramUploaded
  private(set) var firmwareUpdated: FirmwareUpdated
  private(set) var clockChanged: ClockChanged
  private(set) var outputForced: OutputForced
  private(set) var unexpectedWrite: UnexpectedWrite
  private(set) var unexpectedOperation: UnexpectedOperation
  private(set) var reportsSilenced: ReportsSilenced
  private(set) var deviceRenamed: DeviceRenamed
  private(set) var deviceReaddressed: DeviceReaddressed
  private(set) var deviceReset: DeviceReset
  private(set) var deviceDiscovery: DeviceDiscovery
  private(set) var addressScan: AddressScan
  private(set) var portScan: PortScan
  private(set) var unitScan: UnitScan
  private(set) var functionCodeScan: FunctionCodeScan
  private(set) var refusalBurst: RefusalBurst
  private(set) var officeProtocolToController: OfficeProtocolToController
  private(set) var controlDeviceOnInternet: ControlDeviceOnInternet
  private(set) var unprotectedWrite: UnprotectedWrite
  private(set) var addressConflict: AddressConflict
  private(set) var arpFlood: ARPFlood
  private(set) var conflictingOverlap: ConflictingOverlap
  private(set) var malformedControlTraffic: MalformedControlTraffic
  private(set) var gooseAnomaly: GOOSEAnomaly
  private(set) var secretInClear: SecretInClear
  // What hosts do to each other's systems and directories: another file hands them what they see.
  var remoteProgramLaid: RemoteProgramLaid
  var remoteServiceCreated: RemoteServiceCreated
  var remoteTaskCreated: RemoteTaskCreated
  var remoteExecution: RemoteExecution
  var remoteRegistry: RemoteRegistry
  var remoteDriverInstalled: RemoteDriverInstalled
  var logCleared: LogCleared
  var directoryReplication: DirectoryReplication
  var zerologon: Zerologon
  var authenticationCoercion: AuthenticationCoercion
  var kerberoasting: Kerberoasting
  var asrepRoasting: ASREPRoasting
  var bruteForce: BruteForce
  var passwordSpraying: PasswordSpraying
  var accountEnumeration: AccountEnumeration
  var directoryEnumeration: DirectoryEnumeration
  var adminShareWrites: PairTimes
  private(set) var smbRansomware: SMBRansomware
  private(set) var smbWorm: SMBWorm
  private(set) var smbWeaknessProbe: SMBWeaknessProbe
  // What the wire shows beyond activities.
  private(set) var dnsTunnel: DNSTunnel
  private(set) var generatedNames: GeneratedNames
  private(set) var icmpTunnel: ICMPTunnel
  private(set) var webAttack: WebAttack
  private(set) var exploitAttempt: ExploitAttempt
  private(set) var disguisedProgram: DisguisedProgram
  private(set) var rogueDHCP: RogueDHCP
  private(set) var covertRegisters: CovertRegisters
  private(set) var rogueDNS: RogueDNS
  private(set) var loginBurst: LoginBurst
  private(set) var commandServer: CommandServer
  private(set) var beaconing: Beaconing
  private(set) var flood: Flood
  private(set) var commandFlood: CommandFlood
  private(set) var exfiltration: Exfiltration
  private(set) var protocolOnForeignPort: ProtocolOnForeignPort
  // The office's.
  private(set) var namePoisoning: NamePoisoning
  private(set) var remoteAccessTool: RemoteAccessTool
  private(set) var defaultCredentials: DefaultCredentialsUsed
  private(set) var indicatorSeen: IndicatorSeen

  public init(settings: DetectionSettings = DetectionSettings()) {
    self.settings = settings
    namePoisoning = NamePoisoning(settings)
    remoteAccessTool = RemoteAccessTool(settings)
    defaultCredentials = DefaultCredentialsUsed(settings)
    indicatorSeen = IndicatorSeen(settings)
    controllerStopped = ControllerStopped(settings)
    controllerStarted = ControllerStarted(settings)
    controllerRestarted = ControllerRestarted(settings)
    controllerModeChanged = ControllerModeChanged(settings)
    controllerProgrammed = ControllerProgrammed(settings)
    controllerLocked = ControllerLocked(settings)
    programUploaded = ProgramUploaded(settings)
    firmwareUpdated = FirmwareUpdated(settings)
    clockChanged = ClockChanged(settings)
    outputForced = OutputForced(settings)
    unexpectedWrite = UnexpectedWrite(settings)
    unexpectedOperation = UnexpectedOperation(settings)
    reportsSilenced = ReportsSilenced(settings)
    deviceRenamed = DeviceRenamed(settings)
    deviceReaddressed = DeviceReaddressed(settings)
    deviceReset = DeviceReset(settings)
    deviceDiscovery = DeviceDiscovery(settings)
    addressScan = AddressScan(settings)
    portScan = PortScan(settings)
    unitScan = UnitScan(settings)
    functionCodeScan = FunctionCodeScan(settings)
    refusalBurst = RefusalBurst(settings)
    officeProtocolToController = OfficeProtocolToController(settings)
    controlDeviceOnInternet = ControlDeviceOnInternet(settings)
    unprotectedWrite = UnprotectedWrite(settings)
    addressConflict = AddressConflict(settings)
    arpFlood = ARPFlood(settings)
    conflictingOverlap = ConflictingOverlap(settings)
    malformedControlTraffic = MalformedControlTraffic(settings)
    gooseAnomaly = GOOSEAnomaly(settings)
    secretInClear = SecretInClear(settings)
    adminShareWrites = PairTimes(settings)
    remoteProgramLaid = RemoteProgramLaid(settings)
    remoteServiceCreated = RemoteServiceCreated(settings)
    remoteTaskCreated = RemoteTaskCreated(settings)
    remoteExecution = RemoteExecution(settings)
    remoteRegistry = RemoteRegistry(settings)
    remoteDriverInstalled = RemoteDriverInstalled(settings)
    logCleared = LogCleared(settings)
    directoryReplication = DirectoryReplication(settings)
    zerologon = Zerologon(settings)
    authenticationCoercion = AuthenticationCoercion(settings)
    kerberoasting = Kerberoasting(settings)
    asrepRoasting = ASREPRoasting(settings)
    bruteForce = BruteForce(settings)
    passwordSpraying = PasswordSpraying(settings)
    accountEnumeration = AccountEnumeration(settings)
    directoryEnumeration = DirectoryEnumeration(settings)
    smbRansomware = SMBRansomware(settings)
    smbWorm = SMBWorm(settings)
    smbWeaknessProbe = SMBWeaknessProbe(settings)
    dnsTunnel = DNSTunnel(settings)
    generatedNames = GeneratedNames(settings)
    icmpTunnel = ICMPTunnel(settings)
    webAttack = WebAttack(settings)
    exploitAttempt = ExploitAttempt(settings)
    disguisedProgram = DisguisedProgram(settings)
    rogueDHCP = RogueDHCP(settings)
    covertRegisters = CovertRegisters(settings)
    rogueDNS = RogueDNS(settings)
    loginBurst = LoginBurst(settings)
    commandServer = CommandServer(settings)
    beaconing = Beaconing(settings)
    flood = Flood(settings)
    commandFlood = CommandFlood(settings)
    exfiltration = Exfiltration(settings)
    protocolOnForeignPort = ProtocolOnForeignPort(settings)
  }

  /// Takes an activity as it ended. Called for every one: reads and polls leave after a comparison.
  public mutating func observe(_ activity: ActivityObservation) {
    unitScan.observe(activity)
    if activity.deed != .plain || activity.verb == .authenticate { observeSystems(activity) }
    if activity.verb == .authenticate { loginBurst.observe(activity) }
    if activity.outcome == .refused {
      functionCodeScan.observe(activity)
      refusalBurst.observe(activity)
    }
    if activity.deed != .plain { observeOffice(activity) }
    switch activity.verb {
    case .read, .browse, .signal: return
    case .identify:
      deviceDiscovery.observe(activity)
      return
    case .connect: reportsSilenced.observe(activity)
    case .authenticate: break
    case .write:
      unexpectedWrite.observe(activity)
      commandFlood.observe(activity)
    case .operate:
      outputForced.observe(activity)
      unexpectedOperation.observe(activity)
      commandFlood.observe(activity)
    case .program:
      controllerProgrammed.observe(activity)
      controllerLocked.observe(activity)
    case .transfer: programUploaded.observe(activity)
    case .setMode:
      controllerStopped.observe(activity)
      controllerStarted.observe(activity)
      controllerRestarted.observe(activity)
      controllerModeChanged.observe(activity)
    case .configure:
      clockChanged.observe(activity)
      deviceRenamed.observe(activity)
      deviceReaddressed.observe(activity)
      deviceReset.observe(activity)
      unexpectedOperation.observe(activity)
      reportsSilenced.observe(activity)
    case .update: firmwareUpdated.observe(activity)
    }
    unprotectedWrite.observe(activity)
  }

  /// Deeds that are named by themselves, whatever their verb.
  @inline(never)
  private mutating func observeOffice(_ activity: ActivityObservation) {
    switch activity.deed {
    case .nameAnswer: namePoisoning.observe(activity)
    case .remoteAccess: remoteAccessTool.observe(activity)
    case .defaultCredentials: defaultCredentials.observe(activity)
    default: break
    }
  }

  public mutating func observe(_ anomaly: Anomaly) {
    conflictingOverlap.observe(anomaly)
    malformedControlTraffic.observe(anomaly)
    gooseAnomaly.observe(anomaly)
    secretInClear.observe(anomaly)
    bruteForce.observe(anomaly)
    smbWorm.observe(anomaly)
    smbWeaknessProbe.observe(anomaly)
    icmpTunnel.observe(anomaly)
    webAttack.observe(anomaly)
    exploitAttempt.observe(anomaly)
    covertRegisters.observe(anomaly)
    rogueDNS.observe(anomaly)
    commandServer.observe(anomaly)
    disguisedProgram.observe(anomaly)
  }

  public mutating func observe(_ binding: AddressBinding) {
    addressConflict.observe(binding)
    arpFlood.observe(binding)
    addressScan.observe(binding)
  }

  public mutating func observe(_ flow: FlowSummary) {
    addressScan.observe(flow)
    portScan.observe(flow)
    officeProtocolToController.observe(flow)
    controlDeviceOnInternet.observe(flow)
    beaconing.observe(flow)
    flood.observe(flow)
    exfiltration.observe(flow)
    loginBurst.observe(flow)
    protocolOnForeignPort.observe(flow)
    remoteAccessTool.observe(flow)
  }

  public mutating func observe(_ file: FileTouch) {
    smbRansomware.observe(file)
    if file.deeds.contains(.adminShare), file.deeds.contains(.written) {
      adminShareWrites.note(file.client, file.server, at: file.time)
    }
  }

  public mutating func observe(_ lookup: NameLookup) {
    if lookup.isAnswer {
      generatedNames.observe(lookup)
      rogueDNS.observe(lookup)
    } else {
      dnsTunnel.observe(lookup)
    }
  }

  public mutating func observe(_ lease: LeaseOffer) {
    rogueDHCP.observe(lease)
    rogueDNS.observe(lease)
  }

  public mutating func observe(_ sighting: IndicatorSighting) {
    indicatorSeen.observe(sighting)
  }

  /// What was found, worst first, then by time, kind and endpoints.
  ///
  /// `profiles` says who the hosts are by evidence other than the activities judged here.
  public func conclude(_ profiles: HostProfiles) -> [Finding] {
    var findings: [Finding] = []
    findings += controllerStopped.conclude(profiles)
    findings += controllerStarted.conclude(profiles)
    findings += controllerRestarted.conclude(profiles)
    findings += controllerModeChanged.conclude(profiles)
    findings += controllerProgrammed.conclude(profiles)
    findings += controllerLocked.conclude(profiles)
    findings += programUploaded.conclude(profiles)
    findings += firmwareUpdated.conclude(profiles)
    findings += clockChanged.conclude(profiles)
    findings += outputForced.conclude(profiles)
    findings += unexpectedWrite.conclude(profiles)
    findings += unexpectedOperation.conclude(profiles)
    findings += reportsSilenced.conclude(profiles)
    findings += deviceRenamed.conclude(profiles)
    findings += deviceReaddressed.conclude(profiles)
    findings += deviceReset.conclude(profiles)
    findings += deviceDiscovery.conclude(profiles)
    findings += addressScan.conclude(profiles)
    findings += portScan.conclude(profiles)
    findings += unitScan.conclude(profiles)
    findings += functionCodeScan.conclude(profiles)
    findings += refusalBurst.conclude(profiles)
    findings += officeProtocolToController.conclude(profiles)
    findings += controlDeviceOnInternet.conclude(profiles)
    findings += unprotectedWrite.conclude(profiles)
    findings += addressConflict.conclude(profiles)
    findings += arpFlood.conclude(profiles)
    findings += conflictingOverlap.conclude(profiles)
    findings += malformedControlTraffic.conclude(profiles)
    findings += gooseAnomaly.conclude(profiles)
    findings += secretInClear.conclude(profiles)
    findings += concludeSystems(profiles)
    findings += smbRansomware.conclude(profiles)
    findings += smbWorm.conclude(profiles)
    findings += smbWeaknessProbe.conclude(profiles)
    findings += dnsTunnel.conclude(profiles)
    findings += generatedNames.conclude(profiles)
    findings += icmpTunnel.conclude(profiles)
    findings += webAttack.conclude(profiles)
    findings += exploitAttempt.conclude(profiles)
    findings += disguisedProgram.conclude(profiles)
    findings += rogueDHCP.conclude(profiles)
    findings += covertRegisters.conclude(profiles)
    findings += rogueDNS.conclude(profiles)
    findings += loginBurst.conclude(profiles)
    findings += commandServer.conclude(profiles)
    findings += beaconing.conclude(profiles)
    findings += flood.conclude(profiles)
    findings += commandFlood.conclude(profiles)
    findings += exfiltration.conclude(profiles)
    findings += protocolOnForeignPort.conclude(profiles)
    findings += namePoisoning.conclude(profiles)
    findings += remoteAccessTool.conclude(profiles)
    findings += defaultCredentials.conclude(profiles)
    findings += indicatorSeen.conclude(profiles)
    findings.sort { $0.isBefore($1, profiles) }
    return findings
  }
}

extension Finding {
  /// The order of a report: worst first, then by time, then as their ids are spelled, kind and assets; assets
  /// are numbered in the order of their ids. Last by first place.
  fileprivate func isBefore(_ other: Finding, _ profiles: HostProfiles) -> Bool {
    if severity != other.severity { return severity > other.severity }
    if first != other.first { return first < other.first }
    if kind != other.kind { return kind.text < other.kind.text }
    let (assets, otherAssets) = (assets(profiles), other.assets(profiles))
    if assets != otherAssets { return assets.lexicographicallyPrecedes(otherAssets) }
    guard let place = evidence.first?.place, let otherPlace = other.evidence.first?.place else {
      return false
    }
    return place < otherPlace
  }

  /// Each asset once.
  private func assets(_ profiles: HostProfiles) -> [UInt32] {
    var assets: [UInt32] = []
    for endpoint in endpoints {
      let asset = profiles[endpoint].asset
      if !assets.contains(asset) { assets.append(asset) }
    }
    return assets
  }
}
