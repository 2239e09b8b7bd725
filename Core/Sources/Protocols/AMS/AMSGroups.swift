import Vocabulary

/// What an index group stands for: the same command reads a variable, opens a file or starts a process.
///
/// Source: Beckhoff TwinCAT ADS/AMS specification (TE1000), "Specification of the index groups"; the
/// constants of TcAdsDef and of the TwinCAT libraries TcSystem, TcEtherCAT and TcNc.
struct AMSGroup {
  /// AMS ports whose groups are not those of a controller.
  enum Port {
    static let system: UInt16 = 10_000
    /// Router, log, real-time core, license: what runs below controllers.
    static let runtime: ClosedRange<UInt16> = 1...299
    static let numericalControl: ClosedRange<UInt16> = 500...501
    static let etherCATMaster: UInt16 = 0xFFFF
  }

  /// What a command does there; `none` is housekeeping, such as giving back a handle.
  enum Meaning {
    case access
    case none
    case deed(Verb, Deed)
  }

  var port: UInt16
  var group: UInt32
  var offset: UInt32

  var isSumCommand: Bool { port != Port.system && group >= 0xF080 && group <= 0xF086 }

  /// The offset is an address: neighbours may be merged, and a length counts. Elsewhere it is a handle or a
  /// code.
  var isAddressed: Bool {
    switch port {
    case Port.system, Port.runtime, Port.numericalControl, Port.etherCATMaster: false
    default: !(0xF000...0xF01F ~= group)
    }
  }

  func object(octets: UInt32) -> ObjectReference {
    var object = ObjectReference(
      .amsOffset, part: UInt32(port), first: offset, count: isAddressed ? octets : 1)
    object.name = NameID(rawValue: group)
    return object
  }
}

extension AMSGroup {
  /// What a Read, a Write or a ReadWrite does; the last with the number of octets that it writes.
  func meaning(of command: AMSCommand, writtenOctets: UInt32 = 0) -> Meaning {
    switch port {
    case Port.system: systemMeaning(of: command)
    case Port.numericalControl where command != .read && Self.isAxisFunction(group): .deed(.operate, .plain)
    case Port.etherCATMaster: masterMeaning(of: command)
    default: controllerMeaning(of: command)
    }
  }

  /// Functions of channels, groups and axes: 0x2200, 0x3200 and 0x4200 with the number in the last octet.
  private static func isAxisFunction(_ group: UInt32) -> Bool {
    group & 0xFFFF_FF00 == 0x2200 || group & 0xFFFF_FF00 == 0x3200 || group & 0xFFFF_FF00 == 0x4200
  }

  private func controllerMeaning(of command: AMSCommand) -> Meaning {
    switch group {
    // A value by its symbol's name, and by a handle.
    case 0xF004, 0xF005: return access(command)
    case 0xF006: return .none
    case 0xF00A where command != .read: return .deed(.program, .download)
    case 0xF000...0xF013: return .deed(.browse, .plain)
    default: return access(command)
    }
  }

  /// A ReadWrite hands over what to look for and takes what was found; only symbols' values are written by
  /// it.
  private func access(_ command: AMSCommand) -> Meaning {
    switch command {
    case .read: .deed(.read, .plain)
    case .write: .deed(.write, .plain)
    default: group == 0xF004 ? .deed(.read, .plain) : .deed(.write, .plain)
    }
  }

  private func systemMeaning(of command: AMSCommand) -> Meaning {
    let isWriting = command == .write
    switch group {
    case 100, 102, 110, 123, 127, 129, 131, 132, 138, 139: return .deed(.transfer, .fileWrite)
    // Bit 0 of the mode opens for reading; 1, 2 and 3 write, append, and do both.
    case 120: return .deed(.transfer, offset & 0x0E == 0 ? .fileRead : .fileWrite)
    case 101, 122, 126, 128, 133: return .deed(.transfer, .fileRead)
    case 111, 121, 124, 125, 130: return .none
    case 200: return isWriting ? .deed(.configure, .parameter) : .deed(.read, .plain)
    case 400: return isWriting ? .deed(.configure, .clock) : .deed(.read, .plain)
    case 300, 500: return .deed(.operate, .call)
    case 600: return .deed(.configure, .readdress)
    case 700...702: return .deed(.identify, .plain)
    case 801, 802: return .deed(.configure, .route)
    case 803: return .deed(.browse, .plain)
    default: return isWriting ? .deed(.write, .plain) : .deed(.read, .plain)
    }
  }

  private func masterMeaning(of command: AMSCommand) -> Meaning {
    let isWriting = command == .write
    switch group {
    case 0x0003, 0x0009: return isWriting ? .deed(.setMode, .modeChange) : .deed(.read, .plain)
    // CANopen objects: a download sets a parameter of the drive or terminal.
    case 0xF302: return isWriting ? .deed(.configure, .parameter) : .deed(.read, .plain)
    // File access over EtherCAT: what is written there is firmware.
    case 0xF402, 0xF405: return .deed(.update, .firmware)
    case 0xF401, 0xF404: return .deed(.transfer, .fileRead)
    case 0xF403, 0xF406: return .none
    default: return isWriting ? .deed(.write, .plain) : .deed(.read, .plain)
    }
  }

  /// The path in front of a file service's data is a better object than a number.
  var namesFile: Bool {
    port == Port.system && [100, 101, 102, 110, 120, 131, 132, 133, 138, 139].contains(group)
  }
}
