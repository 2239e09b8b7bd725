/// The names of encapsulation commands.
///
/// Source: The CIP Networks Library, volume 2, clause 2-3.2.
enum EtherNetIPNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, name(code.rawValue))
  }

  private static func name(_ code: UInt32) -> String {
    switch code {
    case 0x00: "nop"
    case 0x04: "list services"
    case 0x63: "list identity"
    case 0x64: "list interfaces"
    case 0x65: "register session"
    case 0x66: "unregister session"
    case 0x6F: "send rr data"
    case 0x70: "send unit data"
    case 0x72: "indicate status"
    case 0x73: "cancel"
    case 0xC8: "start dtls"
    default: ""
    }
  }
}
