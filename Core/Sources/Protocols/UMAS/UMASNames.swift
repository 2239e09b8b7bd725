/// The names of UMAS functions.
///
/// Source: those of ``UMASFunction``. Their "upload" is into the controller; here a download is, as
/// elsewhere.
enum UMASNames {
  static func spelling(_ family: MessageFamily, _ code: MessageCode) -> MessageSpelling {
    if family == .response { return MessageSpelling(code.rawValue, response(code.rawValue)) }
    return MessageSpelling(code.rawValue, function(code.rawValue))
  }

  private static func response(_ code: UInt32) -> String {
    switch code {
    case 0xFE: "success"
    case 0xFD: "error"
    default: ""
    }
  }

  static func function(_ code: UInt32) -> String {
    switch code {
    case 0x01: "initialise communication"
    case 0x02: "read identity"
    case 0x03: "read project information"
    case 0x04: "read controller information"
    case 0x06: "read memory card information"
    case 0x07: "read block information"
    case 0x0A: "repeat"
    case 0x10: "take reservation"
    case 0x11: "release reservation"
    case 0x12: "keep alive"
    case 0x20: "read memory block"
    case 0x21: "write memory block"
    case 0x22: "read variables"
    case 0x23: "write variables"
    case 0x24: "read coils and registers"
    case 0x25: "write coils and registers"
    case 0x26: "read data dictionary"
    case 0x27: "preload data dictionary"
    case 0x28: "read physical address"
    case 0x29: "write physical address"
    case 0x2A: "browse events"
    case 0x30: "begin program download"
    case 0x31: "download program block"
    case 0x32: "end program download"
    case 0x33: "begin program upload"
    case 0x34: "upload program block"
    case 0x35: "end program upload"
    case 0x36: "backup or restore"
    case 0x37: "preload blocks"
    case 0x39: "read ethernet master data"
    case 0x40: "start controller"
    case 0x41: "stop controller"
    case 0x50: "monitor controller"
    case 0x58: "check controller"
    case 0x60: "set breakpoint"
    case 0x6D: "private message"
    case 0x6E: "enhanced reservation"
    case 0x70: "read io object"
    case 0x71: "write io object"
    case 0x73: "get module status"
    default: ""
    }
  }
}
