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

  /// A digest of the first `count` octets, quick rather than strong.
  static func digest(_ octets: Span<UInt8>, count: Int) -> UInt32 {
    let end = min(count, octets.count, digestLimit)
    var hash = UInt64(truncatingIfNeeded: end)
    var at = 0
    while at &+ 8 <= end {
      hash = mixed(hash, word(octets.extracting(at..<(at &+ 8))))
      at &+= 8
    }
    if at < end, end >= 8 {
      // The last eight, some of them for the second time, cost less than the rest one by one.
      hash = mixed(hash, word(octets.extracting((end &- 8)..<end)))
    } else {
      while at < end {
        hash = mixed(hash, UInt64(octets[at]))
        at &+= 1
      }
    }
    return UInt32(truncatingIfNeeded: hash &>> 32)
  }

  @inline(__always)
  private static func word(_ octets: Span<UInt8>) -> UInt64 {
    guard octets.count == 8 else { return 0 }
    return UInt64(octets[0]) | UInt64(octets[1]) &<< 8 | UInt64(octets[2]) &<< 16 | UInt64(octets[3]) &<< 24
      | UInt64(octets[4]) &<< 32 | UInt64(octets[5]) &<< 40 | UInt64(octets[6]) &<< 48
      | UInt64(octets[7]) &<< 56
  }
}
