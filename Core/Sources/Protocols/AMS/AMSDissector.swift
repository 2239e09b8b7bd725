import Bytes
import Streams
import Vocabulary

/// Dissects Beckhoff's ADS over AMS: on TCP, in Ethernet frames, and the router's discovery and routes on
/// UDP.
///
/// What each command means is in `AMSActivities.swift`, index groups in `AMSGroups.swift`, the discovery in
/// `AMSDiscovery.swift`, what devices say of themselves in `AMSIdentity.swift`.
public struct AMSDissector: Sendable {
  public static let port: UInt16 = 48_898
  public static let discoveryPort: UInt16 = 48_899
  /// EtherCAT's, whose frames may carry AMS instead.
  public static let etherType: UInt16 = 0x88A4

  /// Octets of a message that are looked at: many entries of a sum command; what stands behind is skipped.
  static let shownLimitOctets = 16 << 10

  public init() {}

  /// The length stands twice and must agree.
  ///
  /// Source: Beckhoff TwinCAT ADS/AMS specification (TE1000), "AMS/TCP header".
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    var reader = ByteReader(octets)
    guard octets.count >= AMSTCPHeader.octets + AMSHeader.octets else {
      guard octets.count >= AMSTCPHeader.octets else { return .undecided }
      guard let header = try? AMSTCPHeader(parsing: &reader), header.kind == 0 else { return .no }
      return .undecided
    }
    guard let tcp = try? AMSTCPHeader(parsing: &reader), tcp.kind == 0,
      let header = try? AMSHeader(parsing: &reader), isConsistent(header, tcp)
    else { return .no }
    return .consistent
  }

  private static func isConsistent(_ header: AMSHeader, _ tcp: AMSTCPHeader) -> Bool {
    Int64(header.dataOctets) == Int64(tcp.messageOctets - AMSHeader.octets) && header.isADS
      && header.command.isKnown
  }

  /// Dissects as many whole messages as `octets` begin with.
  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= AMSTCPHeader.octets {
      var reader = ByteReader(octets.extracting(at..<octets.count))
      guard let tcp = try? AMSTCPHeader(parsing: &reader) else {
        dissection.malformed(.ams)
        return .lost(after: at)
      }
      let whole = AMSTCPHeader.octets &+ tcp.messageOctets
      let shown = min(whole, Self.shownLimitOctets)
      guard octets.count &- at >= shown else { return StreamProgress(consumed: at, needs: shown) }
      if tcp.kind == 0 {
        guard let header = try? AMSHeader(parsing: &reader), Self.isConsistent(header, tcp) else {
          dissection.malformed(.ams)
          return .lost(after: at)
        }
        let start = at &+ AMSTCPHeader.octets &+ AMSHeader.octets
        dissect(header, octets.extracting(start..<(at &+ shown)), isCut: shown < whole, &dissection)
      } else {
        dissection.note(.ams)
      }
      at &+= whole
    }
    return StreamProgress(consumed: at)
  }

  /// Dissects the payload of an Ethernet frame of type 0x88A4 where it is AMS; false where it is not.
  ///
  /// Source: ETG.1000.4, clause 4.2 (frame header: 11 bits of length, 1 reserved, 4 of type; 2 is AMS).
  public func dissect(frame octets: Span<UInt8>, _ dissection: inout Dissection) -> Bool {
    guard octets.count >= 2, octets[1] >> 4 == 2 else { return false }
    var reader = ByteReader(octets)
    guard (try? reader.skip(2)) != nil, let header = try? AMSHeader(parsing: &reader) else { return false }
    let data = reader.rest()
    let shown = min(data.count, Int(min(header.dataOctets, UInt32(Self.shownLimitOctets))))
    dissect(header, data.extracting(0..<shown), isCut: shown < header.dataOctets, &dissection)
    return true
  }

  private func dissect(
    _ header: AMSHeader, _ data: Span<UInt8>, isCut: Bool, _ dissection: inout Dissection
  ) {
    dissection.count(.ams, .command, MessageCode(UInt32(header.command.rawValue)))
    var reader = ByteReader(data)
    do throws(DecodeError) {
      if header.isResponse {
        try finish(header, &reader, &dissection)
      } else if header.isADS {
        try begin(header, &reader, &dissection)
      }
    } catch {
      if !isCut { dissection.malformed(.ams) }
    }
  }
}
