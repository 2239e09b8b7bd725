/// The names of TriStation's types and functions.
///
/// Source: S. Miller and E. Reese (FireEye), `tristation.lua` (2018).
enum TriStationNames {
  static func spelling(_ family: MessageFamily, _ code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, family == .type ? type(code.rawValue) : function(code.rawValue))
  }

  private static func type(_ code: UInt32) -> String {
    switch code {
    case 1: "connection request"
    case 2: "connection response"
    case 3: "disconnection response"
    case 4: "disconnection request"
    case 5: "execution"
    case 6: "ping"
    case 7: "connection limit reached"
    case 8: "not connected"
    case 9: "main processors are dead"
    case 10: "access denied"
    case 11: "connection failed"
    default: ""
    }
  }

  private static func function(_ code: UInt32) -> String {
    switch code {
    case 0: "start download all"
    case 1: "start download change"
    case 2: "update configuration"
    case 3: "upload configuration"
    case 4: "set io addresses"
    case 5: "allocate network"
    case 6: "load vector table"
    case 7: "set calendar"
    case 8: "get calendar"
    case 9: "set scan time"
    case 10: "end download all"
    case 11: "end download change"
    case 12: "cancel download change"
    case 13: "attach tricon"
    case 16: "set multiple point values"
    case 17: "enable all points"
    case 18: "upload vector table"
    case 19: "get control program status"
    case 20: "run program"
    case 21: "halt program"
    case 22: "pause program"
    case 23: "do single scan"
    case 24: "get chassis status"
    case 27: "set io point values"
    case 28: "get io point values"
    case 29: "get main processor status"
    case 30: "set retentive values"
    case 31: "adjust clock"
    case 33: "get event log"
    case 47: "get module types"
    case 54: "get module versions"
    case 55: "allocate program"
    case 56: "allocate function"
    case 57: "clear retentives"
    case 64: "get program information"
    case 65: "upload program"
    case 66: "upload function"
    case 80: "go to download mode"
    case 100: "command rejected"
    case 101: "download all permitted"
    case 102: "download change permitted"
    case 103: "modification accepted"
    case 104: "download cancelled"
    case 105: "program accepted"
    case 109: "program is running"
    case 110: "program is halted"
    case 111: "program is paused"
    case 212: "key setting prohibits this operation"
    case 241: "command not allowed"
    default: ""
    }
  }
}
