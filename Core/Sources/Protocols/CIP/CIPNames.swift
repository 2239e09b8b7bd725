/// The names of CIP's services. From 0x4B on a code's name is that of the class where it is used most.
///
/// Source: The CIP Networks Library, volume 1, appendix A and clause 3-5.5; Rockwell publication 1756-PM020.
enum CIPNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, name(code.rawValue))
  }

  private static func name(_ code: UInt32) -> String {
    switch code {
    case 0x01: "get attributes all"
    case 0x02: "set attributes all"
    case 0x03: "get attribute list"
    case 0x04: "set attribute list"
    case 0x05: "reset"
    case 0x06: "start"
    case 0x07: "stop"
    case 0x08: "create"
    case 0x09: "delete"
    case 0x0A: "multiple service packet"
    case 0x0D: "apply attributes"
    case 0x0E: "get attribute single"
    case 0x10: "set attribute single"
    case 0x11: "find next object instance"
    case 0x15: "restore"
    case 0x16: "save"
    case 0x17: "no operation"
    case 0x18: "get member"
    case 0x19: "set member"
    case 0x1A: "insert member"
    case 0x1B: "remove member"
    case 0x1C: "group sync"
    case 0x1D: "get connection point member list"
    case 0x4B: "execute pccc, or the class's own"
    case 0x4C: "read tag, or the class's own"
    case 0x4D: "write tag, or the class's own"
    case 0x4E: "read modify write tag, or forward close"
    case 0x52: "read tag fragmented, or unconnected send"
    case 0x53: "write tag fragmented"
    case 0x54: "forward open"
    case 0x55: "get instance attribute list"
    case 0x5B: "large forward open"
    default: ""
    }
  }
}
