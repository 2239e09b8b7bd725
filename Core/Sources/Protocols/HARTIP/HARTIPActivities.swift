import Bytes
import Vocabulary

/// What HART-IP messages say: sessions, and who sends a device which command.
extension HARTIPDissector {
  /// Sequence number and id; several commands of one message stand apart by their ordinal.
  static func id(_ header: HARTIPHeader, _ ordinal: Int) -> UInt64 {
    UInt64(ordinal) << 32 | UInt64(header.id) << 16 | UInt64(header.sequence)
  }

  /// Session initiate: a status from 1 on refuses, but for warnings (8, 14).
  func dissectSession(_ header: HARTIPHeader, _ dissection: inout Dissection) {
    if header.type == HARTIPHeader.request {
      return dissection.request(.hartIP, id: Self.id(header, 0), .connect, code: UInt32(header.id))
    }
    let isAccepted = header.type == HARTIPHeader.response && HARTResponse.outcome(header.status) == true
    dissection.reply(Self.id(header, 0), isAccepted ? .succeeded : .refused)
  }

  /// A token-passing message: one frame of HART's data link.
  mutating func dissectFrame(
    _ header: HARTIPHeader, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard header.type != HARTIPHeader.refusal, !reader.isAtEnd else {
      dissection.reply(Self.id(header, 0), .refused)
      return
    }
    let frame = try HARTFrame(parsing: &reader)
    switch frame.kind {
    case .request: begin(header, frame, reader.octets.extracting(frame.data), &dissection)
    case .answer:
      let outcome: Outcome =
        switch HARTResponse.outcome(frame.responseCode) {
        case true?: .succeeded
        case false?: .refused
        case nil: .failed
        }
      dissection.reply(Self.id(header, 0), outcome)
      if outcome == .succeeded { tell(frame, reader.octets.extracting(frame.data), &dissection) }
    case .burst:
      dissection.activity(
        .hartIP, .signal, Self.object(frame.device, frame.command), unit: frame.polling, code: frame.command)
    }
  }

  private func begin(
    _ header: HARTIPHeader, _ frame: HARTFrame, _ data: Span<UInt8>, _ dissection: inout Dissection
  ) {
    var (device, command) = (frame.device, frame.command)
    // Command 77 hands a frame on to a device behind the gateway: card, channel, preambles, then the frame.
    if command == 77, data.count > 3 {
      var inner = ByteReader(data.extracting(3..<data.count))
      if let nested = try? HARTFrame(parsing: &inner) {
        (device, command) = (nested.device, nested.command)
      }
    }
    let (verb, deed) = HARTMeaning.meaning(of: command)
    dissection.request(
      .hartIP, id: Self.id(header, 0), verb, Self.object(device, command), deed: deed, unit: frame.polling,
      code: command)
  }

  /// Direct messages: two octets of status, then commands, each with its number and length.
  ///
  /// Source: FieldComm Group TS20085, HART-IP, clause 7: direct PDU.
  func dissectCommands(
    _ header: HARTIPHeader, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    try reader.skip(2)
    var ordinal = 0
    while !reader.isAtEnd, ordinal < Dissection.objectLimit {
      let command = UInt32(try reader.uint16())
      let data = try reader.span(Int(try reader.uint8()))
      switch header.type {
      case HARTIPHeader.request:
        let (verb, deed) = HARTMeaning.meaning(of: command)
        dissection.request(
          .hartIP, id: Self.id(header, ordinal), verb, Self.object(0, command), deed: deed, code: command)
      case HARTIPHeader.publication:
        dissection.activity(.hartIP, .signal, Self.object(0, command), code: command)
      default:
        let outcome = HARTResponse.outcome(data.isEmpty ? 0 : data[0])
        dissection.reply(
          Self.id(header, ordinal), outcome == true ? .succeeded : outcome == false ? .refused : .failed)
      }
      ordinal &+= 1
    }
  }

  /// A device by the number that it is made with, and a command.
  static func object(_ device: UInt64, _ command: UInt32) -> ObjectReference {
    ObjectReference(
      .hartCommand, part: UInt32(truncatingIfNeeded: device & 0xFF_FFFF),
      name: NameID(rawValue: UInt32(truncatingIfNeeded: device >> 24)), from: command, to: command)
  }
}
