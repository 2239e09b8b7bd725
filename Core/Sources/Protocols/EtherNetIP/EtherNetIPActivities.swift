import Bytes
import Vocabulary

/// What the encapsulation's own commands mean.
///
/// Source: The CIP Networks Library, volume 2, clause 2-4.
extension EtherNetIPDissector {
  func dissectRegisterSession(_ frame: EncapsulationFrame, _ dissection: inout Dissection) {
    let id = CIPDissector.id(.encapsulation, UInt64(frame.command.rawValue), frame.context)
    // A request has no session yet; a refusal has none either, but a status.
    if frame.session == 0, frame.status == 0, isRequest(dissection) {
      dissection.request(.enip, id: id, .connect, code: UInt32(frame.command.rawValue))
    } else {
      dissection.reply(id, frame.status == 0 ? .succeeded : .refused)
    }
  }

  func dissectList(_ frame: EncapsulationFrame, _ dissection: inout Dissection) {
    let id = CIPDissector.id(.encapsulation, UInt64(frame.command.rawValue), frame.context)
    if frame.dataOctets == 0, frame.status == 0, isRequest(dissection) {
      dissection.request(.enip, id: id, .browse, code: UInt32(frame.command.rawValue))
    } else {
      dissection.reply(id, frame.status == 0 ? .succeeded : .refused)
    }
  }

  /// A request asks one device or all of a network; each device answers for itself, from its own address.
  func dissectListIdentity(
    _ frame: EncapsulationFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    // The first two octets of a request's context are the longest delay of an answer; the reply repeats them.
    let id = CIPDissector.id(.encapsulation, UInt64(frame.command.rawValue), frame.context)
    if frame.dataOctets == 0, frame.status == 0, isRequest(dissection) {
      return dissection.request(.enip, id: id, .identify, code: UInt32(frame.command.rawValue))
    }
    let request = dissection.reply(id, frame.status == 0 ? .succeeded : .refused)
    guard frame.dataOctets > 0 else { return }
    if request == nil {
      // The answer to a broadcast: its request went to another address.
      dissection.activity(
        .enip, .identify, deed: .announce, code: UInt32(frame.command.rawValue))
    }
    for _ in 0..<min(Int(try reader.uint16LittleEndian()), PacketItem.countLimit) {
      let type = try reader.uint16LittleEndian()
      var item = try reader.take(Int(try reader.uint16LittleEndian()))
      if type == PacketItem.identity { try EtherNetIPIdentity.tell(&item, &dissection) }
    }
  }

  /// Whether the sender is the one who asks: the port decides where one end has it, else who opened the flow.
  ///
  /// Always inline: for a call, all of the dissection would be copied.
  @inline(__always)
  private func isRequest(_ dissection: Dissection) -> Bool {
    let fromPort = dissection.senderPort == Self.port
    let toPort = dissection.receiverPort == Self.port
    return fromPort == toPort ? dissection.isFromClient : toPort
  }
}
