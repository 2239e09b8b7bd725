public import Packets
public import Vocabulary

/// Names frames that have no transport by their EtherType, their LLC, and what proves it in their first
/// octets.
///
/// Source: the IEEE EtherType registry; IEC 61158-6-10 for PROFINET's frame ids.
public enum EtherTypes {
  public static func note(_ packet: Packet, _ payload: Span<UInt8>, _ dissection: inout Dissection)
    -> ProtocolName?
  {
    if packet.isLLC {
      guard packet.etherType == 0x4242 else { return nil }
      dissection.note(.stp)
      return .stp
    }
    switch packet.etherType {
    case 0x8892: return noteProfinet(payload, &dissection)
    case 0x88CC: return .lldp
    case 0x88AB: return named(.powerlink, when: payload.count >= 3, &dissection)
    case 0x88E3: return named(.mrp, when: payload.count >= 2, &dissection)
    case 0x88F7: return named(.ptp, when: payload.count >= 34 && payload[1] & 15 <= 2, &dissection)
    case 0x888E: return named(.eapol, when: payload.count >= 4, &dissection)
    case 0x2000: return named(.cdp, when: payload.count >= 4, &dissection)
    default: return nil
    }
  }

  private static func named(
    _ name: ProtocolName, when isProved: Bool, _ dissection: inout Dissection
  ) -> ProtocolName? {
    guard isProved else { return nil }
    dissection.note(name)
    return name
  }

  /// Cyclic data and alarms are PROFINET IO; what carries another frame id is real-time traffic of another
  /// kind.
  private static func noteProfinet(_ payload: Span<UInt8>, _ dissection: inout Dissection) -> ProtocolName? {
    guard payload.count >= 2 else { return nil }
    dissection.note(.pnRT)
    switch UInt16(payload[0]) << 8 | UInt16(payload[1]) {
    case 0x0100...0x7FFF, 0x8000...0xFBFF, 0xFC01, 0xFE01:
      dissection.note(.pnIO)
      return .pnIO
    case let id where DCPDissector.isDCP(id): return .pnDCP
    default: return .pnRT
    }
  }
}
