import Bytes
import Vocabulary

/// Requests that are meant for a device as a whole.
extension BACnetDissector {
  /// Duration, enable or disable, password.
  ///
  /// Source: ANSI/ASHRAE 135-2020, clause 16.1.
  func openCommunicationControl(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    _ = try BACnetParameters.number(0, &reader)
    let state = try BACnetParameters.number(1, &reader)
    try Self.noteSecret(2, &reader, &dissection)
    switch state {
    case 0: open(frame, .configure, .none, deed: .reportsOn, &dissection)
    // It answers, but begins nothing by itself.
    case 2: open(frame, .configure, .none, deed: .reportsOff, &dissection)
    default: open(frame, .setMode, .none, deed: .modeChange, &dissection)
    }
  }

  /// The state that the device goes to, password.
  ///
  /// Source: ANSI/ASHRAE 135-2020, clause 16.4; clause 19.1 for backup and restore.
  func openReinitialization(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let state = try BACnetParameters.number(0, &reader)
    try Self.noteSecret(1, &reader, &dissection)
    switch state {
    case 2: open(frame, .transfer, .none, deed: .upload, &dissection)
    case 3: open(frame, .transfer, .none, &dissection)
    case 4: open(frame, .program, .none, deed: .download, &dissection)
    case 5: open(frame, .program, .none, deed: .insert, &dissection)
    case 6: open(frame, .program, .none, &dissection)
    case 7: open(frame, .configure, .none, deed: .parameter, &dissection)
    default: open(frame, .setMode, .none, deed: .restart, &dissection)
    }
  }

  /// Process, source, operation, object.
  func openLifeSafety(
    _ frame: BACnetFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    _ = try BACnetParameters.number(0, &reader)
    if let tag = try BACnetParameters.peek(reader), tag.number == 1 {
      _ = try BACnetTag(parsing: &reader)
      try reader.skip(tag.lengthOctets)
    }
    _ = try BACnetParameters.number(2, &reader)
    open(frame, .operate, Self.reference(try BACnetParameters.object(3, &reader)), &dissection)
  }

  /// A password under a context tag: a character set, then the text.
  private static func noteSecret(
    _ number: UInt8, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard let tag = try BACnetParameters.peek(reader), tag.isContext, tag.number == number else { return }
    if tag.kind == .value, tag.lengthOctets > 1 {
      dissection.secretInClear(.bacnet, octets: tag.lengthOctets - 1)
    }
  }
}
