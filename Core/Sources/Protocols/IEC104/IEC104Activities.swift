import Bytes
import Vocabulary

extension IEC104Dissector {
  /// What a data unit is: told unasked, asked for, or the answer. Its cause of transmission says so, not who
  /// opened the connection.
  ///
  /// The table of the protocol's page says the same in words.
  func observe(
    _ asdu: IEC104ASDU, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    if asdu.isMonitoring { dissection.receiverIsClient = true }
    switch asdu.cause {
    case IEC104ASDU.Cause.activation, IEC104ASDU.Cause.deactivation:
      try begin(asdu, &reader, &dissection)
    case IEC104ASDU.Cause.requested where !asdu.isMonitoring: try begin(asdu, &reader, &dissection)
    case IEC104ASDU.Cause.fileTransfer: try observeFile(asdu, &reader, &dissection)
    case IEC104ASDU.Cause.periodic, IEC104ASDU.Cause.background, IEC104ASDU.Cause.spontaneous,
      IEC104ASDU.Cause.initialized, IEC104ASDU.Cause.localCommand:
      try signal(asdu, &reader, &dissection)
    default: try end(asdu, &reader, &dissection)
    }
  }

  /// Opens an activity for each object that is asked for.
  private func begin(
    _ asdu: IEC104ASDU, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var walk = IEC104ObjectWalk(asdu)
    var count = 0
    while let object = try walk.next(&reader) {
      guard count < Dissection.objectLimit else {
        dissection.droppedObjects += 1
        continue
      }
      count += 1
      let element = reader.octets.extracting(object.element)
      let meaning = Self.meaning(of: asdu, element)
      dissection.request(
        .iec104ASDU, id: Self.free(Self.id(asdu, object.address, element), &dissection), meaning.verb,
        Self.reference(asdu, from: object.address, to: object.address), deed: meaning.deed,
        unit: Int32(asdu.commonAddress), code: UInt32(asdu.type))
    }
  }

  /// What is told unasked: an activity for each run of consecutive addresses.
  private func signal(
    _ asdu: IEC104ASDU, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var walk = IEC104ObjectWalk(asdu)
    var run: ClosedRange<UInt32>?
    var count = 0
    while let object = try walk.next(&reader) {
      if let known = run {
        if object.address == known.upperBound + 1 {
          run = known.lowerBound...object.address
          continue
        }
        tell(asdu, known, &dissection)
        count += 1
      }
      if count >= Dissection.objectLimit {
        dissection.droppedObjects += 1
        run = nil
      } else {
        run = object.address...object.address
      }
    }
    if let run { tell(asdu, run, &dissection) }
  }

  private func tell(_ asdu: IEC104ASDU, _ run: ClosedRange<UInt32>, _ dissection: inout Dissection) {
    dissection.activity(
      .iec104ASDU, .signal, Self.reference(asdu, from: run.lowerBound, to: run.upperBound),
      unit: Int32(asdu.commonAddress), code: UInt32(asdu.type))
  }

  /// `ca 1 ioa 4001`; the address 0 stands for none.
  ///
  /// Source: IEC 60870-5-101:2003, clause 7.2.5.
  static func reference(_ asdu: IEC104ASDU, from: UInt32, to: UInt32) -> ObjectReference {
    let isNone = from == 0 && to == 0
    return ObjectReference(
      .informationObjects, part: UInt32(asdu.commonAddress),
      from: isNone ? ObjectReference.missingNumber : from, to: isNone ? ObjectReference.missingNumber : to)
  }

  /// Type, station, object, and whether it is a selection or a deactivation: the answer repeats them.
  static func id(_ asdu: IEC104ASDU, _ address: UInt32, _ element: Span<UInt8>) -> UInt64 {
    let isDeactivation =
      asdu.cause == IEC104ASDU.Cause.deactivation || asdu.cause == IEC104ASDU.Cause.deactivationConfirmation
    return UInt64(asdu.type) << 40 | UInt64(asdu.commonAddress) << 24 | UInt64(address & 0xFF_FFFF)
      | (isSelection(asdu, element) ? 1 << 48 : 0) | (isDeactivation ? 1 << 49 : 0)
  }

  /// The same may be asked for again before it is confirmed: each is answered once, in turn.
  static func id(_ id: UInt64, turn: UInt64) -> UInt64 { id | turn << 52 }
  static var turns: UInt64 { 4 }

  private static func free(_ id: UInt64, _ dissection: inout Dissection) -> UInt64 {
    for turn in 0..<turns where !dissection.isAsking(Self.id(id, turn: turn)) {
      return Self.id(id, turn: turn)
    }
    return id
  }

  private static func isSelection(_ asdu: IEC104ASDU, _ element: Span<UInt8>) -> Bool {
    guard let offset = IEC104ElementSize.qualifierOffset(ofType: asdu.type), offset < element.count else {
      return false
    }
    return element[offset] & 0x80 != 0
  }

  /// Source: IEC 60870-5-101:2003, clause 7.3, types 45 to 126.
  private static func meaning(of asdu: IEC104ASDU, _ element: Span<UInt8>) -> (verb: Verb, deed: Deed) {
    if asdu.isCommand {
      // What is broken off moves nothing either.
      let moves = asdu.cause == IEC104ASDU.Cause.activation && !isSelection(asdu, element)
      return (.operate, moves ? .plain : .select)
    }
    let qualifier = element.isEmpty ? 0 : element[0]
    switch asdu.type {
    case 100, 102, 104, 106, 107: return (.read, .plain)
    case 101:
      // Freeze without reset is 1, with reset 2, reset alone 3.
      switch qualifier >> 6 {
      case 0: return (.read, .plain)
      case 1: return (.operate, .freeze)
      default: return (.write, .plain)
      }
    case 103: return (.configure, .clock)
    // 1 is the whole process, 2 the events that are waiting to be sent.
    case 105: return (.setMode, qualifier == 2 ? .reset : .restart)
    case 110...113: return (.configure, .parameter)
    case 122: return (.browse, .plain)
    default: return (.browse, .plain)
    }
  }
}
