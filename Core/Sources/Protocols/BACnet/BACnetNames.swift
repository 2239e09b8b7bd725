import Vocabulary

/// The names of BACnet messages.
///
/// Source: ANSI/ASHRAE 135-2020, clauses 20.1 and 21, annex J.2.
enum BACnetNames {
  static func spelling(service code: MessageCode) -> MessageSpelling {
    let (kind, service, _) = code.parts
    let number = service == MessageCode.missingPart ? "-" : "\(service)"
    let name =
      switch kind {
      case 1: unconfirmed(service)
      case 4: "segment ack"
      case 6: "reject"
      case 7: "abort"
      default: confirmed(service) + suffix(kind)
      }
    return MessageSpelling("\(kind)/\(number)", name)
  }

  private static func suffix(_ kind: UInt32) -> String {
    switch kind {
    case 2, 3: " ack"
    case 5: " error"
    default: ""
    }
  }

  private static let confirmedNames = [
    "acknowledge alarm", "confirmed cov notification", "confirmed event notification", "get alarm summary",
    "get enrollment summary", "subscribe cov", "atomic read file", "atomic write file", "add list element",
    "remove list element", "create object", "delete object", "read property", "read property conditional",
    "read property multiple", "write property", "write property multiple", "device communication control",
    "confirmed private transfer", "confirmed text message", "reinitialize device", "vt open", "vt close",
    "vt data", "authenticate", "request key", "read range", "life safety operation",
    "subscribe cov property", "get event information", "subscribe cov property multiple",
    "confirmed cov notification multiple", "confirmed audit notification", "audit log query", "auth request",
  ]

  private static let unconfirmedNames = [
    "i-am", "i-have", "unconfirmed cov notification", "unconfirmed event notification",
    "unconfirmed private transfer", "unconfirmed text message", "time synchronization", "who-has", "who-is",
    "utc time synchronization", "write group", "unconfirmed cov notification multiple",
    "unconfirmed audit notification", "who-am-i", "you-are",
  ]

  private static let functionNames = [
    "result", "write broadcast distribution table", "read broadcast distribution table",
    "read broadcast distribution table ack", "forwarded npdu", "register foreign device",
    "read foreign device table", "read foreign device table ack", "delete foreign device table entry",
    "distribute broadcast to network", "original unicast npdu", "original broadcast npdu", "secure bvll",
  ]

  static func spelling(function code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, name(code.rawValue, in: functionNames))
  }

  private static func confirmed(_ service: UInt32) -> String { name(service, in: confirmedNames) }

  private static func unconfirmed(_ service: UInt32) -> String { name(service, in: unconfirmedNames) }

  private static func name(_ number: UInt32, in names: [String]) -> String {
    number < 0x1_0000 && Int(number) < names.count ? names[Int(number)] : ""
  }
}
