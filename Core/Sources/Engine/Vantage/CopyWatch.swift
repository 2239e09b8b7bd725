import Vocabulary

/// Finds out whether packets come twice: from two ports of one mirror, with and without a tag, or before and
/// after a router.
///
/// It looks at the first packets, then at a run of them now and then. A packet counts as copied where its
/// octets from the network layer on come once more within ``closeLimit``: a sender's own repetition comes
/// later or with another IP identification, a cyclic frame more than once.
struct CopyWatch: Sendable {
  /// Nanoseconds within which a mirror hands out a copy.
  static let closeLimit: Int64 = 20_000_000
  /// Packets at the beginning that are all looked at, and the part of 1,024 later.
  static let firstPackets: UInt64 = 2_048
  static let runPackets: UInt64 = 64
  /// Packets after a run that are looked at for copies of the run's.
  static let copyPackets: UInt64 = 32
  /// Octets of a packet that are compared.
  static let octetLimit = 96
  private static let slots = 256

  private struct Entry: Sendable {
    var digest: UInt64 = 0
    var time = Timestamp(nanoseconds: .min)
    var copies: UInt8 = 0
  }

  private var entries = [Entry](repeating: Entry(), count: CopyWatch.slots)
  /// Packets that were looked at, copies left out, and how many of them came once more.
  private(set) var packets: UInt64 = 0
  private(set) var copied: UInt64 = 0

  /// Whether the packet with that number, from 0, is to be looked at.
  @inline(__always)
  static func looks(at number: UInt64) -> Bool {
    number & 1_023 < runPackets &+ copyPackets || number < firstPackets
  }

  /// Takes a frame whose type field stands at `typeStart`.
  @inline(never)
  mutating func take(_ octets: Span<UInt8>, typeStart: Int, number: UInt64, at time: Timestamp) {
    let digest = Self.digest(octets, typeStart: typeStart)
    let slot = Int(truncatingIfNeeded: digest) & (Self.slots &- 1)
    if entries[slot].digest == digest, time.nanoseconds(since: entries[slot].time) <= Self.closeLimit {
      entries[slot].copies = min(entries[slot].copies, 2) &+ 1
      if entries[slot].copies == 1 { copied &+= 1 }
      if entries[slot].copies == 2 { copied &-= 1 }
    } else if number < Self.firstPackets || number & 1_023 < Self.runPackets {
      entries[slot] = Entry(digest: digest, time: time)
      packets &+= 1
    }
  }

  /// A digest of a frame behind its VLAN tags, without what a router changes and without padding.
  private static func digest(_ octets: Span<UInt8>, typeStart: Int) -> UInt64 {
    var at = typeStart
    while at &+ 6 <= octets.count, isTag(octets[at], octets[at &+ 1]) { at &+= 4 }
    guard at &+ 22 <= octets.count else { return UInt64(octets.count) }
    var end = min(octets.count, at &+ 2 &+ octetLimit)
    if octets[at] == 0x08, octets[at &+ 1] == 0x00 {
      let total = Int(octets[at &+ 4]) &<< 8 | Int(octets[at &+ 5])
      end = max(at &+ 22, min(end, at &+ 2 &+ total))
      // Without the time to live and the checksum of the header.
      let head = Sensor.digest(octets.extracting(at..<(at &+ 10)), count: 10)
      let rest = Sensor.digest(octets.extracting((at &+ 14)..<end), count: octetLimit)
      return UInt64(head) &<< 32 | UInt64(rest)
    }
    if octets[at] == 0x08, octets[at &+ 1] == 0x06 { end = min(end, at &+ 30) }
    return UInt64(Sensor.digest(octets.extracting(at..<end), count: octetLimit)) &+ 1
  }

  private static func isTag(_ high: UInt8, _ low: UInt8) -> Bool {
    (high == 0x81 && low == 0x00) || (high == 0x88 && low == 0xA8) || (high == 0x91 && low == 0x00)
  }

  /// The share of packets that came twice in per cent; nil where that is no habit of this capture.
  var percent: UInt64? {
    guard packets >= 20, copied &* 100 >= packets &* 40 else { return nil }
    return copied &* 100 / packets
  }
}
