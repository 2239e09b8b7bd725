import Vocabulary

/// What HART's commands mean.
///
/// Source: FieldComm Group TS20127, Universal Command Specification; TS20151, Common Practice Command
/// Specification; TS20155, Wireless Command Specification. Commands 128 to 253 are each maker's own: whether
/// they read or write only the maker knows.
enum HARTMeaning {
  static func meaning(of command: UInt32) -> (Verb, Deed) {
    switch command {
    case 0, 11, 13, 16, 20, 21, 74, 84: (.identify, .plain)
    case 72, 73: (.identify, .blink)
    case 75: (.browse, .plain)
    case 6: (.configure, .readdress)
    case 18, 22: (.configure, .rename)
    case 89: (.configure, .clock)
    case 40, 66, 79: (.operate, .force)
    case 41, 99: (.operate, .call)
    case 42: (.setMode, .restart)
    case 119: (.operate, .plain)
    case 102...104, 107...109, 116...118: (.configure, .subscribe)
    case 111, 112: (.transfer, .fileWrite)
    case 768: (.configure, .password)
    case 17, 19, 34...39, 43...47, 49, 51...53, 55, 56, 58, 59, 64, 65, 67...69, 71, 80...83, 87, 88, 92, 97,
      513, 769...775:
      (.configure, .parameter)
    default: (.read, .plain)
    }
  }
}

/// The names of HART-IP's messages.
///
/// Source: FieldComm Group TS20085, HART-IP, clause 7.
enum HARTIPNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    let (type, id, _) = code.parts
    return MessageSpelling("\(type)/\(id)", name(id) + suffix(type))
  }

  private static func name(_ id: UInt32) -> String {
    switch id {
    case 0: "session initiate"
    case 1: "session close"
    case 2: "keep alive"
    case 3: "token-passing pdu"
    default: ""
    }
  }

  private static func suffix(_ type: UInt32) -> String {
    switch type {
    case 1: ", answer"
    case 2: ", published"
    case 15: ", refused"
    default: ""
    }
  }
}
