public import Vocabulary

/// Puts IP datagrams together from their fragments.
///
/// Everything is bounded by name: datagrams, octets, age. The first octet to arrive wins where fragments
/// overlap.
public struct FragmentTable: Sendable {
  public static let datagramLimit = 256
  public static let octetLimit = 4 << 20
  public static let datagramLimitOctets = 65_535
  public static let pieceLimit = 128
  /// Source: RFC 8200, section 4.5, gives a datagram 60 seconds; RFC 1122 60 to 120.
  public static let ageLimitNanoseconds: Int64 = 60_000_000_000

  private struct Datagram {
    var source: HostAddress
    var destination: HostAddress
    var identification: UInt32
    var ipProtocol: UInt8
    var vlan: UInt16
    var first: Timestamp
    var octets: [UInt8]
    /// Ranges that arrived, in order, never touching.
    var pieces: [Range<Int>]
    /// The datagram's length, known once its last fragment came.
    var total: Int?
  }

  private var datagrams: [Datagram] = []
  private var heldOctets = 0
  /// Datagrams given up before they were whole.
  public private(set) var dropped = 0

  public init() {}

  /// Takes a fragment; gives the datagram's payload where this one made it whole.
  public mutating func assemble(_ packet: Packet, _ octets: Span<UInt8>, at time: Timestamp) -> [UInt8]? {
    guard !packet.isCut, packet.capturedPayload > 0 else { return nil }
    expire(at: time)
    let end = packet.fragmentOffset + packet.capturedPayload
    guard end <= Self.datagramLimitOctets else {
      dropped += 1
      return nil
    }
    let index = find(packet) ?? begin(packet, at: time)
    insert(packet, octets, into: index, end: end)
    guard let total = datagrams[index].total, datagrams[index].pieces.count == 1,
      datagrams[index].pieces[0] == 0..<total
    else {
      if datagrams[index].pieces.count > Self.pieceLimit || heldOctets > Self.octetLimit { drop(index) }
      return nil
    }
    let datagram = datagrams.remove(at: index)
    heldOctets -= datagram.octets.count
    return Array(datagram.octets[0..<total])
  }

  private func find(_ packet: Packet) -> Int? {
    datagrams.firstIndex {
      $0.identification == packet.fragmentID && $0.source == packet.source
        && $0.destination == packet.destination && $0.ipProtocol == packet.ipProtocol
        && $0.vlan == packet.vlan
    }
  }

  private mutating func begin(_ packet: Packet, at time: Timestamp) -> Int {
    if datagrams.count >= Self.datagramLimit { drop(0) }
    datagrams.append(
      Datagram(
        source: packet.source, destination: packet.destination, identification: packet.fragmentID,
        ipProtocol: packet.ipProtocol, vlan: packet.vlan, first: time, octets: [], pieces: [], total: nil))
    return datagrams.count - 1
  }

  private mutating func insert(_ packet: Packet, _ octets: Span<UInt8>, into index: Int, end: Int) {
    let start = packet.fragmentOffset
    if !packet.hasMoreFragments, datagrams[index].total == nil { datagrams[index].total = end }
    let before = datagrams[index].octets.count
    if end > before {
      datagrams[index].octets += [UInt8](repeating: 0, count: end - before)
      heldOctets += end - before
    }
    let held = datagrams[index].pieces
    var at = start
    while at < end {
      // Octets that are already there stay: the first to arrive wins.
      if let piece = held.first(where: { $0.contains(at) }) {
        at = piece.upperBound
        continue
      }
      let next = held.first(where: { $0.lowerBound > at })?.lowerBound ?? end
      let stop = min(next, end)
      for position in at..<stop {
        datagrams[index].octets[position] = octets[packet.payloadStart + position - start]
      }
      at = stop
    }
    datagrams[index].pieces = Self.merged(held + [start..<end])
  }

  private static func merged(_ pieces: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for piece in pieces.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, piece.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, piece.upperBound)
      } else {
        result.append(piece)
      }
    }
    return result
  }

  private mutating func expire(at time: Timestamp) {
    while let oldest = datagrams.first, time.nanoseconds(since: oldest.first) > Self.ageLimitNanoseconds {
      drop(0)
    }
  }

  private mutating func drop(_ index: Int) {
    heldOctets -= datagrams[index].octets.count
    datagrams.remove(at: index)
    dropped += 1
  }
}
