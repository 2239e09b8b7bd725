import Bytes
import Vocabulary

/// What EtherCAT's commands do to devices.
///
/// Source: ETG.1000.4, clause 6.1 (registers); ETG.1000.6, clauses 5.6 (CoE), 5.8 (FoE) and 6.4 (states).
extension EtherCATDissector {
  private static let stateControl: UInt16 = 0x0120
  private static let memoryControl: UInt16 = 0x0502
  /// Below lie registers, from here on a device's own memory.
  private static let memory: UInt16 = 0x1000

  /// What waits for an answer, apart by kind, station and detail.
  private static func id(_ kind: UInt64, _ station: Int32, _ detail: UInt64) -> UInt64 {
    kind << 56 | UInt64(UInt32(bitPattern: station)) << 24 | detail & 0xFF_FFFF
  }

  mutating func take(
    _ command: EtherCATCommand, _ ordinal: UInt64, _ data: Span<UInt8>, _ master: EtherCATMaster,
    isReturn: Bool, _ dissection: inout Dissection
  ) {
    // Each device that a command passes counts up a position, so it comes back with another one.
    let turn = UInt64(command.index) << 8 | ordinal & 0xFF
    if command.isWrite {
      switch command.offset {
      case Self.stateControl:
        if isReturn { return end(1, turn, command, &dissection) }
        control(command, turn, data, master, &dissection)
      case Self.memoryControl:
        guard data.count >= 2, data[1] & 0x07 == 2 else { return }
        if isReturn { return end(2, turn, command, &dissection) }
        let object = ObjectReference(.text, text: dissection.names.intern("eeprom"))
        dissection.request(
          .ecat, id: Self.id(2, 0, turn), .configure, object,
          deed: .parameter, unit: command.station, code: UInt32(command.offset))
      case Self.memory...:
        // What a device took of a mailbox is answered by the device, not by the frame.
        guard !isReturn, let mailbox = EtherCATMailbox(data) else { return }
        ask(mailbox, command.station, data.extracting(mailbox.body), &dissection)
      default: break
      }
    } else if isReturn, command.command == EtherCATCommand.addressRead || command.command == 1,
      command.offset >= Self.memory, command.workingCounter > 0, let mailbox = EtherCATMailbox(data)
    {
      answer(mailbox, command.station, data.extracting(mailbox.body), &dissection)
    }
  }

  /// The working counter says whether a device took the command.
  private func end(
    _ kind: UInt64, _ turn: UInt64, _ command: EtherCATCommand, _ dissection: inout Dissection
  ) {
    dissection.reply(Self.id(kind, 0, turn), command.workingCounter > 0 ? .succeeded : .unanswered)
  }

  /// A device's state: 1 INIT, 2 PRE-OP, 3 BOOT, 4 SAFE-OP, 8 OP.
  private mutating func control(
    _ command: EtherCATCommand, _ turn: UInt64, _ data: Span<UInt8>, _ master: EtherCATMaster,
    _ dissection: inout Dissection
  ) {
    guard let first = data.isEmpty ? nil : data[0] else { return }
    let state = first & 15
    let isBoot = state == 3
    booting.removeAll { $0 == command.station || (command.station < 0 && !isBoot) }
    if isBoot, booting.count < Self.masterLimit { booting.append(command.station) }
    let deed: Deed =
      switch state {
      case 3: .modeChange
      // To lead its devices through their states is a master's work.
      case _ where master.isLeader: .lead
      case 1: .stop
      case 8: .start
      default: .modeChange
      }
    dissection.request(
      .ecat, id: Self.id(1, 0, turn), .setMode,
      ObjectReference(.alState, from: UInt32(state), to: UInt32(state)), deed: deed, unit: command.station,
      code: UInt32(command.offset))
  }

  private func ask(
    _ mailbox: EtherCATMailbox, _ station: Int32, _ body: Span<UInt8>, _ dissection: inout Dissection
  ) {
    if mailbox.type == EtherCATMailbox.canOpen {
      guard let (command, object) = Self.object(body, service: 2) else { return }
      // Initiate download and upload; their segments are part of them.
      guard command == 1 || command == 2 else { return }
      dissection.request(
        .ecat, id: Self.id(3, station, Self.detail(object)), command == 1 ? .write : .read, object,
        unit: station, code: UInt32(mailbox.type))
    } else {
      // Read or write request: a password of four octets, then the file's name.
      guard body.count >= 6, body[0] == 1 || body[0] == 2 else { return }
      let file = dissection.clientObject(.file, body.extracting(6..<body.count), of: dissection.sender)
      let isFirmware = body[0] == 2 && (booting.contains(station) || booting.contains(-1))
      dissection.request(
        .ecat, id: Self.id(4, station, 0), isFirmware ? .update : .transfer, file,
        deed: isFirmware ? .firmware : body[0] == 2 ? .fileWrite : .fileRead, unit: station,
        code: UInt32(mailbox.type))
    }
  }

  private func answer(
    _ mailbox: EtherCATMailbox, _ station: Int32, _ body: Span<UInt8>, _ dissection: inout Dissection
  ) {
    if mailbox.type == EtherCATMailbox.canOpen {
      // An abort comes as a request's service too.
      if let (command, object) = Self.object(body, service: 3) {
        let outcome: Outcome = command == 4 ? .refused : .succeeded
        dissection.reply(Self.id(3, station, Self.detail(object)), outcome)
      } else if let (command, object) = Self.object(body, service: 2), command == 4 {
        dissection.reply(Self.id(3, station, Self.detail(object)), .refused)
      }
    } else if !body.isEmpty {
      // Data and acknowledgement carry the file on; an error ends it.
      switch body[0] {
      case 3, 4: dissection.reply(Self.id(4, station, 0), .succeeded)
      case 5: dissection.reply(Self.id(4, station, 0), .refused)
      default: break
      }
    }
  }

  /// CANopen over EtherCAT: service (4 bits of two octets), the command, then index and subindex.
  private static func object(
    _ body: Span<UInt8>, service: UInt8
  ) -> (command: UInt8, object: ObjectReference)? {
    guard body.count >= 6, body[1] >> 4 == service else { return nil }
    let index = UInt32(body[3]) | UInt32(body[4]) << 8
    let sub = UInt32(body[5])
    return (body[2] >> 5, ObjectReference(.canObject, part: index, from: sub, to: sub))
  }

  private static func detail(_ object: ObjectReference) -> UInt64 {
    UInt64(object.part) << 8 | UInt64(object.from)
  }
}

/// The names of EtherCAT's commands.
///
/// Source: ETG.1000.4, clause 5.4, table of commands.
enum EtherCATNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, Int(code.rawValue) < names.count ? names[Int(code.rawValue)] : "")
  }

  private static let names = [
    "no operation", "auto increment read", "auto increment write", "auto increment read write",
    "configured address read", "configured address write", "configured address read write",
    "broadcast read", "broadcast write", "broadcast read write", "logical read", "logical write",
    "logical read write", "auto increment read multiple write", "configured read multiple write",
  ]
}
