public import Vocabulary

/// The first segments of flows that are not identified yet, kept so that they count once the flow has a name.
public struct TentativeSegments: Sendable {
  public static let segmentLimit = 8
  public static let segmentLimitOctets = 2_048
  public static let octetLimit = 4 << 20

  public struct Segment: Sendable {
    public var fromLow: Bool
    public var time: Timestamp
    public var place: PacketPlace
    public var octets: [UInt8]
  }

  private var slots: [[Segment]] = [[]]
  private var free: [UInt32] = []
  private var heldOctets = 0
  public private(set) var dropped = 0

  public init() {}

  /// Keeps a copy of a segment, or of its beginning, in `slot`, which is taken where it is 0.
  public mutating func keep(
    _ octets: Span<UInt8>, fromLow: Bool, time: Timestamp, place: PacketPlace, slot: inout UInt32
  ) {
    let held = slot == 0 ? 0 : slots[Int(slot)].count
    guard held < Self.segmentLimit, octets.count <= Self.segmentLimitOctets,
      heldOctets + octets.count <= Self.octetLimit
    else {
      dropped += 1
      return
    }
    if slot == 0 {
      if let reused = free.popLast() {
        slot = reused
      } else {
        slots.append([])
        slot = UInt32(truncatingIfNeeded: slots.count - 1)
      }
    }
    var copy: [UInt8] = []
    copy.reserveCapacity(octets.count)
    copy.append(octets)
    heldOctets += copy.count
    slots[Int(slot)].append(Segment(fromLow: fromLow, time: time, place: place, octets: copy))
  }

  /// Takes all segments out of a slot, which is free afterwards.
  public mutating func take(_ slot: inout UInt32) -> [Segment] {
    guard slot != 0 else { return [] }
    var segments: [Segment] = []
    swap(&segments, &slots[Int(slot)])
    free.append(slot)
    slot = 0
    for segment in segments { heldOctets -= segment.octets.count }
    return segments
  }
}
