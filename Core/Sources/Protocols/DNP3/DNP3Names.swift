/// The names of DNP3 functions.
///
/// Source: IEEE 1815-2012, table 4-2.
enum DNP3Names {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, function(code.rawValue))
  }

  private static func function(_ code: UInt32) -> String {
    switch code {
    case 0: "confirm"
    case 1: "read"
    case 2: "write"
    case 3: "select"
    case 4: "operate"
    case 5: "direct operate"
    case 6: "direct operate, no response"
    case 7: "immediate freeze"
    case 8: "immediate freeze, no response"
    case 9: "freeze and clear"
    case 10: "freeze and clear, no response"
    case 11: "freeze at time"
    case 12: "freeze at time, no response"
    case 13: "cold restart"
    case 14: "warm restart"
    case 15: "initialize data"
    case 16: "initialize application"
    case 17: "start application"
    case 18: "stop application"
    case 19: "save configuration"
    case 20: "enable unsolicited"
    case 21: "disable unsolicited"
    case 22: "assign class"
    case 23: "delay measurement"
    case 24: "record current time"
    case 25: "open file"
    case 26: "close file"
    case 27: "delete file"
    case 28: "get file information"
    case 29: "authenticate file"
    case 30: "abort file"
    case 31: "activate configuration"
    case 32: "authentication request"
    case 33: "authentication request, no response"
    case 129: "response"
    case 130: "unsolicited response"
    case 131: "authentication response"
    default: ""
    }
  }
}
