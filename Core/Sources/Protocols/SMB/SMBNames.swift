import Vocabulary

/// What SMB's commands are called.
///
/// Source: MS-CIFS, section 2.2.2.1; MS-SMB2, section 2.2.1.2.
enum SMBNames {
  static func smb1(_ code: MessageCode) -> MessageSpelling {
    let name =
      switch code.rawValue {
      case 0x00: "create directory"
      case 0x01: "delete directory"
      case 0x02: "open"
      case 0x03: "create"
      case 0x04: "close"
      case 0x05: "flush"
      case 0x06: "delete"
      case 0x07: "rename"
      case 0x08: "query information"
      case 0x09: "set information"
      case 0x0A: "read"
      case 0x0B: "write"
      case 0x0F: "create new"
      case 0x10: "check directory"
      case 0x24: "locking andX"
      case 0x25: "transaction"
      case 0x26: "transaction secondary"
      case 0x2B: "echo"
      case 0x2D: "open andX"
      case 0x2E: "read andX"
      case 0x2F: "write andX"
      case 0x32: "transaction2"
      case 0x33: "transaction2 secondary"
      case 0x34: "find close2"
      case 0x70: "tree connect"
      case 0x71: "tree disconnect"
      case 0x72: "negotiate"
      case 0x73: "session setup andX"
      case 0x74: "logoff andX"
      case 0x75: "tree connect andX"
      case 0xA0: "nt transact"
      case 0xA1: "nt transact secondary"
      case 0xA2: "nt create andX"
      case 0xA4: "nt cancel"
      default: ""
      }
    return MessageSpelling(code.rawValue, name)
  }

  static func smb2(_ code: MessageCode) -> MessageSpelling {
    let names = [
      "negotiate", "session setup", "logoff", "tree connect", "tree disconnect", "create", "close", "flush",
      "read", "write", "lock", "ioctl", "cancel", "echo", "query directory", "change notify", "query info",
      "set info", "oplock break",
    ]
    let number = Int(truncatingIfNeeded: code.rawValue)
    return MessageSpelling(code.rawValue, number < names.count ? names[number] : "")
  }
}
