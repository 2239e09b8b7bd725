import Bytes
import Vocabulary

/// Dissects UMAS, with which Schneider's engineering software works on Modicon controllers over Modbus/TCP.
///
/// A request and its reply share Modbus' transaction and unit. What each function means is in
/// `UMASActivities.swift`; it keeps no state of its own.
enum UMASDissector {
  /// Requests wait under the frame's own id, apart from those of Modbus.
  private static let idSpace: UInt64 = 1 << 40

  static func id(_ frame: ModbusFrame) -> UInt64 { ModbusDissector.id(frame) | idSpace }

  static func dissect(
    request frame: ModbusFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let message = try UMASMessage(parsing: &reader)
    dissection.count(.umas, .function, MessageCode(UInt32(message.function.rawValue)))
    try UMASRequest(frame: frame, function: message.function).open(&reader, &dissection)
  }

  static func dissect(
    reply frame: ModbusFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let message = try UMASMessage(parsing: &reader)
    dissection.count(.umas, .response, MessageCode(UInt32(message.function.rawValue)))
    switch message.function {
    case .success: try end(frame, .succeeded, &reader, &dissection)
    case .failure: try end(frame, .refused, &reader, &dissection)
    default: throw DecodeError(.invalid, at: 1)
    }
  }

  /// A Modbus exception answers a request too: the controller does not know function 90.
  static func refuse(_ frame: ModbusFrame, _ dissection: inout Dissection) {
    closeAll(frame, .refused, &dissection)
  }

  private static func end(
    _ frame: ModbusFrame, _ outcome: Outcome, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard let position = dissection.waiting(id(frame)) else { return }
    let code = dissection.pending[position].activity.code
    let function = UMASFunction(rawValue: UInt8(truncatingIfNeeded: code))
    if outcome == .succeeded, !function.isKnown {
      // What an unknown function does is not known.
      return dissection.withdraw(id(frame))
    }
    closeAll(frame, outcome, &dissection)
    if outcome == .succeeded, function == .readIdentity { try UMASIdentity.tell(&reader, &dissection) }
  }

  /// A request may have opened more than one activity: each variable is one.
  private static func closeAll(_ frame: ModbusFrame, _ outcome: Outcome, _ dissection: inout Dissection) {
    let id = id(frame)
    guard let position = dissection.waiting(id) else { return }
    let memory = dissection.pending[position].memory
    dissection.reply(at: position, outcome)
    for ordinal in 1..<max(1, min(memory, UInt64(Dissection.objectLimit))) {
      dissection.reply(id | ordinal << 48, outcome)
    }
  }
}
