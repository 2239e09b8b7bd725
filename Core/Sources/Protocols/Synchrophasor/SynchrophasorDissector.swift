import Bytes
import Vocabulary

/// Dissects IEEE C37.118 as far as it says who steers whom: frames are counted, commands are activities.
///
/// Measurements are passed over. It keeps no state.
public struct SynchrophasorDissector: Sendable {
  public static let streamPort: UInt16 = 4_712
  public static let datagramPort: UInt16 = 4_713

  public init() {}

  /// A whole frame proves itself by its checksum; of one that goes on the header is all there is.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4 else { return octets.isEmpty || octets[0] == 0xAA ? .undecided : .no }
    guard let frame = SynchrophasorFrame(octets) else { return .no }
    guard octets.count >= frame.octets else { return .undecided }
    return SynchrophasorFrame.hasChecksum(octets.extracting(0..<frame.octets)) ? .consistent : .no
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count - at >= 4 {
      let rest = octets.extracting(at..<octets.count)
      guard let frame = SynchrophasorFrame(rest) else {
        dissection.malformed(.synphasor)
        return .lost(after: at)
      }
      guard rest.count >= frame.octets else { return StreamProgress(consumed: at, needs: frame.octets) }
      dissect(frame, rest.extracting(0..<frame.octets), &dissection)
      at += frame.octets
    }
    return StreamProgress(consumed: at)
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let frame = SynchrophasorFrame(octets), frame.octets <= octets.count else {
      return dissection.malformed(.synphasor)
    }
    dissect(frame, octets.extracting(0..<frame.octets), &dissection)
  }

  private func dissect(
    _ frame: SynchrophasorFrame, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    dissection.count(.synphasor, .frame, MessageCode(UInt32(frame.type)))
    switch frame.type {
    case SynchrophasorFrame.command where octets.count >= 18: command(octets, &dissection)
    case SynchrophasorFrame.firstConfiguration, SynchrophasorFrame.secondConfiguration:
      // Time base and number of units, then the first unit's name.
      guard octets.count >= 36 + 2 else { return }
      dissection.tell(.hostname, octets.extracting(20..<36), source: "synphasor configuration")
    default: break
    }
  }

  /// Source: IEEE C37.118.2-2011, clause 6.6, table 15: 1 and 2 stop and start the data, 3 to 6 ask for
  /// headers and configurations. Nobody answers a command as such.
  private func command(_ octets: Span<UInt8>, _ dissection: inout Dissection) {
    let code = UInt32(octets[14]) << 8 | UInt32(octets[15])
    let unit = Int32(octets[4]) << 8 | Int32(octets[5])
    dissection.senderIsClient = true
    switch code {
    case 1: dissection.activity(.synphasor, .configure, deed: .reportsOff, unit: unit, code: code)
    case 2: dissection.activity(.synphasor, .configure, deed: .reportsOn, unit: unit, code: code)
    case 3...6: dissection.activity(.synphasor, .identify, unit: unit, code: code)
    default: break
    }
  }
}

/// The names of C37.118's frames.
///
/// Source: IEEE C37.118.2-2011, clause 6.2, table 2.
enum SynchrophasorNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    let name =
      switch code.rawValue {
      case 0: "data"
      case 1: "header"
      case 2: "configuration 1"
      case 3: "configuration 2"
      case 4: "command"
      case 5: "configuration 3"
      default: ""
      }
    return MessageSpelling(code.rawValue, name)
  }
}
