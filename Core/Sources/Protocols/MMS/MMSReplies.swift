import Bytes
import Vocabulary

/// Responses and errors, which end what was asked for.
extension MMSDissector {
  mutating func endRequest(
    _ reader: consuming BERReader, _ flow: Int, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var reader = reader
    let confirmed = try MMSConfirmed(parsing: &reader)
    let content = try reader.next(mayBeCut: true).octets
    count(.response, confirmed.service.rawValue, flow, &dissection)
    guard let request = dissection.pendingRequest(Self.id(confirmed.invokeID, 0)) else { return }
    let total = Int(request.memory & 0xFFFF)
    guard request.activity.code == confirmed.service.rawValue else {
      return endAll(confirmed.invokeID, total, .failed, &dissection)
    }
    switch confirmed.service {
    case .read: try endRead(confirmed.invokeID, total, content, &dissection)
    case .write: try end(confirmed.invokeID, total, BERReader(content), &dissection)
    case .identify:
      dissection.reply(Self.id(confirmed.invokeID, 0), .succeeded)
      try MMSIdentity.tell(BERReader(content), &dissection)
    default: dissection.reply(Self.id(confirmed.invokeID, 0), .succeeded)
    }
  }

  /// An error, or a reject: both name the invocation in [0], a reject only where it could read it.
  func refuseRequest(_ reader: consuming BERReader, _ dissection: inout Dissection) throws(DecodeError) {
    guard let number = try reader.takeIfPresent(.contextPrimitive(0)) else { return }
    let invokeID = UInt32(truncatingIfNeeded: BERValue.unsigned(number) ?? 0)
    guard let request = dissection.pendingRequest(Self.id(invokeID, 0)) else { return }
    endAll(invokeID, Int(request.memory & 0xFFFF), .refused, &dissection)
  }

  private func endAll(
    _ invokeID: UInt32, _ total: Int, _ outcome: Outcome, _ dissection: inout Dissection
  ) {
    for ordinal in 0..<max(1, total) { dissection.reply(Self.id(invokeID, ordinal), outcome) }
  }
}

/// What a device says of itself.
///
/// Source: ISO 9506-2:2003, clause 7.3.3, Identify-Response.
enum MMSIdentity {
  static func tell(_ fields: consuming BERReader, _ dissection: inout Dissection) throws(DecodeError) {
    while !fields.isAtEnd {
      let field = try fields.next(mayBeCut: true)
      switch field.tag {
      case .contextPrimitive(0): dissection.tell(.vendor, field.octets, source: "mms identify")
      case .contextPrimitive(1): dissection.tell(.model, field.octets, source: "mms identify")
      case .contextPrimitive(2): dissection.tell(.firmware, field.octets, source: "mms identify")
      default: break
      }
    }
  }
}
