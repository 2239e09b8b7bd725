import Bytes
import Streams
import Vocabulary

/// Dissects PROFINET's context manager, which sets up what controllers and devices exchange: pairs calls by
/// their activity and sequence number, since answers come from other ports than the requests went to.
///
/// It keeps no state of its own.
enum PNIODissector {
  /// No flow has this number: calls wait under it, whatever flow their answer comes in.
  private static let sharedSerial = UInt32.max - 1

  static func dissect(call octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let call = PNIOCall(octets) else { return }
    var reader = ByteReader(octets.extracting(call.body))
    let place = (dissection.serial, dissection.direction, dissection.clientIsLow)
    dissection.serial = sharedSerial
    dissection.clientIsLow = true
    do throws(DecodeError) {
      switch call.type {
      case PNIOCall.request:
        dissection.direction = .toServer
        // Arguments: at most, how many; an array's bound, offset, count.
        try reader.skip(20)
        try PNIORequest(call: call).open(&reader, &dissection)
      case PNIOCall.response:
        dissection.direction = .toClient
        try end(call, &reader, &dissection)
      case PNIOCall.fault, PNIOCall.reject:
        dissection.direction = .toClient
        closeAll(call.id, .refused, &dissection)
      default: break
      }
    } catch {
      // A first fragment ends where the datagram does.
      if octets[2] & 0x04 == 0 { dissection.malformed(.dcerpc) }
    }
    (dissection.serial, dissection.direction, dissection.clientIsLow) = place
    if call.type == PNIOCall.response { dissection.receiverIsClient = true }
  }

  /// The objects of one call are told apart above its own identifier.
  static func id(_ call: UInt64, _ ordinal: Int) -> UInt64 {
    call | UInt64(truncatingIfNeeded: ordinal) << 56
  }

  /// Status, four octets that are 0 where all went well; then as a request's arguments.
  private static func end(
    _ call: PNIOCall, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let status = try reader.uint32()
    try reader.skip(16)
    guard status == 0 else { return closeAll(call.id, .refused, &dissection) }
    if call.operation == PNIOOperation.write.rawValue { try refuseRecords(call, &reader, &dissection) }
    closeAll(call.id, .succeeded, &dissection)
    let isRead =
      call.operation == PNIOOperation.read.rawValue || call.operation == PNIOOperation.readImplicit.rawValue
    if isRead { try PNIOIdentity.tell(&reader, &dissection) }
  }

  /// Each record of a write has a status of its own.
  private static func refuseRecords(
    _ call: PNIOCall, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var ordinal = 0
    while reader.remaining >= 6 {
      let block = try PNIOBlock(parsing: &reader)
      var data = try reader.take(min(block.dataOctets, reader.remaining))
      guard block.type == PNIOBlock.writeResponse else { return }
      let record = try PNIORecord(parsing: &data)
      try data.skip(4)
      let status = try data.uint32()
      guard record.index != PNIORecord.multiple else { continue }
      // The first record holds the number of all: where it was refused, it alone is ended here.
      if status != 0, ordinal > 0 || !isSeveral(call.id, dissection) {
        dissection.reply(id(call.id, ordinal), .refused)
      }
      ordinal += 1
    }
  }

  private static func isSeveral(_ call: UInt64, _ dissection: borrowing Dissection) -> Bool {
    guard let position = dissection.waiting(id(call, 0)) else { return false }
    return dissection.pending[position].memory > 1
  }

  /// Ends all that a call opened; whoever answers is the target.
  private static func closeAll(_ call: UInt64, _ outcome: Outcome, _ dissection: inout Dissection) {
    guard let position = dissection.waiting(id(call, 0)) else { return }
    let memory = dissection.pending[position].memory
    dissection.reply(at: position, outcome)
    for ordinal in 1..<max(1, min(Int(clamping: memory), Dissection.objectLimit)) {
      dissection.reply(id(call, ordinal), outcome)
    }
  }
}
