/// The names of MMS services.
///
/// Source: ISO 9506-2:2003, clause 7.2.
enum MMSNames {
  static func spelling(_ family: MessageFamily, _ code: MessageCode) -> MessageSpelling {
    MessageSpelling(
      code.rawValue, family == .unconfirmed ? unconfirmed(code.rawValue) : confirmed(code.rawValue))
  }

  private static func unconfirmed(_ code: UInt32) -> String {
    switch code {
    case 0: "information report"
    case 1: "unsolicited status"
    case 2: "event notification"
    default: ""
    }
  }

  private static func confirmed(_ code: UInt32) -> String {
    guard code < UInt32(services.count) else { return "" }
    return services[Int(code)]
  }

  private static let services: [String] = [
    "status", "get name list", "identify", "rename", "read", "write", "get variable access attributes",
    "define named variable", "define scattered access", "get scattered access attributes",
    "delete variable access", "define named variable list", "get named variable list attributes",
    "delete named variable list", "define named type", "get named type attributes", "delete named type",
    "input", "output", "take control", "relinquish control", "define semaphore", "delete semaphore",
    "report semaphore status", "report pool semaphore status", "report semaphore entry status",
    "initiate download sequence", "download segment", "terminate download sequence",
    "initiate upload sequence", "upload segment", "terminate upload sequence", "request domain download",
    "request domain upload", "load domain content", "store domain content", "delete domain",
    "get domain attributes", "create program invocation", "delete program invocation", "start", "stop",
    "resume", "reset", "kill", "get program invocation attributes", "obtain file", "define event condition",
    "delete event condition", "get event condition attributes", "report event condition status",
    "alter event condition monitoring", "trigger event", "define event action", "delete event action",
    "get event action attributes", "report event action status", "define event enrollment",
    "delete event enrollment", "alter event enrollment", "report event enrollment status",
    "get event enrollment attributes", "acknowledge event notification", "get alarm summary",
    "get alarm enrollment summary", "read journal", "write journal", "initialize journal",
    "report journal status", "create journal", "delete journal", "get capability list", "file open",
    "file read", "file close", "file rename", "file delete", "file directory", "additional service",
  ]
}
