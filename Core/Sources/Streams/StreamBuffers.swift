import Vocabulary

/// Octets of streams that have to wait: unfinished messages, and segments that came before their turn.
///
/// Slots are numbered from 1; 0 stands for none. All slots together hold at most ``octetLimit``.
public struct StreamBuffers: Sendable {
  public static let octetLimit = 16 << 20
  /// Octets of one unfinished message.
  public static let messageLimit = 256 << 10

  private var slots: [[UInt8]] = [[]]
  private var free: [UInt32] = []
  public private(set) var heldOctets = 0
  public private(set) var dropped = 0

  public init() {}

  /// Adds octets behind those of `slot`, which is taken where it is 0. False where a limit forbids it.
  public mutating func append(_ octets: Span<UInt8>, to slot: inout UInt32) -> Bool {
    let held = slot == 0 ? 0 : slots[Int(slot)].count
    guard held + octets.count <= Self.messageLimit, heldOctets + octets.count <= Self.octetLimit else {
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
    heldOctets += octets.count
    let position = Int(slot)
    slots[position].reserveCapacity(held + octets.count)
    slots[position].append(octets)
    return true
  }

  public func count(_ slot: UInt32) -> Int { slot == 0 ? 0 : slots[Int(slot)].count }

  /// Takes the octets out of a slot, which is free afterwards.
  public mutating func take(_ slot: inout UInt32) -> [UInt8] {
    guard slot != 0 else { return [] }
    let position = Int(slot)
    var octets: [UInt8] = []
    swap(&octets, &slots[position])
    heldOctets -= octets.count
    free.append(slot)
    slot = 0
    return octets
  }

  /// Frees a slot.
  public mutating func discard(_ slot: inout UInt32) {
    _ = take(&slot)
  }
}
