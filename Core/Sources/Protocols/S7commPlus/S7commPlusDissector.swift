import Bytes
import Vocabulary

/// Dissects S7comm-plus, which S7-1200 and S7-1500 speak: pairs requests with responses by sequence number.
///
/// What requests mean is in `S7commPlusActivities.swift`, how they name things in `S7commPlusObjects.swift`,
/// what the two sides say of themselves in `S7commPlusIdentity.swift`. Where the two agree on TLS nothing is
/// read.
struct S7commPlusDissector: Sendable {
  /// Flows and directions whose last message goes on: what comes next is no beginning.
  var continuing = FlowStates<UInt8>(limit: 4_096)

  /// Dissects one service data unit, a message or a part of one.
  mutating func dissect(message octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.s7commPlus)
    guard let frame = S7commPlusFrame(octets) else { return }
    if frame.version >= S7commPlusFrame.eventVersion {
      return dissection.count(.s7commPlus, .unconfirmed, MessageCode(UInt32(frame.version)))
    }
    guard isBeginning(hasMore: frame.hasMore, dissection) else { return }
    var reader = ByteReader(octets.extracting(frame.body))
    do throws(DecodeError) {
      guard let header = try S7commPlusHeader(parsing: &reader) else { return }
      let code = MessageCode(UInt32(header.function.rawValue))
      switch header.opcode {
      case .notification:
        dissection.count(.s7commPlus, .unconfirmed, MessageCode(UInt32(header.opcode.rawValue)))
      case .request:
        dissection.count(.s7commPlus, .request, code)
        try S7commPlusRequest(header: header).open(&reader, &dissection)
      case .response, .shortResponse:
        dissection.count(.s7commPlus, .response, code)
        try end(header, &reader, &dissection)
      }
    } catch {
      // A long message may name more objects than its first part holds; a short one is whole.
      if !frame.hasMore { dissection.malformed(.s7commPlus) }
    }
  }

  /// Whether what comes now begins a message; remembers whether another part follows.
  private mutating func isBeginning(hasMore: Bool, _ dissection: Dissection) -> Bool {
    let bit: UInt8 = dissection.isFromClient ? 1 : 2
    guard let flow = continuing.find(dissection.serial) else {
      guard hasMore else { return true }
      let flow = continuing.position(of: dissection.serial, initial: 0)
      continuing[flow] |= bit
      return true
    }
    let isBeginning = continuing[flow] & bit == 0
    if hasMore { continuing[flow] |= bit } else { continuing[flow] &= ~bit }
    return isBeginning
  }

  /// Ends what a response answers: its set begins with a return value, whose lowest 16 bits are negative
  /// where the controller refuses.
  ///
  /// Source: S7CommPlusDriver, `GetMultiVariablesResponse.cs`, `SetMultiVariablesResponse.cs`.
  private func end(
    _ header: S7commPlusHeader, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let id = UInt64(header.sequence)
    guard let position = dissection.waiting(id) else {
      if header.function == .createObject { try S7commPlusIdentity.tell(response: &reader, &dissection) }
      return
    }
    let function = S7commPlusFunction(
      rawValue: UInt16(truncatingIfNeeded: dissection.pending[position].activity.code))
    let isError = header.function == .error || header.function == .laterError
    guard function == header.function, !isError else {
      return Self.closeAll(id, isError ? .refused : .failed, &dissection)
    }
    let result = try reader.variableLength()
    guard Int16(truncatingIfNeeded: Int64(bitPattern: result)) >= 0 else {
      return Self.closeAll(id, .refused, &dissection)
    }
    if function == .setMultiVariables { try refuseItems(id, &reader, &dissection) }
    // Values stand before the errors; where there are none, the errors can be read.
    if function == .getMultiVariables, !reader.isAtEnd, try reader.peek() == 0 {
      try reader.skip(1)
      try refuseItems(id, &reader, &dissection)
    }
    Self.closeAll(id, .succeeded, &dissection)
    if header.function == .createObject { try S7commPlusIdentity.tell(response: &reader, &dissection) }
  }

  /// A list of item numbers, from 1, and what was wrong with each; 0 ends it.
  private func refuseItems(
    _ id: UInt64, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    while !reader.isAtEnd {
      let item = try reader.variableLength()
      guard item > 0 else { return }
      _ = try reader.variableLength()
      // The first item holds the number of all: it is ended last.
      if item > 1, item <= UInt64(Dissection.objectLimit) {
        dissection.reply(Self.id(id, Int(item - 1)), .refused)
      } else if item == 1 {
        Self.closeAll(id, .succeeded, first: .refused, &dissection)
      }
    }
  }

  /// Ends all that a request opened.
  private static func closeAll(
    _ id: UInt64, _ outcome: Outcome, first: Outcome? = nil, _ dissection: inout Dissection
  ) {
    guard let position = dissection.waiting(id) else { return }
    let memory = dissection.pending[position].memory
    dissection.reply(at: position, first ?? outcome)
    for ordinal in 1..<max(1, min(Int(clamping: memory), Dissection.objectLimit)) {
      dissection.reply(Self.id(id, ordinal), outcome)
    }
  }

  /// The objects of one request are told apart above its sequence number.
  static func id(_ sequence: UInt64, _ ordinal: Int) -> UInt64 {
    sequence | UInt64(truncatingIfNeeded: ordinal) << 32
  }
}
