import Vocabulary

/// A set of protocols as bits: there are fewer than 128.
struct ProtocolSet: Equatable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  mutating func insert(_ name: ProtocolName) {
    let number = UInt64(name.rawValue)
    if number < 64 { low |= 1 << number } else { high |= 1 << (number & 63) }
  }

  func contains(_ name: ProtocolName) -> Bool {
    let number = UInt64(name.rawValue)
    return (number < 64 ? low >> number : high >> (number & 63)) & 1 == 1
  }

  mutating func formUnion(_ other: ProtocolSet) {
    low |= other.low
    high |= other.high
  }

  /// Sorted by Wireshark's names; `unknown` is no protocol.
  var names: [ProtocolName] {
    var names: [ProtocolName] = []
    for (half, base) in [(low, 0), (high, 64)] {
      var rest = half
      while rest != 0 {
        let number = UInt8(truncatingIfNeeded: base + rest.trailingZeroBitCount)
        rest &= rest - 1
        if let name = ProtocolName(rawValue: number), name != .unknown { names.append(name) }
      }
    }
    if names.count > 1 { names.sort { $0.text < $1.text } }
    return names
  }
}

/// What is known of one endpoint while packets pass: 72 octets, by the endpoint's number.
struct EndpointTrace: Sendable {
  var first = Timestamp(nanoseconds: .max)
  var last = Timestamp(nanoseconds: .min)
  /// The first packet that it sent, or that told of it.
  var place = PacketPlace(packet: 0)
  var serves = ProtocolSet()
  var asks = ProtocolSet()
  /// The first flow in which it served a protocol of the plant floor.
  var servedControlAt: PacketPlace?
  /// The newest of its facts, as number plus one; 0 where it has none.
  var newestFact: UInt32 = 0
  var factCount: UInt16 = 0
  /// It sent something: only such an endpoint is an asset.
  var hasSent = false

  mutating func saw(_ time: Timestamp, _ place: PacketPlace) {
    if time < first {
      first = time
      self.place = place
    }
    if last < time { last = time }
  }
}
