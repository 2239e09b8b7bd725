import Bytes
import Vocabulary

extension BACnetDissector {
  /// Ends what an acknowledgement, an error, a rejection or an abort answers.
  ///
  /// Source: ANSI/ASHRAE 135-2020, clauses 18 and 20.1.4 to 20.1.9.
  mutating func endRequest(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let id = frame.id(isRequest: false)
    guard let position = dissection.waiting(id) else {
      if frame.message.kind == .complexAck { dissection.receiverIsClient = true }
      return
    }
    let request = dissection.pending[position].activity
    let outcome = Self.outcome(frame.message, of: request)
    if request.verb == .browse, outcome == .succeeded, request.object == .none {
      dissection.withdraw(id)
      return
    }
    for ordinal in 0..<Dissection.objectLimit {
      // What is left of an older request with the same number is not answered by this.
      guard let waiting = dissection.waiting(frame.id(isRequest: false, ordinal: ordinal)),
        dissection.pending[waiting].activity.place == request.place
      else { break }
      dissection.reply(at: waiting, outcome)
    }
    // What a router passes on, it says of others.
    guard outcome == .succeeded, frame.message.kind == .complexAck, frame.network.source == 0 else { return }
    switch BACnetService(rawValue: frame.message.service) {
    case .readProperty where request.object.part == BACnetObject.device:
      try BACnetIdentity.tell(single: &reader, &dissection)
    case .readPropertyMultiple: try BACnetIdentity.tell(multiple: &reader, &dissection)
    default: break
    }
  }

  private static func outcome(_ message: BACnetMessage, of request: ActivityObservation) -> Outcome {
    switch message.kind {
    case .error, .reject: .refused
    case .abort: .failed
    default: UInt32(message.service) == request.code ? .succeeded : .failed
    }
  }
}
