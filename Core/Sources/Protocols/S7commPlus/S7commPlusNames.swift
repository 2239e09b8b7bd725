/// The names of S7comm-plus messages.
///
/// Source: T. Wiens, S7CommPlusDriver, `Functioncode.cs`.
enum S7commPlusNames {
  static func spelling(_ family: MessageFamily, _ code: MessageCode) -> MessageSpelling {
    if family == .unconfirmed {
      return MessageSpelling(code.rawValue, code.rawValue == 0x33 ? "notification" : "system event")
    }
    return MessageSpelling(code.rawValue, function(code.rawValue))
  }

  private static func function(_ code: UInt32) -> String {
    switch code {
    case 0x04B1, 0x05A9: "error"
    case 0x04BB: "explore"
    case 0x04CA: "create object"
    case 0x04D4: "delete object"
    case 0x04F2: "set variable"
    case 0x04FC: "get variable"
    case 0x0506: "add link"
    case 0x051A: "remove link"
    case 0x0524: "get link"
    case 0x0542: "set multiple variables"
    case 0x054C: "get multiple variables"
    case 0x0556: "begin sequence"
    case 0x0560: "end sequence"
    case 0x056B: "invoke"
    case 0x057C: "set variable in a stream"
    case 0x0586: "get variable in a stream"
    case 0x0590: "get variables' addresses"
    case 0x059A: "abort"
    case 0x05B3: "begin tls"
    default: ""
    }
  }
}
