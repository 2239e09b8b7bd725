import Bytes
import Vocabulary

/// Recognises connectionless DCE-RPC, and names a flow PROFINET IO whose calls go to its interfaces.
///
///     0       1    2     4    8      24        40       56               74     76  80
///     +-------+----+-----+----+------+---------+--------+----------------+------+---+------
///     |version|type|flags|data|object|interface|activity|times, hints, … |octets| … | body
///     +-------+----+-----+----+------+---------+--------+----------------+------+---+------
///                                                                        of body
///
/// Source: The Open Group C706, clause 12.5.2; IEC 61158-6-10 for PROFINET's interfaces.
public enum DCERPCDatagram {
  public static let contextManagerPort: UInt16 = 34_964
  private static let headerOctets = 80

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= headerOctets, octets[0] == 4, octets[1] <= 10 else { return .no }
    guard octets[4] & 0xEF == 0, octets[5] <= 3 else { return .no }
    let (first, second) = (Int(octets[74]), Int(octets[75]))
    let body = octets[4] == 0x10 ? second << 8 | first : first << 8 | second
    return body <= octets.count - headerOctets ? .consistent : .no
  }

  public static func note(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.dcerpc)
    guard isPROFINET(octets) else { return }
    dissection.refinedName = .pnIO
    PNIODissector.dissect(call: octets, &dissection)
  }

  /// A call of PROFINET, whose sixteen octets of interface prove it on any port: answers come from other
  /// ports than were asked.
  public static func isPROFINET(_ octets: Span<UInt8>) -> Bool {
    guard octets.count >= headerOctets, octets[0] == 4 else { return false }
    var reader = ByteReader(octets.extracting(24..<40))
    guard let first = try? reader.uint32(), let rest = try? reader.uint32(), let tail = try? reader.uint64()
    else { return false }
    let isLittle = octets[4] == 0x10
    // DEA00001 to DEA00005: device, controller, supervisor, parameter server, CIM.
    let interface = isLittle ? first.byteSwapped : first
    return (0xDEA0_0001...0xDEA0_0005).contains(interface) && tail == 0x8271_00A0_2442_DF7D
      && rest == (isLittle ? 0x976C_D111 : 0x6C97_11D1)
  }
}
