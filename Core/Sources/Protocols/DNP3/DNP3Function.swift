/// An application function code as it stands on the wire, known or not.
///
/// Source: IEEE 1815-2012, clause 4.2.2.5, table 4-2.
struct DNP3Function: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  static var confirm: DNP3Function { DNP3Function(rawValue: 0) }
  static var read: DNP3Function { DNP3Function(rawValue: 1) }
  static var write: DNP3Function { DNP3Function(rawValue: 2) }
  static var select: DNP3Function { DNP3Function(rawValue: 3) }
  static var operate: DNP3Function { DNP3Function(rawValue: 4) }
  static var directOperate: DNP3Function { DNP3Function(rawValue: 5) }
  static var directOperateSilently: DNP3Function { DNP3Function(rawValue: 6) }
  static var freeze: DNP3Function { DNP3Function(rawValue: 7) }
  static var freezeSilently: DNP3Function { DNP3Function(rawValue: 8) }
  static var freezeAndClear: DNP3Function { DNP3Function(rawValue: 9) }
  static var freezeAndClearSilently: DNP3Function { DNP3Function(rawValue: 10) }
  static var freezeAtTime: DNP3Function { DNP3Function(rawValue: 11) }
  static var freezeAtTimeSilently: DNP3Function { DNP3Function(rawValue: 12) }
  static var coldRestart: DNP3Function { DNP3Function(rawValue: 13) }
  static var warmRestart: DNP3Function { DNP3Function(rawValue: 14) }
  static var initializeData: DNP3Function { DNP3Function(rawValue: 15) }
  static var initializeApplication: DNP3Function { DNP3Function(rawValue: 16) }
  static var startApplication: DNP3Function { DNP3Function(rawValue: 17) }
  static var stopApplication: DNP3Function { DNP3Function(rawValue: 18) }
  static var saveConfiguration: DNP3Function { DNP3Function(rawValue: 19) }
  static var enableUnsolicited: DNP3Function { DNP3Function(rawValue: 20) }
  static var disableUnsolicited: DNP3Function { DNP3Function(rawValue: 21) }
  static var assignClass: DNP3Function { DNP3Function(rawValue: 22) }
  static var delayMeasurement: DNP3Function { DNP3Function(rawValue: 23) }
  static var recordCurrentTime: DNP3Function { DNP3Function(rawValue: 24) }
  static var openFile: DNP3Function { DNP3Function(rawValue: 25) }
  static var closeFile: DNP3Function { DNP3Function(rawValue: 26) }
  static var deleteFile: DNP3Function { DNP3Function(rawValue: 27) }
  static var fileInformation: DNP3Function { DNP3Function(rawValue: 28) }
  static var authenticateFile: DNP3Function { DNP3Function(rawValue: 29) }
  static var abortFile: DNP3Function { DNP3Function(rawValue: 30) }
  static var activateConfiguration: DNP3Function { DNP3Function(rawValue: 31) }
  static var authenticate: DNP3Function { DNP3Function(rawValue: 32) }
  static var authenticateSilently: DNP3Function { DNP3Function(rawValue: 33) }
  static var response: DNP3Function { DNP3Function(rawValue: 129) }
  static var unsolicitedResponse: DNP3Function { DNP3Function(rawValue: 130) }
  static var authenticationResponse: DNP3Function { DNP3Function(rawValue: 131) }

  /// Sent by an outstation: the internal indications follow.
  var isResponse: Bool { rawValue >= 129 }

  /// A request that asks for no response.
  var isSilent: Bool {
    switch self {
    case .directOperateSilently, .freezeSilently, .freezeAndClearSilently, .freezeAtTimeSilently,
      .authenticateSilently:
      true
    default: false
    }
  }

  /// Its object headers are followed by objects. The headers of the others only name what is meant.
  var carriesObjects: Bool {
    switch self {
    case .write, .select, .operate, .directOperate, .directOperateSilently, .freezeAtTime,
      .freezeAtTimeSilently, .openFile, .closeFile, .deleteFile, .fileInformation, .authenticateFile,
      .abortFile, .activateConfiguration, .authenticate, .authenticateSilently:
      true
    default: isResponse
    }
  }

  /// Restarts, starts, stops: meant for the whole device or an application of it.
  var changesMode: Bool { (13...18).contains(rawValue) }

  var controls: Bool {
    switch self {
    case .select, .operate, .directOperate: true
    default: false
    }
  }
}
