import Bytes
import Vocabulary

/// Dissects Modbus/TCP and Modbus over UDP: pairs requests with replies by transaction and unit.
///
/// What each message means is in `ModbusActivities.swift`, what devices say of themselves in
/// `ModbusIdentity.swift`.
public struct ModbusDissector: Sendable {
  public static let port: UInt16 = 502

  public init() {}

  /// Source: MODBUS Messaging on TCP/IP Implementation Guide V1.0b, clause 3.1.3.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return .undecided }
    var reader = ByteReader(octets)
    guard let frame = try? ModbusFrame(parsing: &reader), frame.function.isKnown else { return .no }
    if frame.isException { return frame.frameOctets == 9 ? .consistent : .no }
    return .consistent
  }

  /// As ``recognise(_:)``, where no port hints at Modbus: the segment is whole frames, and each is as long as
  /// its function makes a request or a reply.
  public static func recogniseWithoutHint(_ octets: Span<UInt8>) -> Recognition {
    var at = 0
    while at < octets.count {
      guard recognise(octets.extracting(at..<octets.count)) == .consistent else { return .no }
      let frameOctets = 6 &+ (Int(octets[at &+ 4]) &<< 8 | Int(octets[at &+ 5]))
      guard octets.count &- at >= frameOctets else { return .no }
      guard hasFittingLength(octets.extracting((at &+ 7)..<(at &+ frameOctets))) else { return .no }
      at &+= frameOctets
    }
    return at > 0 ? .consistent : .no
  }

  /// A PDU, function code first, is as long as MODBUS Application Protocol V1.1b3, clause 6, makes it.
  private static func hasFittingLength(_ pdu: Span<UInt8>) -> Bool {
    guard pdu.count >= 1 else { return false }
    if pdu[0] & 0x80 != 0 { return pdu.count == 2 && (1...11).contains(pdu[1]) }
    switch pdu[0] {
    case 1...4:
      if pdu.count == 5, pdu[3] != 0 || pdu[4] != 0 { return true }
      return pdu.count >= 3 && Int(pdu[1]) == pdu.count &- 2
    case 5, 6: return pdu.count == 5
    case 15, 16: return pdu.count == 5 || (pdu.count >= 7 && Int(pdu[5]) == pdu.count &- 6)
    case 22: return pdu.count == 7
    case 23:
      return (pdu.count >= 11 && Int(pdu[9]) == pdu.count &- 10)
        || (pdu.count >= 2 && Int(pdu[1]) == pdu.count &- 2)
    case 43: return pdu.count >= 4 && (pdu[1] == 14 || pdu[1] == 13)
    case 90: return pdu.count >= 3
    default: return false
    }
  }

  /// Dissects as many whole frames as `octets` begin with.
  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= ModbusFrame.headerOctets &+ 1 {
      var reader = ByteReader(octets.extracting(at..<octets.count))
      guard let frame = try? ModbusFrame(parsing: &reader) else {
        dissection.malformed(.modbus)
        return .lost(after: at)
      }
      guard octets.count &- at >= frame.frameOctets else {
        return StreamProgress(consumed: at, needs: frame.frameOctets)
      }
      dissect(frame, octets.extracting((at &+ 8)..<(at &+ frame.frameOctets)), &dissection)
      at &+= frame.frameOctets
    }
    return StreamProgress(consumed: at)
  }

  /// Dissects one datagram: a frame fills it.
  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    var reader = ByteReader(octets)
    guard let frame = try? ModbusFrame(parsing: &reader), frame.frameOctets <= octets.count else {
      return dissection.malformed(.modbus)
    }
    dissect(frame, octets.extracting(8..<frame.frameOctets), &dissection)
  }

  private func dissect(_ frame: ModbusFrame, _ data: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.count(.modbus, .function, MessageCode(UInt32(frame.function.rawValue)))
    if frame.function == .umas { dissection.note(.umas) }
    let isRequest = dissection.isFromClient
    var reader = ByteReader(data)
    do throws(DecodeError) {
      if frame.isException {
        let exception = try reader.uint8()
        dissection.countMore(.modbus, .exception, MessageCode(UInt32(exception)))
        if isRequest { return dissection.malformed(.modbus) }
        // "Acknowledge" says that the server has begun what it was asked for.
        endRequest(frame, exception == 5 ? .succeeded : .refused, &dissection)
        if frame.function == .umas { UMASDissector.refuse(frame, &dissection) }
      } else if frame.function == .umas {
        if isRequest {
          try UMASDissector.dissect(request: frame, &reader, &dissection)
        } else {
          try UMASDissector.dissect(reply: frame, &reader, &dissection)
        }
      } else if isRequest {
        try beginRequest(frame, &reader, &dissection)
      } else {
        let isAnswer = endRequest(frame, .succeeded, &dissection)
        if isAnswer || frame.function == .encapsulatedInterface {
          try ModbusIdentity.tell(frame, &reader, &dissection)
        }
      }
    } catch {
      dissection.malformed(.modbus)
    }
  }

  /// Ends what the frame answers, false where it answers nothing; a frame of another function than was asked
  /// ends it as failed.
  @discardableResult
  private func endRequest(
    _ frame: ModbusFrame, _ outcome: Outcome, _ dissection: inout Dissection
  ) -> Bool {
    let id = Self.id(frame)
    guard let position = dissection.waiting(id) else { return false }
    let (verb, code) = (
      dissection.pending[position].activity.verb, dissection.pending[position].activity.code
    )
    let memory = dissection.pending[position].memory
    if verb == .browse, outcome == .succeeded {
      dissection.withdraw(id)
      return false
    }
    let outcome = code == UInt32(frame.function.rawValue) ? outcome : .failed
    dissection.reply(at: position, outcome)
    // A request may have opened more than one activity: a read beside a write, several files.
    for ordinal in 1..<max(1, UInt64(min(memory, 64))) {
      dissection.reply(id | ordinal << 32, outcome)
    }
    return true
  }

  /// Transaction and unit; the ordinal of a request's further objects stands above them.
  static func id(_ frame: ModbusFrame) -> UInt64 {
    UInt64(frame.transaction) << 8 | UInt64(frame.unit)
  }
}
