import Vocabulary

/// Messages that come in several chunks, while their last one is awaited.
///
/// At most ``messageLimit`` wait, of which at most ``octetLimit`` octets each are kept: what a message says
/// stands at its beginning. The one that has waited longest gives way and is counted.
struct OPCUAAssembly: Sendable {
  static let messageLimit = 64
  static let octetLimit = 64 << 10

  private struct Message: Sendable {
    var serial: UInt32
    var isToServer: Bool
    var requestID: UInt32
    var octets: [UInt8]
    var isCut: Bool
  }

  private var messages: [Message] = []
  private var hand = 0
  private(set) var dropped = 0

  var isEmpty: Bool { messages.isEmpty }

  /// Adds one chunk's part of the body.
  mutating func append(_ octets: Span<UInt8>, serial: UInt32, isToServer: Bool, requestID: UInt32) {
    let position: Int
    if let known = find(serial, isToServer, requestID) {
      position = known
    } else {
      let message = Message(
        serial: serial, isToServer: isToServer, requestID: requestID, octets: [], isCut: false)
      if messages.count < Self.messageLimit {
        position = messages.count
        messages.append(message)
      } else {
        position = hand
        hand = hand + 1 < messages.count ? hand + 1 : 0
        dropped += 1
        messages[position] = message
      }
    }
    let room = Self.octetLimit - messages[position].octets.count
    messages[position].octets.append(octets.extracting(0..<min(max(room, 0), octets.count)))
    if octets.count > room { messages[position].isCut = true }
  }

  /// Takes a message out; nil where none of its chunks was seen.
  mutating func take(
    serial: UInt32, isToServer: Bool, requestID: UInt32
  ) -> (octets: [UInt8], isCut: Bool)? {
    guard let position = find(serial, isToServer, requestID) else { return nil }
    let message = messages.remove(at: position)
    hand = 0
    return (message.octets, message.isCut)
  }

  private func find(_ serial: UInt32, _ isToServer: Bool, _ requestID: UInt32) -> Int? {
    messages.firstIndex {
      $0.serial == serial && $0.isToServer == isToServer && $0.requestID == requestID
    }
  }
}
