import Bytes
import Vocabulary

/// Dissects TFTP: which file goes which way, and whether the server agrees. Boot images and firmware come so.
///
///     0        2
///     +--------+----------+---+------+---
///     | opcode | filename | 0 | mode | 0
///
/// The transfer itself runs from another port of the server's, to the port that asked.
///
/// Source: RFC 1350, section 5; RFC 2347 for options.
public struct TFTPDissector: Sendable {
  public static let port: UInt16 = 69

  private static let read: UInt8 = 1
  private static let write: UInt8 = 2
  private static let data: UInt8 = 3
  private static let error: UInt8 = 5
  private static let optionsAccepted: UInt8 = 6
  private static let nameLimit = 255

  /// Transfers that were asked for.
  public private(set) var expected = ExpectedFlows()

  public init() {}

  /// A request: a name and a mode that the standard knows.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4, octets[0] == 0 else { return .no }
    switch octets[1] {
    case read, write: return request(octets) != nil ? .consistent : .no
    default: return .no
    }
  }

  /// A message of a transfer whose request was seen.
  public static func recognise(transfer octets: Span<UInt8>) -> Recognition {
    octets.count >= 2 && octets[0] == 0 && (data...optionsAccepted).contains(octets[1]) ? .consistent : .no
  }

  private static func request(_ octets: Span<UInt8>) -> Range<Int>? {
    let nameEnd = end(at: 0, in: octets, from: 2)
    guard nameEnd > 2, nameEnd - 2 <= nameLimit, nameEnd < octets.count else { return nil }
    for index in 2..<nameEnd where octets[index] < 0x20 { return nil }
    let modeEnd = end(at: 0, in: octets, from: nameEnd + 1)
    guard modeEnd < octets.count else { return nil }
    for mode in ["octet", "netascii", "mail"] where modeEnd - nameEnd - 1 == mode.utf8.count {
      var at = nameEnd + 1
      var isMode = true
      for character in mode.utf8 {
        if octets[at] | 0x20 != character { isMode = false }
        at += 1
      }
      if isMode { return 2..<nameEnd }
    }
    return nil
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.tftp)
    guard octets.count >= 2 else { return dissection.malformed(.tftp) }
    switch octets[1] {
    case Self.read, Self.write:
      guard let name = Self.request(octets) else { return dissection.malformed(.tftp) }
      let isRead = octets[1] == Self.read
      let id = UInt64(dissection.place.packet)
      dissection.request(
        .tftp, id: id, .transfer, dissection.clientObject(.file, octets.extracting(name)),
        deed: isRead ? .fileRead : .fileWrite)
      expected.expect(
        ExpectedFlows.Entry(
          host: dissection.sender, port: dissection.senderPort, name: .tftp, time: dissection.time,
          serial: dissection.serial, request: id, isFromLow: dissection.isFromLow))
    default: answer(octets, &dissection)
    }
  }

  /// The first message of the transfer tells how the request ends.
  private func answer(_ octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard
      let entry = expected.find(dissection.receiver, dissection.receiverPort, at: dissection.time)
    else { return }
    dissection.reply(
      toRequest: entry.request, ofFlow: entry.serial, fromLow: entry.isFromLow,
      octets[1] == Self.error ? .refused : .succeeded)
  }
}
