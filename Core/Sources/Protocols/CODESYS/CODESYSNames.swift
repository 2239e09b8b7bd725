/// The names of CODESYS' services, `GROUP/SERVICE`.
///
/// Source: 3S, interfaces of the CODESYS Control runtime, as for ``CODESYSMeaning``.
enum CODESYSNames {
  static func spelling(_ family: MessageFamily, _ code: MessageCode) -> MessageSpelling {
    if family == .message {
      let name =
        switch code.rawValue {
        case 0xC202: "resolve address"
        case 0xC280: "identification"
        default: ""
        }
      return MessageSpelling(code.rawValue, name)
    }
    let (group, service) = (code.rawValue >> 16, code.rawValue & 0xFFFF)
    return MessageSpelling("\(group)/\(service)", name(group, service))
  }

  private static func name(_ group: UInt32, _ service: UInt32) -> String {
    switch (group, service) {
    case (1, 1): "get target identity"
    case (1, 2): "login"
    case (1, 3): "logout"
    case (1, 4): "reset origin of device"
    case (1, 5): "echo"
    case (1, 6): "set operation mode"
    case (1, 7): "get operation mode"
    case (1, 8): "interactive login"
    case (1, 9): "set node name"
    case (2, 0x01): "login to application"
    case (2, 0x02): "logout of application"
    case (2, 0x03): "create application"
    case (2, 0x04): "delete application"
    case (2, 0x05): "download"
    case (2, 0x06): "online change"
    case (2, 0x07): "device download"
    case (2, 0x10): "start"
    case (2, 0x11): "stop"
    case (2, 0x12): "reset"
    case (2, 0x13): "set breakpoint"
    case (2, 0x14): "read status"
    case (2, 0x18): "read application list"
    case (2, 0x20): "release force list"
    case (2, 0x23): "create boot project"
    case (2, 0x30): "compact download"
    case (2, 0x34): "encrypted download"
    case (3, 1), (0x1B, 1): "read variables"
    case (3, 2), (0x1B, 2): "write variables"
    case (3, 3), (0x1B, 3): "force variables"
    case (6, 1): "get setting"
    case (6, 2): "set setting"
    case (8, 1): "get file information"
    case (8, 2): "start file download"
    case (8, 4): "file download"
    case (8, 5): "start file upload"
    case (8, 7): "file upload"
    case (8, 0x0C): "get directory"
    case (8, 0x0E): "delete file"
    case (8, 0x0F): "rename file"
    case (5, _): "log"
    case (0x11, _): "shell"
    default: ""
    }
  }
}
