import Captures
import Protocols
import Reports
import Vocabulary

/// What passed in a minute: packets, octets, and the packets of each protocol.
struct TrafficMeter: Sendable {
  private var first: Timestamp?
  private var packets: UInt64 = 0
  private var octets: UInt64 = 0
  /// By protocol, as they stood when the minute began.
  private var before: [UInt64] = []

  @inline(__always)
  mutating func count(_ packet: CapturedPacket) {
    if packets == 0 { first = packet.time }
    packets &+= 1
    octets &+= UInt64(clamping: packet.originalOctets)
  }

  /// The minute that ends now; the next one begins.
  mutating func take(until time: Timestamp, _ messages: MessageTally) -> TrafficRow {
    let names = ProtocolName.allCases
    let counts = names.map { messages.packets($0) }
    if before.count != counts.count { before = [UInt64](repeating: 0, count: counts.count) }
    var row = TrafficRow(first: first ?? time, last: time, packets: packets, octets: octets)
    for (place, name) in names.enumerated() where counts[place] > before[place] {
      row.protocols.append((name, counts[place] - before[place]))
    }
    row.protocols.sort { $0.packets != $1.packets ? $0.packets > $1.packets : $0.name.text < $1.name.text }
    before = counts
    (first, packets, octets) = (nil, 0, 0)
    return row
  }

  /// The tally of protocols begins anew.
  mutating func forgetProtocols() { before = [] }
}
