extension Incident {
  /// Who does it to whom.
  var hosts: (actor: HostID, target: HostID) {
    switch self {
    case .afterHoursLogin: (.jumpHost, .historianMirror)
    case .newEngineeringLaptop: (.newLaptop, .pressController)
    case .unknownDevice: (.unknownDevice, .washerController)
    case .slowBruteForce, .massRead: (.qualityPC, .fileServer)
    case .fastBruteForce: (.purchasingPC, .fileServer)
    case .afterHoursDownload: (.engineering, .millController)
    case .setpointOutOfRange, .changedPeriod: (.hmiB, .washerController)
    case .stoppedPoll, .historianWrite: (.historian, .powerMeter)
    case .outboundVolume: (.purchasingPC, .stranger)
    case .programUpload, .vendorOutsideVisit: (.jumpHost, .pressController)
    case .rogueDHCP, .rogueDNS: (.unknownDevice, .hmiB)
    case .disabledAccount: (.planningPC, .fileServer)
    case .sharedAccount: (.qualityPC, .fileServer)
    case .panelOnInternet: (.hmiA, .stranger)
    case .newConversation: (.hmiA, .assemblyController)
    }
  }

  /// MITRE ATT&CK for ICS.
  var technique: String {
    switch self {
    case .afterHoursLogin, .disabledAccount, .sharedAccount: "T0859"
    case .vendorOutsideVisit: "T0886"
    case .newEngineeringLaptop, .unknownDevice: "T0864"
    case .slowBruteForce, .fastBruteForce: "T0859"
    case .afterHoursDownload: "T0843"
    case .setpointOutOfRange, .historianWrite: "T0836"
    case .stoppedPoll: "T0815"
    case .changedPeriod: "T0801"
    case .massRead, .programUpload: "T0811"
    case .outboundVolume, .panelOnInternet: "T0885"
    case .rogueDHCP, .rogueDNS: "T0830"
    case .newConversation: "T0846"
    }
  }

  /// How long a detector may need; zero where one packet is enough.
  var windowSeconds: Int {
    switch self {
    case .slowBruteForce: 7_200
    case .fastBruteForce, .massRead, .outboundVolume: 300
    case .stoppedPoll: 900
    case .changedPeriod: 1_800
    default: 0
    }
  }

  /// What happens, in one line for a person.
  public var summary: String {
    switch self {
    case .afterHoursLogin: "somebody signs on through the jump host when nobody works, and becomes root"
    case .newEngineeringLaptop: "a laptop that nobody knows reads the press's controller"
    case .unknownDevice: "a small computer appears in cell B and reads the washer's controller"
    case .slowBruteForce: "an office PC tries a password every five minutes for two and a half hours"
    case .fastBruteForce: "an office PC tries forty passwords in a minute"
    case .afterHoursDownload: "the engineering station loads a block without a work order"
    case .setpointOutOfRange: "the panel writes a setpoint ten times above what operators choose"
    case .stoppedPoll: "the historian's poll of the power meter stops for forty minutes"
    case .changedPeriod: "the panel polls the washer's controller five times as often"
    case .massRead: "an office PC reads a whole share"
    case .outboundVolume: "an office PC sends ten megabytes to a place that nobody knows"
    case .programUpload: "the jump host copies the press's program"
    case .rogueDHCP: "an unknown device gives the panel an address and itself as the way out"
    case .rogueDNS: "an unknown device answers the panel's questions for names"
    case .disabledAccount: "somebody tries the account of a person who has left"
    case .sharedAccount: "the operator's account is used at the panel and at an office PC"
    case .vendorOutsideVisit: "the machine's maker comes unannounced and changes a value of the press"
    case .panelOnInternet: "the panel of cell A talks to a place on the internet"
    case .newConversation: "the panel of cell A asks the assembly line's controller"
    case .historianWrite: "the historian, which only reads, writes the power meter"
    }
  }
}
