import Bytes
import Vocabulary

/// Dissects CODESYS V3 on TCP and UDP: the search of devices, channels, and services by group.
///
/// A service and its reply are paired by channel, group and number. What services mean is in
/// `CODESYSMeaning.swift`, what devices say of themselves in `CODESYSIdentity.swift`.
public struct CODESYSDissector: Sendable {
  /// UDP 1740 to 1743, TCP 11740 to 11743.
  public static let datagramPorts: ClosedRange<UInt16> = 1_740...1_743
  public static let streamPorts: ClosedRange<UInt16> = 11_740...11_743
  private static let channelID: UInt64 = 1 << 50
  private static let nameID: UInt64 = 1 << 51

  public init() {}

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= CODESYSBlock.headerOctets else {
      return starts(octets, with: "\0\u{1}\u{17}") || octets.count < 3 && octets.count > 0 && octets[0] == 0
        ? .undecided : .no
    }
    return CODESYSBlock.octets(octets) == nil ? .no : .consistent
  }

  /// A packet, on its ports: what it begins with is a few octets.
  public static func recognise(datagram octets: Span<UInt8>) -> Recognition {
    CODESYSPacket(octets) == nil ? .no : .consistent
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count - at >= CODESYSBlock.headerOctets {
      let rest = octets.extracting(at..<octets.count)
      guard let length = CODESYSBlock.octets(rest) else {
        dissection.malformed(.codesys)
        return .lost(after: at)
      }
      guard rest.count >= length else { return StreamProgress(consumed: at, needs: length) }
      dissect(packet: rest.extracting(CODESYSBlock.headerOctets..<length), &dissection)
      at += length
    }
    return StreamProgress(consumed: at)
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissect(packet: octets, &dissection)
  }

  private func dissect(packet octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.codesys)
    guard let packet = CODESYSPacket(octets) else { return dissection.malformed(.codesys) }
    let payload = octets.extracting(packet.payload)
    switch packet.service {
    case CODESYSPacket.nameRequest, CODESYSPacket.nameResponse: name(packet, payload, &dissection)
    case 0x40...0x43:
      if payload.count >= 1, payload[0] & 0x80 != 0 { return channel(payload, &dissection) }
      switch CODESYSService.read(payload) {
      case .service(let service): dissect(service, payload, &dissection)
      case .encrypted: dissection.isEncrypted = true
      case .none: break
      }
    default: break
    }
  }

  /// The name service: who is there, and what it is.
  private func name(_ packet: CODESYSPacket, _ payload: Span<UInt8>, _ dissection: inout Dissection) {
    guard payload.count >= 2 else { return }
    let kind = UInt16(payload[0]) | UInt16(payload[1]) << 8
    dissection.count(.codesys, .message, MessageCode(UInt32(kind)))
    if packet.service == CODESYSPacket.nameRequest {
      dissection.request(.codesys, id: Self.nameID, .identify, code: UInt32(kind))
    } else {
      if dissection.reply(Self.nameID, .succeeded) == nil { dissection.receiverIsClient = true }
      CODESYSIdentity.tell(payload, &dissection)
    }
  }

  /// Opening of channels: 0xC3 asks, 0x83 answers with a status.
  private func channel(_ payload: Span<UInt8>, _ dissection: inout Dissection) {
    if payload[0] == 0xC3 { return dissection.request(.codesys, id: Self.channelID, .connect, code: 0xC3) }
    guard payload[0] == 0x83, payload.count >= 14 else { return }
    dissection.reply(Self.channelID, payload[12] | payload[13] == 0 ? .succeeded : .refused)
  }

  private func dissect(_ service: CODESYSService, _ octets: Span<UInt8>, _ dissection: inout Dissection) {
    let group = service.group & ~CODESYSService.replyGroup
    let code = UInt32(group) << 16 | UInt32(service.service)
    let id = UInt64(service.channel) << 32 | UInt64(code)
    guard !service.isReply else {
      dissection.count(.codesys, .response, MessageCode(code))
      return end(id, service, octets, &dissection)
    }
    dissection.count(.codesys, .service, MessageCode(code))
    guard let meaning = CODESYSMeaning(group: group, service: service.service) else { return }
    var object = ObjectReference.none
    if meaning.verb == .authenticate { object = login(service, octets, &dissection) }
    if meaning.namesFile, let name = CODESYSTags.find(1, in: service.tags, of: octets) {
      object = text(.file, name, octets, &dissection)
    }
    dissection.request(.codesys, id: id, meaning.verb, object, deed: meaning.deed, code: code)
  }

  /// A login says how it ended: tag 0x82, in it 0x20, not 0 where it failed. Of other services being answered
  /// is all that is known.
  private func end(
    _ id: UInt64, _ service: CODESYSService, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    var outcome = Outcome.succeeded
    if let reply = CODESYSTags.find(0x82, in: service.tags, of: octets),
      let result = CODESYSTags.find(0x20, in: reply, of: octets)
    {
      for index in result where octets[index] != 0 { outcome = .refused }
    }
    if dissection.reply(id, outcome) == nil { dissection.receiverIsClient = true }
  }

  /// Tag 0x81 holds user (0x10) and password (0x11); 0x22 tells how the password is hidden, 0 or its absence
  /// not at all.
  private func login(
    _ service: CODESYSService, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) -> ObjectReference {
    guard let credentials = CODESYSTags.find(0x81, in: service.tags, of: octets) else { return .none }
    var isHidden = false
    if let kind = CODESYSTags.find(0x22, in: service.tags, of: octets) {
      for index in kind where octets[index] != 0 { isHidden = true }
    }
    if !isHidden, let password = CODESYSTags.find(0x11, in: credentials, of: octets), !password.isEmpty {
      dissection.secretInClear(.codesys, octets: password.count)
    }
    guard let user = CODESYSTags.find(0x10, in: credentials, of: octets) else { return .none }
    return text(.user, user, octets, &dissection)
  }

  private func text(
    _ space: ObjectSpace, _ range: Range<Int>, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) -> ObjectReference {
    let range = CODESYSTags.text(range, of: octets)
    return range.isEmpty ? .none : dissection.clientObject(space, octets.extracting(range))
  }
}
