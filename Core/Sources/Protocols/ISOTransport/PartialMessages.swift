import Vocabulary

/// Messages whose parts come one after another, each in a message of the layer below.
///
/// At most ``messageLimit`` are kept, of ``octetLimit`` octets each; the oldest gives way to a new one.
struct PartialMessages: Sendable {
  static let messageLimit = 64
  static let octetLimit = 65_536

  private struct Partial: Sendable {
    var key: UInt64
    var octets: [UInt8]
    /// Octets that somebody wanted were left out at the message's end.
    var isCut: Bool
  }

  private var partials: [Partial] = []
  /// Messages that were given up, and messages that lost their end.
  private(set) var dropped = 0

  var isEmpty: Bool { partials.isEmpty }

  func holds(_ key: UInt64) -> Bool { partials.contains { $0.key == key } }

  /// Adds a part; what goes beyond `limit` octets is left out, and counted where the whole `isWanted`.
  mutating func append(_ part: Span<UInt8>, to key: UInt64, limit: Int = octetLimit, isWanted: Bool = true) {
    let position: Int
    if let known = partials.firstIndex(where: { $0.key == key }) {
      position = known
    } else {
      if partials.count >= Self.messageLimit {
        partials.removeFirst()
        dropped += 1
      }
      position = partials.count
      partials.append(Partial(key: key, octets: [], isCut: false))
    }
    let room = max(0, limit - partials[position].octets.count)
    partials[position].octets.append(part.extracting(0..<min(room, part.count)))
    if part.count > room, isWanted { partials[position].isCut = true }
  }

  /// The message as far as it was kept, which is forgotten; nil where nothing was kept of it.
  mutating func take(_ key: UInt64) -> [UInt8]? {
    guard let position = partials.firstIndex(where: { $0.key == key }) else { return nil }
    let partial = partials.remove(at: position)
    if partial.isCut { dropped += 1 }
    return partial.octets
  }
}
