/// The multiple service packets that a walk over a message is inside of.
///
/// A packet's inner messages stand one after another, each found by its offset from the packet's count; one
/// may be such a packet itself. The walk keeps its place in each, at most ``depthLimit`` deep, and never goes
/// back, so that its work is bounded by the message's length.
///
/// Source: The CIP Networks Library, volume 1, clause.
struct CIPNesting {
  static let depthLimit = 4

  private struct Packet {
    /// Where the count stands, from which offsets are counted.
    var base = 0
    var end = 0
    var count = 0
    var next = 0
    /// Where the next inner message begins at the earliest.
    var floor = 0
  }

  private var packets = InlineArray<4, Packet>(repeating: Packet())
  private var depth = 0
  /// An offset pointed outside its packet or backwards.
  private(set) var isBroken = false

  var isEmpty: Bool { depth == 0 }

  /// Steps into a packet whose count stands at `base`.
  mutating func enter(_ octets: Span<UInt8>, base: Int, end: Int) {
    guard depth < Self.depthLimit, base >= 0, end <= octets.count, end &- base >= 2 else {
      isBroken = true
      return
    }
    let count = Self.number(octets, base)
    let floor = base &+ 2 &+ count &* 2
    guard floor <= end else {
      isBroken = true
      return
    }
    packets[depth] = Packet(base: base, end: end, count: count, next: 0, floor: floor)
    depth &+= 1
  }

  /// Where the next inner message stands; nil at the end of them all.
  mutating func next(_ octets: Span<UInt8>) -> Range<Int>? {
    while depth > 0 {
      let packet = packets[depth &- 1]
      guard packet.next < packet.count else {
        depth &-= 1
        continue
      }
      packets[depth &- 1].next &+= 1
      let place = packet.base &+ 2 &+ packet.next &* 2
      let start = packet.base &+ Self.number(octets, place)
      let end =
        packet.next &+ 1 < packet.count ? packet.base &+ Self.number(octets, place &+ 2) : packet.end
      guard start >= packet.floor, start < end, end <= packet.end else {
        isBroken = true
        continue
      }
      packets[depth &- 1].floor = end
      return start..<end
    }
    return nil
  }

  private static func number(_ octets: Span<UInt8>, _ place: Int) -> Int {
    guard place >= 0, place &+ 1 < octets.count else { return 0 }
    return Int(octets[place]) | Int(octets[place &+ 1]) << 8
  }
}
