/// What a watch and a console say to each other over their socket.
///
///     0        4      5
///     +--------+------+---------
///     | length | kind | content      length: octets behind it, big-endian
///     +--------+------+---------
///
/// The watch begins with ``hello(sensor:run:)``; the console answers with the newest batch of that run that
/// it keeps, and then with each batch as soon as it is durable.
public enum WatchMessage: Hashable, Sendable {
  /// Who watches; `run` tells one start from the next.
  case hello(sensor: String, run: Int64)
  /// Lines, see ``WatchLine``. Numbers of a run begin with 1 and have no gaps.
  case batch(number: Int64, lines: [UInt8])
  /// Batches up to this one are kept; 0 for none.
  case acknowledged(number: Int64)

  /// The longest message, its length not counted.
  public static let octetLimit = 4 << 20
  /// Octets of lines that one batch holds.
  public static let batchLimit = octetLimit - 9
  static let sensorLimit = 64

  /// The message as it goes over the socket.
  public var octets: [UInt8] {
    var content: [UInt8]
    switch self {
    case .hello(let sensor, let run): content = [1] + Self.octets(of: run) + Array(sensor.utf8)
    case .batch(let number, let lines): content = [2] + Self.octets(of: number) + lines
    case .acknowledged(let number): content = [3] + Self.octets(of: number)
    }
    let length = UInt32(truncatingIfNeeded: content.count)
    content.insert(contentsOf: (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }, at: 0)
    return content
  }

  /// Reads one message without its length; nil where it is none.
  init?(_ content: ArraySlice<UInt8>) {
    guard content.count >= 9, let kind = content.first else { return nil }
    var number: UInt64 = 0
    for octet in content.dropFirst().prefix(8) { number = number << 8 | UInt64(octet) }
    guard let number = Int64(exactly: number) else { return nil }
    let rest = content.dropFirst(9)
    switch kind {
    case 1:
      let letters = rest.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || [0x2D, 0x2E, 0x5F].contains($0)
      }
      guard letters, (1...Self.sensorLimit).contains(rest.count) else { return nil }
      self = .hello(sensor: String(decoding: rest, as: UTF8.self), run: number)
    case 2:
      guard number > 0 else { return nil }
      self = .batch(number: number, lines: Array(rest))
    case 3:
      guard rest.isEmpty else { return nil }
      self = .acknowledged(number: number)
    default: return nil
    }
  }

  private static func octets(of number: Int64) -> [UInt8] {
    let bits = UInt64(bitPattern: number)
    return (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
  }
}

/// Messages out of the octets of a socket, as they come.
public struct WatchMessageReader: Sendable {
  /// What came is no message: the other side is none of ours, or broken.
  public struct Fault: Error, Hashable, Sendable {
    public init() {}
  }

  private var octets: [UInt8] = []

  public init() {}

  public mutating func append(_ more: some Sequence<UInt8>) { octets.append(contentsOf: more) }

  /// The next message that is whole; nil while its end has not come.
  public mutating func next() throws(Fault) -> WatchMessage? {
    guard octets.count >= 4 else { return nil }
    let length = octets[..<4].reduce(0) { $0 << 8 | Int($1) }
    guard (9...WatchMessage.octetLimit).contains(length) else { throw Fault() }
    guard octets.count - 4 >= length else { return nil }
    guard let message = WatchMessage(octets[4..<(4 + length)]) else { throw Fault() }
    octets.removeFirst(4 + length)
    return message
  }
}
