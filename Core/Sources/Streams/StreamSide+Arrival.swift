/// What a TCP segment is to its stream.
public enum Arrival: Sendable {
  /// Its octets from `from` on are the next ones.
  case next(from: Int)
  /// Nothing new: a retransmission, a keep-alive, a mirrored copy.
  case copy
  /// It is ahead of its turn.
  case early
  /// It is nowhere near: forged, or of another connection. Nothing is done with it unless the next goes
  /// on there.
  case stray
  /// The second that goes on where a stray one ended: the stream is there now, and how much was missed is
  /// not known.
  case restart
}

extension StreamSide {
  /// How far ahead a segment may be and still be taken for part of this stream (RFC 7323's largest window is
  /// 1 GiB; control traffic never comes near).
  public static let windowLimit: Int32 = 4 << 20

  /// A segment at `sequence` is the next one, as nearly all are: seen without changing anything.
  @inlinable
  public func isNext(_ sequence: UInt32) -> Bool { isStarted && sequence == next }

  /// Judges a segment of `octets` octets at `sequence`; wraps at 32 bits.
  ///
  /// A stream whose beginning was not seen begins with the first segment that carries data.
  @inlinable
  public mutating func judge(sequence: UInt32, octets: Int) -> Arrival {
    guard isStarted else {
      isStarted = true
      isAstray = true
      next = sequence
      return .next(from: 0)
    }
    let ahead = Int32(bitPattern: sequence &- next)
    if ahead == 0 { return .next(from: 0) }
    if ahead > Self.windowLimit || ahead < -Self.windowLimit {
      let goesOn = hasStray && sequence == strayEnd
      hasStray = !goesOn
      strayEnd = sequence &+ UInt32(truncatingIfNeeded: octets)
      return goesOn ? .restart : .stray
    }
    if ahead > 0 { return .early }
    let old = Int(next &- sequence)
    return old >= octets ? .copy : .next(from: old)
  }

  /// Moves on behind a segment that was handed on, and remembers what it was.
  @inlinable
  public mutating func advance(past sequence: UInt32, octets: Int, captured: Int, digest: UInt32) {
    next = sequence &+ UInt32(truncatingIfNeeded: octets)
    lastStart = sequence
    lastOctets = UInt32(truncatingIfNeeded: captured)
    lastDigest = digest
  }

  /// Takes a handshake's sequence number: data begins behind it.
  @inlinable
  public mutating func begin(sequence: UInt32) {
    sawSYN = true
    isStarted = true
    isAstray = false
    next = sequence &+ 1
    firstSequence = next
  }
}
