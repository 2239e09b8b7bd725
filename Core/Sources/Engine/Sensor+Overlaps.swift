import Protocols
import Streams
import Vocabulary

/// Copies of stream octets that differ from the first: somebody writes into a connection, or hides from a
/// monitor.
extension Sensor {
  /// Keeps a digest of a segment that was handed on, so that a later copy can be told from it.
  mutating func remember(_ payload: Span<UInt8>, sequence: UInt32, _ position: Int, _ direction: Direction) {
    flows[position][side: direction].lastStart = sequence
    flows[position][side: direction].lastOctets = UInt32(truncatingIfNeeded: payload.count)
    flows[position][side: direction].lastDigest = Self.digest(payload, count: payload.count)
  }

  /// Compares a copy with the segment that was handed on last, where it covers that segment from its
  /// beginning.
  mutating func compare(_ payload: Span<UInt8>, sequence: UInt32, _ position: Int, _ direction: Direction) {
    let side = flows[position][side: direction]
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
  static let digestLimit = 512

  /// A digest of the first `count` octets, quick rather than strong.
  private static func digest(_ octets: Span<UInt8>, count: Int) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    let end = min(count, octets.count, digestLimit)
    var at = 0
    while at &+ 4 <= end {
      let word =
        UInt32(octets[at]) | UInt32(octets[at &+ 1]) &<< 8 | UInt32(octets[at &+ 2]) &<< 16
        | UInt32(octets[at &+ 3]) &<< 24
      hash = (hash ^ word) &* 0x0100_0193
      hash ^= hash &>> 15
      at &+= 4
    }
    while at < end {
      hash = (hash ^ UInt32(octets[at])) &* 0x0100_0193
      at &+= 1
    }
    return hash
  }
}
