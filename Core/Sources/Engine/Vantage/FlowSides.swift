import Vocabulary

/// Of which TCP connections both directions were seen.
///
/// A connection lacks a direction where the packets of the other one acknowledge what never passed: an
/// address that nobody answers never gets that far.
struct FlowSides: Sendable {
  /// Packets that go on in a connection before its silent end is missed.
  static let stepsWanted: UInt8 = 3
  /// Packets of such connections before anything is said.
  static let packetsWanted: UInt64 = 10
  /// Connections without one direction for one that is whole.
  static let wholeWeight: UInt64 = 9
  /// Connections whose other direction may have another VLAN tag; further ones are not compared.
  static let halfLimit = 1_024

  private(set) var subnets: SubnetViews
  private var whole: UInt64 = 0
  private var half: UInt64 = 0
  private var packets: UInt64 = 0
  private var halves: [Half] = []
  /// Directions that were not compared.
  private(set) var droppedHalves = 0

  /// One direction of a connection, without its VLAN.
  private struct Half: Sendable, Equatable {
    let source: HostAddress
    let target: HostAddress
    let sourcePort: UInt16
    let targetPort: UInt16

    var reversed: Half {
      Half(source: target, target: source, sourcePort: targetPort, targetPort: sourcePort)
    }
  }

  init(seed: UInt64) {
    subnets = SubnetViews(seed: seed)
  }

  mutating func countWhole(_ client: HostAddress, _ server: HostAddress) {
    whole &+= 1
    subnets.countWhole(client)
    subnets.countWhole(server)
  }

  /// Counts a connection of which only `source` sent.
  mutating func countHalf(
    _ source: HostAddress, _ sourcePort: UInt16, missing target: HostAddress, _ targetPort: UInt16,
    packets: UInt64
  ) {
    half &+= 1
    self.packets &+= packets
    subnets.countHalf(missing: target, packets: packets)
    guard halves.count < Self.halfLimit else {
      droppedHalves += 1
      return
    }
    halves.append(Half(source: source, target: target, sourcePort: sourcePort, targetPort: targetPort))
  }

  var faults: [VantageFault] {
    guard half > 0, packets >= Self.packetsWanted else { return [] }
    let split = splitPairs
    if split &* 4 >= half, split > 0 { return [.splitVLANs(flows: split)] }
    if half >= whole &* Self.wholeWeight { return [.oneWay(flows: half, all: half &+ whole)] }
    let oneSided = subnets.oneSided
    return oneSided.isEmpty ? [] : [.oneSidedSubnet(oneSided)]
  }

  /// Pairs of directions that are one connection, each in a VLAN of its own.
  private var splitPairs: UInt64 {
    var pairs: UInt64 = 0
    for (at, one) in halves.enumerated() {
      let wanted = one.reversed
      if halves[(at + 1)...].contains(wanted) { pairs &+= 1 }
    }
    return pairs
  }
}
