import Bytes

/// The head of an application layer message (APDU).
///
/// Source: ANSI/ASHRAE 135-2020, clause 20.1.
struct BACnetMessage {
  enum Kind: UInt8 {
    case confirmedRequest, unconfirmedRequest, simpleAck, complexAck, segmentAck, error, reject, abort
  }

  var kind: Kind
  var invokeID: UInt8 = 0
  /// The service choice; a reason in rejections and aborts; 0 where there is none.
  var service: UInt8 = 0
  /// One of several parts, and whether more follow.
  var isSegmented = false
  var hasMore = false
  var sequence: UInt8 = 0

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    let first = try reader.uint8()
    guard let kind = Kind(rawValue: first >> 4) else { throw DecodeError(.invalid, at: reader.position - 1) }
    self.kind = kind
    switch kind {
    case .unconfirmedRequest: break
    case .confirmedRequest:
      try reader.skip(1)
      invokeID = try reader.uint8()
      try readSegment(first, &reader)
    case .complexAck:
      invokeID = try reader.uint8()
      try readSegment(first, &reader)
    case .simpleAck, .error, .reject, .abort: invokeID = try reader.uint8()
    case .segmentAck:
      invokeID = try reader.uint8()
      try reader.skip(2)
      return
    }
    service = try reader.uint8()
  }

  private mutating func readSegment(_ first: UInt8, _ reader: inout ByteReader) throws(DecodeError) {
    guard first & 0x08 != 0 else { return }
    isSegmented = true
    hasMore = first & 0x04 != 0
    sequence = try reader.uint8()
    try reader.skip(1)
  }

  /// "TYPE/SERVICE": the messages that have no service choice have a missing part.
  var code: MessageCode {
    switch kind {
    case .segmentAck, .reject, .abort: MessageCode(parts: UInt32(kind.rawValue), MessageCode.missingPart)
    default: MessageCode(parts: UInt32(kind.rawValue), UInt32(service))
    }
  }
}
