import Bytes
import Vocabulary

extension IEC104Dissector {
  /// Ends what a confirmation, a refusal or a requested value answers.
  ///
  /// Source: IEC 60870-5-101:2003, clause 7.2.3.
  func end(
    _ asdu: IEC104ASDU, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let isUnknown = IEC104ASDU.Cause.unknown.contains(asdu.cause)
    let isConfirmation =
      asdu.cause == IEC104ASDU.Cause.activationConfirmation
      || asdu.cause == IEC104ASDU.Cause.deactivationConfirmation
    let isRequested = asdu.cause == IEC104ASDU.Cause.requested
    var walk = IEC104ObjectWalk(asdu)
    while let object = try walk.next(&reader) {
      guard isUnknown || isConfirmation || isRequested else { continue }
      let element = reader.octets.extracting(object.element)
      // A value that was read comes as its own type, under the address that was asked for.
      let id =
        isRequested ? Self.readID(asdu, object.address) : Self.id(asdu, object.address, element)
      let isRefused = isUnknown || asdu.isNegative
      if !isRefused, let request = dissection.pendingRequest(id), request.activity.verb == .browse,
        !isRequested
      {
        // What an unknown type does is not known; that it was refused is what a search looks like.
        dissection.withdraw(id)
        continue
      }
      let outcome: Outcome = isRefused ? .refused : .succeeded
      // A refused deactivation names its cause no more.
      if !Self.reply(id, outcome, &dissection), isUnknown { Self.reply(id | 1 << 49, outcome, &dissection) }
    }
  }

  /// Ends the first of equal requests; false where none waits.
  @discardableResult
  private static func reply(_ id: UInt64, _ outcome: Outcome, _ dissection: inout Dissection) -> Bool {
    for turn in 0..<turns where dissection.reply(Self.id(id, turn: turn), outcome) != nil { return true }
    return false
  }

  /// Files. The controlled station offers or sends what was selected; who sends one to it offers it first.
  ///
  /// Source: IEC 60870-5-101:2003, clauses 7.3.6 and 7.4.11.
  func observeFile(
    _ asdu: IEC104ASDU, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var walk = IEC104ObjectWalk(asdu)
    while let object = try walk.next(&reader) {
      let element = reader.octets.extracting(object.element)
      guard let qualifier = element.isEmpty ? nil : element[element.count - 1] else { continue }
      let reference = Self.reference(asdu, from: object.address, to: object.address)
      let select = Self.fileID(asdu, object.address, type: 122)
      let offer = Self.fileID(asdu, object.address, type: 120)
      switch (asdu.type, qualifier & 0x0F) {
      // Select, or delete.
      case (122, let call) where dissection.isFromClient && (call == 1 || call == 4):
        dissection.request(
          .iec104ASDU, id: select, .transfer, reference,
          deed: call == 4 ? .fileDelete : .fileRead, unit: Int32(asdu.commonAddress),
          code: UInt32(asdu.type))
      case (122, _) where !dissection.isFromClient:
        // The high half says why a file that was offered is not wanted.
        dissection.reply(offer, qualifier >> 4 == 0 && !asdu.isNegative ? .succeeded : .refused)
      case (120, _) where dissection.isFromClient:
        dissection.request(
          .iec104ASDU, id: offer, .transfer, reference, deed: .fileWrite, unit: Int32(asdu.commonAddress),
          code: UInt32(asdu.type))
      case (120, _):
        dissection.reply(select, qualifier & 0x80 == 0 && !asdu.isNegative ? .succeeded : .refused)
      case (124, _) where !dissection.isFromClient:
        dissection.reply(select, qualifier >> 4 == 0 && !asdu.isNegative ? .succeeded : .refused)
      default: break
      }
    }
  }

  private static func fileID(_ asdu: IEC104ASDU, _ address: UInt32, type: UInt8) -> UInt64 {
    UInt64(type) << 40 | UInt64(asdu.commonAddress) << 24 | UInt64(address & 0xFF_FFFF) | 1 << 50
  }

  /// The id of a read command (102), or of a call for the directory (122), which the same cause answers.
  private static func readID(_ asdu: IEC104ASDU, _ address: UInt32) -> UInt64 {
    let type: UInt64 = asdu.type == 126 ? 122 : 102
    return type << 40 | UInt64(asdu.commonAddress) << 24 | UInt64(address & 0xFF_FFFF)
  }
}
