/// The names of ADS commands.
///
/// Source: Beckhoff TwinCAT ADS/AMS specification (TE1000), "ADS commands".
enum AMSNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, command(code.rawValue))
  }

  private static func command(_ code: UInt32) -> String {
    switch code {
    case 1: "read device info"
    case 2: "read"
    case 3: "write"
    case 4: "read state"
    case 5: "write control"
    case 6: "add device notification"
    case 7: "delete device notification"
    case 8: "device notification"
    case 9: "read write"
    default: ""
    }
  }
}
