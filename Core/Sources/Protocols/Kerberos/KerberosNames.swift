import Vocabulary

/// What Kerberos' messages are called.
///
/// Source: RFC 4120, section 5.10.
enum KerberosNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    let name =
      switch code.rawValue {
      case 10: "AS-REQ"
      case 11: "AS-REP"
      case 12: "TGS-REQ"
      case 13: "TGS-REP"
      case 14: "AP-REQ"
      case 15: "AP-REP"
      case 20: "SAFE"
      case 21: "PRIV"
      case 22: "CRED"
      case 30: "ERROR"
      default: ""
      }
    return MessageSpelling(code.rawValue, name)
  }
}
