/// What a device is for.
public enum Role: UInt8, CaseIterable, Hashable, Sendable {
  case controller, hmi, engineeringWorkstation, historian, ioDevice, drive, networkSwitch, gateway, server
  case workstation, domainController, printer, camera
  /// A host that looks for devices because the owner wants it to.
  case scanner

  public var text: String {
    switch self {
    case .controller: "controller"
    case .hmi: "hmi"
    case .engineeringWorkstation: "engineeringWorkstation"
    case .historian: "historian"
    case .ioDevice: "ioDevice"
    case .drive: "drive"
    case .networkSwitch: "switch"
    case .gateway: "gateway"
    case .server: "server"
    case .workstation: "workstation"
    case .domainController: "domainController"
    case .printer: "printer"
    case .camera: "camera"
    case .scanner: "scanner"
    }
  }

  public init?(text: String) {
    for role in Role.allCases where role.text == text {
      self = role
      return
    }
    return nil
  }

  /// The Purdue level at which such a device stands (ISA-95; IEC 62443-1-1), nil where it tells nothing.
  public var purdueLevel: Int? {
    switch self {
    case .ioDevice, .drive, .controller: 1
    case .hmi, .engineeringWorkstation: 2
    case .historian: 3
    default: nil
    }
  }
}
