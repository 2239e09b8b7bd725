/// The names of MELSOFT's messages, as far as their octets tell what they are for.
enum MELSOFTNames {
  static func spelling(_ family: MessageFamily, _ code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, family == .message ? search(code.rawValue) : command(code.rawValue))
  }

  private static func search(_ code: UInt32) -> String {
    switch code {
    case 0x5A01: "search"
    case 0xDA01: "search response"
    case 0x5AFF: "ask type"
    case 0xDAFF: "ask type response"
    default: ""
    }
  }

  private static func command(_ code: UInt32) -> String {
    switch code {
    case 0x0121: "read type name"
    case 0x01A0: "authentication"
    case 0x0400...0x04FF: "read"
    case 0x1001: "remote run"
    case 0x1002: "remote stop"
    case 0x1003: "remote pause"
    case 0x1005: "remote latch clear"
    case 0x1006: "remote reset"
    case 0x1400...0x14FF: "write"
    case 0x1859: "read directory"
    case 0x185F: "search file"
    case 0x1867: "open file"
    case 0x1868: "read file"
    case 0x1869: "write file"
    case 0x186A: "close file"
    case 0x18A0: "read drive"
    default: ""
    }
  }
}
