/// The names of S7comm messages.
///
/// Source: the words of Siemens' manuals, and of Wireshark's published tables where these have none.
enum S7commNames {
  /// "KIND/FUNCTION", or of user data "7/GROUP/SUBFUNCTION"; a part that is missing is a dash.
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    let parts = code.parts
    guard parts.first == 7 else {
      return MessageSpelling("\(parts.first)/\(part(parts.second))", name(parts.first, parts.second))
    }
    return MessageSpelling(
      "7/\(part(parts.second))/\(part(parts.third))", userData(parts.second, parts.third))
  }

  private static func part(_ value: UInt32) -> String {
    value == MessageCode.missingPart ? "-" : "\(value)"
  }

  private static func name(_ kind: UInt32, _ function: UInt32) -> String {
    let function = self.function(function)
    return switch kind {
    case 1: function
    case 2: "acknowledgement"
    default: function.isEmpty ? "" : function + ", answer"
    }
  }

  private static func function(_ code: UInt32) -> String {
    switch code {
    case 0x00: "cpu services"
    case 0x04: "read variable"
    case 0x05: "write variable"
    case 0x1A: "request download"
    case 0x1B: "download block"
    case 0x1C: "download ended"
    case 0x1D: "start upload"
    case 0x1E: "upload"
    case 0x1F: "end upload"
    case 0x28: "program invocation"
    case 0x29: "stop"
    case 0xF0: "setup communication"
    default: ""
    }
  }

  private static func userData(_ group: UInt32, _ subfunction: UInt32) -> String {
    switch group {
    case 0: "mode transition"
    case 1: programmer(subfunction)
    case 2: cyclic(subfunction)
    case 3: block(subfunction)
    case 4: cpu(subfunction)
    case 5: subfunction == 1 ? "password" : "security"
    case 6: "block send and receive"
    case 7: subfunction & 1 == 0 ? "set clock" : "read clock"
    case 15: numericalControl(subfunction)
    default: ""
    }
  }

  private static func programmer(_ subfunction: UInt32) -> String {
    switch subfunction {
    case 0x01: "block status"
    case 0x02: "variable status"
    case 0x03: "output istack"
    case 0x04: "output bstack"
    case 0x05: "output lstack"
    case 0x06: "time measurement"
    case 0x07: "force selection"
    case 0x08: "modify variable"
    case 0x09: "force"
    case 0x0A: "breakpoint"
    case 0x0B: "exit hold"
    case 0x0C: "memory reset"
    case 0x0D: "disable job"
    case 0x0E: "enable job"
    case 0x0F: "delete job"
    case 0x10: "read job list"
    case 0x11: "read job"
    case 0x12: "replace job"
    case 0x13: "block status v2"
    case 0x16: "flash led"
    default: "programmer command"
    }
  }

  private static func cyclic(_ subfunction: UInt32) -> String {
    switch subfunction {
    case 1: "cyclic transfer"
    case 4: "unsubscribe"
    case 5: "change-driven transfer"
    case 7: "change-driven transfer, modify"
    case 8: "read record"
    default: "cyclic service"
    }
  }

  private static func block(_ subfunction: UInt32) -> String {
    switch subfunction {
    case 1: "list blocks"
    case 2: "list blocks of type"
    case 3: "get block info"
    default: "block function"
    }
  }

  private static func cpu(_ subfunction: UInt32) -> String {
    switch subfunction {
    case 0x01: "read szl"
    case 0x02: "message service"
    case 0x03: "diagnostic message"
    case 0x05: "alarm_8 indication"
    case 0x06: "notify indication"
    case 0x07: "alarm_8 lock"
    case 0x08: "alarm_8 unlock"
    case 0x09: "scan indication"
    case 0x0B: "alarm acknowledge"
    case 0x0C: "alarm acknowledge indication"
    case 0x0D: "alarm lock indication"
    case 0x0E: "alarm unlock indication"
    case 0x11: "alarm_sq indication"
    case 0x12: "alarm_s indication"
    case 0x13: "alarm query"
    case 0x16: "notify_8 indication"
    default: "cpu function"
    }
  }

  private static func numericalControl(_ subfunction: UInt32) -> String {
    switch subfunction {
    case 1: "nc request download"
    case 2: "nc download block"
    case 3: "nc continue download"
    case 4: "nc download ended"
    case 6: "nc start upload"
    case 7: "nc upload"
    case 8: "nc continue upload"
    default: "nc programming"
    }
  }
}
