import Bytes
import Streams
import Vocabulary

/// Dissects what MELSOFT (GX Works) sends to MELSEC controllers: searching them, and commands in frames.
///
/// A directly connected controller is asked by broadcast and answers from its own address, so that a request
/// and its response are two flows: they are paired by the client's address, port, command and sequence
/// number.
public struct MELSOFTDissector: Sendable {
  /// Direct connection and search.
  public static let directPort: UInt16 = 5_560
  /// Connection by UDP and TCP to built-in Ethernet.
  public static let datagramPort: UInt16 = 5_006
  public static let streamPort: UInt16 = 5_007

  /// No flow has this number: requests wait under it, whatever flow their response comes in.
  private static let sharedSerial = UInt32.max

  public init() {}

  /// A whole frame, or one of the short messages of a search.
  public static func recognise(datagram octets: Span<UInt8>) -> Recognition {
    if let frame = MELSOFTFrame(octets) { return frame.octets == octets.count ? .consistent : .no }
    return isSearch(octets) ? .consistent : .no
  }

  /// The same where no port hints at it: a frame alone.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard let frame = MELSOFTFrame(octets) else { return .no }
    return frame.octets >= octets.count ? .consistent : .no
  }

  private static func isSearch(_ octets: Span<UInt8>) -> Bool {
    guard octets.count >= 4, octets[1] == 0, octets[2] == 0 else { return false }
    return octets[0] == 0x5A ? octets.count == 4 : octets[0] == 0xDA && octets.count <= 64
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count - at >= MELSOFTFrame.headerOctets + 4 {
      let rest = octets.extracting(at..<octets.count)
      let needs = MELSOFTFrame.headerOctets + (Int(rest[19]) | Int(rest[20]) << 8)
      guard rest[0] & 0x7F == 0x57, needs <= 16_384 else {
        dissection.malformed(.melsec)
        return .lost(after: at)
      }
      guard rest.count >= needs else { return StreamProgress(consumed: at, needs: needs) }
      guard let frame = MELSOFTFrame(rest) else {
        dissection.malformed(.melsec)
        return .lost(after: at)
      }
      dissect(frame, rest.extracting(frame.data), &dissection)
      at += needs
    }
    return StreamProgress(consumed: at)
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    if let frame = MELSOFTFrame(octets) {
      return dissect(frame, octets.extracting(frame.data), &dissection)
    }
    guard Self.isSearch(octets) else { return dissection.malformed(.melsec) }
    search(octets[3], isResponse: octets[0] == 0xDA, &dissection)
  }

  /// 1 looks for controllers, 0xFF asks one for its type; what others are for is not described.
  private func search(_ code: UInt8, isResponse: Bool, _ dissection: inout Dissection) {
    dissection.count(.melsec, .message, MessageCode(UInt32(isResponse ? 0xDA00 : 0x5A00) | UInt32(code)))
    guard code == 1 || code == 0xFF else { return }
    let id = 0x5A00 | UInt64(code)
    if isResponse {
      end(id, &dissection)
    } else {
      open(id, code: 0x5A00 | UInt32(code), code == 1 ? .browse : .identify, .none, .plain, &dissection)
    }
  }

  private func dissect(_ frame: MELSOFTFrame, _ data: Span<UInt8>, _ dissection: inout Dissection) {
    let family: MessageFamily = frame.isResponse ? .response : .command
    dissection.count(.melsec, family, MessageCode(UInt32(frame.command.rawValue)))
    let id = 1 << 32 | UInt64(frame.command.rawValue) << 16 | UInt64(frame.sequence)
    if frame.isResponse {
      end(id, &dissection)
      MELSOFTIdentity.tell(frame, data, &dissection)
    } else if let meaning = MELSOFTMeaning(frame.command, data, &dissection) {
      open(id, code: UInt32(frame.command.rawValue), meaning.verb, meaning.object, meaning.deed, &dissection)
    }
  }
}

extension MELSOFTDissector {
  private func open(
    _ id: UInt64, code: UInt32, _ verb: Verb, _ object: ObjectReference, _ deed: Deed,
    _ dissection: inout Dissection
  ) {
    let place = FlowPlace(dissection)
    let client = Self.id(id, dissection.senderPort)
    dissection.serial = Self.sharedSerial
    dissection.direction = .toServer
    dissection.clientIsLow = true
    dissection.request(.melsec, id: client, verb, object, deed: deed, code: code)
    place.restore(&dissection)
  }

  /// Ends the client's request; whoever answers is its target, also where all were asked.
  private func end(_ id: UInt64, _ dissection: inout Dissection) {
    let place = FlowPlace(dissection)
    let client = Self.id(id, dissection.receiverPort)
    dissection.serial = Self.sharedSerial
    dissection.direction = .toClient
    dissection.clientIsLow = true
    let answered = dissection.reply(client, .succeeded)
    place.restore(&dissection)
    dissection.receiverIsClient = true
    guard answered != nil else { return }
    let last = dissection.observations.activities.count - 1
    dissection.observations.activities[last].target = dissection.sender
  }

  /// Command and sequence number, and the port of whom they belong to.
  private static func id(_ message: UInt64, _ port: UInt16) -> UInt64 {
    message << 16 | UInt64(port)
  }

  /// Where the dissection stood before it turned to what all flows share.
  private struct FlowPlace {
    let serial: UInt32
    let direction: Direction
    let clientIsLow: Bool

    init(_ dissection: Dissection) {
      serial = dissection.serial
      direction = dissection.direction
      clientIsLow = dissection.clientIsLow
    }

    func restore(_ dissection: inout Dissection) {
      dissection.serial = serial
      dissection.direction = direction
      dissection.clientIsLow = clientIsLow
    }
  }
}
