/// A service's request or response as its body names it: the node id of its binary encoding in namespace 0.
///
/// Source: OPC 10000-6, annex A (NodeIds.csv, the `…_Encoding_DefaultBinary` rows).
struct OPCUAService: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  static let serviceFault = OPCUAService(rawValue: 397)
  static let findServers = OPCUAService(rawValue: 422)
  static let findServersOnNetwork = OPCUAService(rawValue: 12208)
  static let getEndpoints = OPCUAService(rawValue: 428)
  static let registerServer = OPCUAService(rawValue: 437)
  static let registerServer2 = OPCUAService(rawValue: 12211)
  static let openSecureChannel = OPCUAService(rawValue: 446)
  static let closeSecureChannel = OPCUAService(rawValue: 452)
  static let createSession = OPCUAService(rawValue: 461)
  static let activateSession = OPCUAService(rawValue: 467)
  static let closeSession = OPCUAService(rawValue: 473)
  static let cancel = OPCUAService(rawValue: 479)
  static let addNodes = OPCUAService(rawValue: 488)
  static let addReferences = OPCUAService(rawValue: 494)
  static let deleteNodes = OPCUAService(rawValue: 500)
  static let deleteReferences = OPCUAService(rawValue: 506)
  static let browse = OPCUAService(rawValue: 527)
  static let browseNext = OPCUAService(rawValue: 533)
  static let translateBrowsePaths = OPCUAService(rawValue: 554)
  static let registerNodes = OPCUAService(rawValue: 560)
  static let unregisterNodes = OPCUAService(rawValue: 566)
  static let queryFirst = OPCUAService(rawValue: 615)
  static let queryNext = OPCUAService(rawValue: 621)
  static let read = OPCUAService(rawValue: 631)
  static let historyRead = OPCUAService(rawValue: 664)
  static let write = OPCUAService(rawValue: 673)
  static let historyUpdate = OPCUAService(rawValue: 700)
  static let call = OPCUAService(rawValue: 712)
  static let createMonitoredItems = OPCUAService(rawValue: 751)
  static let modifyMonitoredItems = OPCUAService(rawValue: 763)
  static let setMonitoringMode = OPCUAService(rawValue: 769)
  static let setTriggering = OPCUAService(rawValue: 775)
  static let deleteMonitoredItems = OPCUAService(rawValue: 781)
  static let createSubscription = OPCUAService(rawValue: 787)
  static let modifySubscription = OPCUAService(rawValue: 793)
  static let setPublishingMode = OPCUAService(rawValue: 799)
  static let publish = OPCUAService(rawValue: 826)
  static let republish = OPCUAService(rawValue: 832)
  static let transferSubscriptions = OPCUAService(rawValue: 841)
  static let deleteSubscriptions = OPCUAService(rawValue: 847)

  /// Whether the number is a request's, a response's, or neither.
  enum Kind: UInt8, Sendable {
    case request, response, other
  }

  /// Which it is. A response's number is its request's plus 3, or plus 1 of the two that came later.
  var kind: Kind {
    switch rawValue {
    case 422, 428, 437, 446, 452, 461, 467, 473, 479, 488, 494, 500, 506, 527, 533, 554, 560, 566, 615, 621,
      631, 664, 673, 700, 712, 751, 763, 769, 775, 781, 787, 793, 799, 826, 832, 841, 847, 12208, 12211:
      .request
    case 425, 431, 440, 449, 455, 464, 470, 476, 482, 491, 497, 503, 509, 530, 536, 557, 563, 569, 618, 624,
      634, 667, 676, 703, 715, 754, 766, 772, 778, 784, 790, 796, 802, 829, 835, 844, 850, 12209, 12212, 397:
      .response
    default: .other
    }
  }

  /// The request that a response answers.
  var answered: OPCUAService {
    OPCUAService(rawValue: rawValue &- (rawValue > 12_000 ? 1 : 3))
  }
}
