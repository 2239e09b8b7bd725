import Vocabulary

/// A network of the plant, a VLAN of the core switch whose trunk the tap mirrors.
enum Segment: Int, CaseIterable, Sendable {
  // In the order in which the mirror prefers them: a routed packet is seen once, on the side nearer to the
  // process.
  case internet, office, demilitarised, operations, cellA, cellB

  /// The VLAN id; null beyond the plant's border.
  var vlan: UInt16? {
    switch self {
    case .internet: nil
    case .office: 10
    case .demilitarised: 20
    case .operations: 30
    case .cellA: 110
    case .cellB: 120
    }
  }

  /// The first three octets of the segment's /24.
  var network: UInt32 {
    switch self {
    case .internet: 0
    case .office: 0x0A0A_0000
    case .demilitarised: 0x0A14_0000
    case .operations: 0xC0A8_1E00
    case .cellA: 0xC0A8_6E00
    case .cellB: 0xC0A8_7800
    }
  }

  /// The firewall's port in this segment.
  var gateway: MACAddress { MACAddress(rawValue: 0x0009_0FAA_0000 + UInt64(rawValue)) }

  /// The segment that an address of the plant lies in.
  static func of(_ address: UInt32) -> Segment? {
    allCases.first { $0 != .internet && $0.network == address & 0xFFFF_FF00 }
  }

  var gatewayAddress: UInt32 { network + 1 }
}
