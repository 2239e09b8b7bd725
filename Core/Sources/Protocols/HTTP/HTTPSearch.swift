/// How far an unfinished head was searched for its end.
///
/// A head that comes octet by octet is shown anew with each of them; searched from its beginning each time it
/// would cost the square of its length.
struct HTTPSearch: Sendable {
  /// Octets by which a head is known again.
  private static let markOctets = 8

  private var octets: Int32 = 0
  /// The last octets that were searched. Behind a gap others stand in their place.
  private var mark: UInt64 = 0
  /// The first line was there, and was one of HTTP.
  private(set) var isLineWhole = false

  /// Octets at the front of `head` that were searched before; 0 where it is another.
  func known(in head: Span<UInt8>) -> Int {
    let searched = Int(octets)
    guard searched >= Self.markOctets, searched <= head.count, Self.mark(head, searched) == mark else {
      return 0
    }
    return searched
  }

  /// All of `head` was searched, in vain.
  mutating func note(_ head: Span<UInt8>, isLineWhole: Bool) {
    self.isLineWhole = isLineWhole
    octets = Int32(clamping: head.count)
    mark = head.count >= Self.markOctets ? Self.mark(head, head.count) : 0
  }

  private static func mark(_ head: Span<UInt8>, _ end: Int) -> UInt64 {
    var mark: UInt64 = 0
    for index in (end - markOctets)..<end { mark = mark << 8 | UInt64(head[index]) }
    return mark
  }
}
