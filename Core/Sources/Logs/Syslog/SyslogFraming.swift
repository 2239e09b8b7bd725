/// Takes messages out of a stream of chunks: by their counted octets, or by their line ends, told apart for
/// each message by its first octet, as senders do not agree.
///
/// Source: RFC 6587, sections 3.4.1 and 3.4.2; RFC 5425, section 4.3.
public struct SyslogFraming: Sendable {
  /// The longest message; what is beyond is dropped up to its end, and counted.
  public let octetLimit: Int
  private var held: [UInt8] = []
  /// Octets of the message at hand that are still to come and are not kept.
  private var toDrop = 0
  private var dropsToLineEnd = false
  /// Messages that were longer than the limit.
  public private(set) var dropped = 0

  public init(octetLimit: Int = SyslogMessage.octetLimit) {
    self.octetLimit = max(1, octetLimit)
  }

  /// Octets that wait for the rest of their message: never more than the limit and a length in front of it.
  public var waitingOctets: Int { held.count }

  /// Takes a chunk and hands on each message that is whole, without its length or line end.
  public mutating func take(_ chunk: ArraySlice<UInt8>, _ message: (ArraySlice<UInt8>) -> Void) {
    var rest = chunk
    // Pieces keep what is held within the limit whatever the size of the chunk.
    while !rest.isEmpty {
      let piece = rest.prefix(octetLimit)
      rest = rest[piece.endIndex...]
      held.append(contentsOf: piece)
      split(message)
    }
  }

  /// The stream has ended: what is left of it is a message where it had no length.
  public mutating func finish(_ message: (ArraySlice<UInt8>) -> Void) {
    if !held.isEmpty, !dropsToLineEnd, toDrop == 0 {
      if let first = held.first, LogCursor.isDigit(first), Self.length(held[...]) != .none {
        dropped += 1
      } else {
        message(held[...])
      }
    }
    held = []
    (toDrop, dropsToLineEnd) = (0, false)
  }

  private enum Length: Equatable {
    case none, unfinished
    case octets(Int, start: Int)
  }

  private mutating func split(_ message: (ArraySlice<UInt8>) -> Void) {
    var at = 0
    while at < held.count {
      if toDrop > 0 {
        let passed = min(toDrop, held.count - at)
        toDrop -= passed
        at += passed
        continue
      }
      if dropsToLineEnd {
        while at < held.count, held[at] != 0x0A { at += 1 }
        guard at < held.count else { break }
        dropsToLineEnd = false
        at += 1
        continue
      }
      // Line ends between messages, as senders of counted octets add them.
      if held[at] == 0x0A || held[at] == 0x0D || held[at] == 0 {
        at += 1
        continue
      }
      switch Self.length(held[at...]) {
      case .unfinished:
        held.removeFirst(at)
        return
      case .octets(let count, let start):
        if count > octetLimit {
          dropped += 1
          toDrop = count
          at = start
        } else if held.count - start >= count {
          message(held[start..<(start + count)])
          at = start + count
        } else {
          held.removeFirst(at)
          return
        }
      case .none:
        var end = at
        while end < held.count, held[end] != 0x0A { end += 1 }
        if end - at > octetLimit {
          dropped += 1
          dropsToLineEnd = end == held.count
          at = min(end + 1, held.count)
        } else if end < held.count {
          message(held[at..<end])
          at = end + 1
        } else {
          held.removeFirst(at)
          return
        }
      }
    }
    held.removeAll(keepingCapacity: true)
  }

  /// `MSG-LEN SP` in front of a message, where it stands there: a message itself begins with `<`.
  private static func length(_ octets: ArraySlice<UInt8>) -> Length {
    let digits = octets.prefix(10).prefix(while: LogCursor.isDigit)
    guard let first = digits.first, first != UInt8(ascii: "0"), digits.count < 10 else { return .none }
    guard digits.endIndex < octets.endIndex else { return .unfinished }
    guard octets[digits.endIndex] == 0x20 else { return .none }
    let start = digits.endIndex + 1
    guard start < octets.endIndex else { return .unfinished }
    guard octets[start] == UInt8(ascii: "<") else { return .none }
    return .octets(digits.reduce(0) { $0 * 10 + Int($1 & 15) }, start: start)
  }
}
