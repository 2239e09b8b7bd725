public import Vocabulary

/// Segments of TCP streams that came before their turn, a short queue for each stream, in order of sequence.
///
/// Where octets overlap, the first to arrive stay; copies that differ are told apart by comparing.
public struct EarlySegments: Sendable {
  /// Segments that one stream may have waiting.
  public static let segmentLimit = 64
  /// Octets of all streams that wait.
  public static let octetLimit = 8 << 20
  /// What a segment costs beyond its octets.
  static let recordOctets = 96

  public struct Segment: Sendable {
    public var sequence: UInt32
    public var octets: [UInt8]
    /// Octets of the segment behind those that were captured.
    public var cutOctets: Int
    public var time: Timestamp
    public var place: PacketPlace
  }

  private var slots: [[Segment]] = [[]]
  private var free: [UInt32] = []
  private var heldOctets = 0
  public private(set) var dropped = 0

  public init() {}

  public func count(_ slot: UInt32) -> Int { slot == 0 ? 0 : slots[Int(slot)].count }

  /// Where the first waiting segment begins.
  public func firstSequence(_ slot: UInt32) -> UInt32? {
    slot == 0 ? nil : slots[Int(slot)].first?.sequence
  }

  /// Lets a segment wait. False where a limit forbids it; `conflict` is set where it differs from one that
  /// waits.
  public mutating func insert(
    _ octets: Span<UInt8>, cutOctets: Int, sequence: UInt32, time: Timestamp, place: PacketPlace,
    slot: inout UInt32, conflict: inout Bool
  ) -> Bool {
    guard count(slot) < Self.segmentLimit, heldOctets + octets.count + Self.recordOctets <= Self.octetLimit
    else {
      dropped += octets.count
      return false
    }
    if slot == 0 {
      if let reused = free.popLast() {
        slot = reused
      } else {
        slots.append([])
        slot = UInt32(truncatingIfNeeded: slots.count - 1)
      }
    }
    let position = Int(slot)
    var at = slots[position].count
    while at > 0, Int32(bitPattern: sequence &- slots[position][at - 1].sequence) < 0 { at -= 1 }
    for segment in slots[position] where Self.differ(segment, octets, sequence: sequence) { conflict = true }
    // A copy of what already waits is not kept twice.
    if at > 0 {
      let before = slots[position][at - 1]
      if Int(sequence &- before.sequence) + octets.count <= before.octets.count { return true }
    }
    var copy: [UInt8] = []
    copy.reserveCapacity(octets.count)
    copy.append(octets)
    slots[position].insert(
      Segment(sequence: sequence, octets: copy, cutOctets: cutOctets, time: time, place: place), at: at)
    heldOctets += copy.count + Self.recordOctets
    return true
  }

  /// Takes the first waiting segment out.
  public mutating func takeFirst(_ slot: inout UInt32) -> Segment? {
    guard slot != 0, !slots[Int(slot)].isEmpty else { return nil }
    let segment = slots[Int(slot)].removeFirst()
    heldOctets -= segment.octets.count + Self.recordOctets
    if slots[Int(slot)].isEmpty {
      free.append(slot)
      slot = 0
    }
    return segment
  }

  public mutating func discard(_ slot: inout UInt32) {
    while takeFirst(&slot) != nil {}
  }

  /// Whether two segments hold different octets in the same place.
  static func differ(_ segment: Segment, _ octets: Span<UInt8>, sequence: UInt32) -> Bool {
    let shift = Int(Int32(bitPattern: sequence &- segment.sequence))
    let start = max(0, shift)
    let end = min(segment.octets.count, shift + octets.count)
    var at = start
    while at < end {
      if segment.octets[at] != octets[at - shift] { return true }
      at += 1
    }
    return false
  }
}
