/// The names of Modbus messages.
///
/// Source: MODBUS Application Protocol V1.1b3, clauses 6 and 7.
enum ModbusNames {
  static func spelling(_ family: MessageFamily, _ code: MessageCode) -> MessageSpelling {
    MessageSpelling(
      code.rawValue, family == .exception ? exception(code.rawValue) : function(code.rawValue))
  }

  private static func function(_ code: UInt32) -> String {
    switch code {
    case 1: "read coils"
    case 2: "read discrete inputs"
    case 3: "read holding registers"
    case 4: "read input registers"
    case 5: "write single coil"
    case 6: "write single register"
    case 7: "read exception status"
    case 8: "diagnostics"
    case 11: "get comm event counter"
    case 12: "get comm event log"
    case 15: "write multiple coils"
    case 16: "write multiple registers"
    case 17: "report server id"
    case 20: "read file record"
    case 21: "write file record"
    case 22: "mask write register"
    case 23: "read/write multiple registers"
    case 24: "read fifo queue"
    case 40: "program (concept)"
    case 41: "read symbol table (concept)"
    case 43: "encapsulated interface transport"
    case 90: "umas"
    case 125: "firmware replacement"
    default: ""
    }
  }

  private static func exception(_ code: UInt32) -> String {
    switch code {
    case 1: "illegal function"
    case 2: "illegal data address"
    case 3: "illegal data value"
    case 4: "server device failure"
    case 5: "acknowledge"
    case 6: "server device busy"
    case 8: "memory parity error"
    case 10: "gateway path unavailable"
    case 11: "gateway target failed to respond"
    default: ""
    }
  }
}
