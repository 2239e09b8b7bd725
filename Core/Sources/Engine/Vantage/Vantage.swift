import Packets
import Vocabulary

/// What a sensor finds out about the place where its capture was taken.
struct Vantage: Sendable {
  /// Packets before anything is said of their kinds.
  static let packetsWanted: UInt64 = 20

  var clock = ClockWatch()
  var copies = CopyWatch()
  var sides: FlowSides
  /// Frames to one station, and to a group of them; field buses without IP speak to groups alone.
  private var unicast: UInt64 = 0
  private var group: UInt64 = 0
  /// Questions who has an address: whole views hold their answers too.
  private var searches: UInt64 = 0
  private var tunnelled: UInt64 = 0
  private var longestCut = 0

  init(seed: UInt64) {
    sides = FlowSides(seed: seed)
  }

  @inline(__always)
  mutating func take(_ packet: borrowing Packet) {
    if packet.destinationMAC.isGroup {
      if packet.layer != .link { group &+= 1 }
      if packet.layer == .arp { searches &+= 1 }
    } else if packet.destinationMAC != .zero {
      unicast &+= 1
    }
    if packet.tunnel != .none { countTunnel(packet.tunnel) }
  }

  private mutating func countTunnel(_ tunnel: Packet.Tunnel) {
    switch tunnel {
    case .gre, .erspan, .vxlan: tunnelled &+= 1
    // Labels and sessions that a network of its own has, no way of mirroring.
    case .none, .mpls, .pppoe: break
    }
  }

  mutating func takeCut(capturedOctets: Int) {
    longestCut = max(longestCut, capturedOctets)
  }

  /// What is wrong, in the order of the vocabulary.
  func faults(packets: UInt64, truncated: UInt64) -> [VantageFault] {
    var faults = sides.faults
    if let percent = copies.percent { faults.append(.duplicated(percent: percent)) }
    if group >= Self.packetsWanted, searches >= 3, unicast &* 50 <= group {
      faults.append(.broadcastOnly(packets: group &+ unicast, unicast: unicast))
    }
    if truncated >= 5, truncated &* 100 >= packets {
      faults.append(.cutPackets(packets: truncated, all: packets, longestOctets: longestCut))
    }
    if tunnelled >= Self.packetsWanted, tunnelled &* 10 >= packets &* 9 {
      faults.append(.tunnelled(percent: tunnelled &* 100 / max(packets, 1)))
    }
    if let fault = clock.fault { faults.append(fault) }
    return faults
  }
}
