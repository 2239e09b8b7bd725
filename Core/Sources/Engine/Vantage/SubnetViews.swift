import Vocabulary

/// What was seen of the connections of each network: whole, or without the packets of one end.
struct SubnetViews: Sendable {
  /// Networks that are told apart; connections of further ones are counted in no network.
  static let subnetLimit = 4_096

  private struct View: Sendable {
    let subnet: Subnet
    /// Connections of which both ends were seen.
    var whole: UInt64 = 0
    /// Connections of which the packets from this network are missing, and the packets of the other end.
    var half: UInt64 = 0
    var packets: UInt64 = 0
  }

  private var views: [View] = []
  /// Ends of connections that were counted in no network.
  private(set) var dropped = 0
  private var index: SlotIndex
  private let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    index = SlotIndex(capacity: 16)
  }

  mutating func countWhole(_ address: HostAddress) {
    if let at = find(address) { views[at].whole &+= 1 }
  }

  mutating func countHalf(missing address: HostAddress, packets: UInt64) {
    guard let at = find(address) else { return }
    views[at].half &+= 1
    views[at].packets &+= packets
  }

  /// Networks whose answers are missing, sorted.
  var oneSided: [Subnet] {
    views.filter {
      $0.half >= 2 && $0.packets >= FlowSides.packetsWanted && $0.half >= $0.whole &* FlowSides.wholeWeight
    }
    .map { $0.subnet }.sorted()
  }

  private mutating func find(_ address: HostAddress) -> Int? {
    guard let subnet = Subnet(of: address) else { return nil }
    let hash = mixed(mixed(seed, subnet.address.low), subnet.address.high)
    if let known = index.find(hash, where: { views[$0].subnet == subnet }) { return known }
    guard views.count < Self.subnetLimit else {
      dropped += 1
      return nil
    }
    views.append(View(subnet: subnet))
    index.insert(hash, record: views.count - 1)
    return views.count - 1
  }
}
