import Vocabulary

/// What DCE-RPC's fragments are called.
///
/// Source: The Open Group C706, clause 12.6.4; MS-RPCE, section 2.2.2.10.
enum DCERPCNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    let name =
      switch code.rawValue {
      case 0: "request"
      case 2: "response"
      case 3: "fault"
      case 11: "bind"
      case 12: "bind acknowledge"
      case 13: "bind refusal"
      case 14: "alter context"
      case 15: "alter context response"
      case 16: "third leg of a login"
      case 17: "shutdown"
      case 18: "cancel"
      case 19: "orphaned"
      default: ""
      }
    return MessageSpelling(code.rawValue, name)
  }
}
