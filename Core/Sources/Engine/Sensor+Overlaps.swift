import Protocols
import Streams
import Vocabulary

/// Copies of stream octets that differ from the first: somebody writes into a connection, or hides from a
/// monitor.
extension Sensor {
  /// Compares a copy with the segment that was handed on last, where it covers that segment from its
  /// beginning.
  mutating func compare(_ payload: Span<UInt8>, sequence: UInt32, _ position: Int, _ direction: Direction) {
    let side = flows[position, direction]
    guard side.lastOctets > 0, sequence == side.lastStart, payload.count >= Int(side.lastOctets) else {
      return
    }
    if Self.digest(payload, count: Int(side.lastOctets)) != side.lastDigest {
      noteConflict(position, direction)
    }
  }

  mutating func noteConflict(_ position: Int, _ direction: Direction) {
    enter(position, direction)
    dissection.observations.anomalies.append(
      Anomaly(
        time: dissection.time, place: dissection.place, source: dissection.sender,
        target: dissection.receiver,
        kind: .conflictingOverlap, name: flows[position].name))
  }

  /// Octets beyond these are not compared: control messages are shorter.
  static var digestLimit: Int { 512 }

  /// A digest of the first `count` octets, at most of ``digestLimit``.
  static func digest(_ octets: Span<UInt8>, count: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: quickDigest(octets.extracting(first: min(count, digestLimit))) &>> 32)
  }
}
