import Bytes
import Vocabulary

/// Dissects IEC 60870-5-104: frames, and the service data units that they carry.
///
/// What a data unit means is in `IEC104Activities.swift`, how it is answered in `IEC104Outcomes.swift`.
public struct IEC104Dissector: Sendable {
  public static let port: UInt16 = 2_404

  public init() {}

  /// Frames one behind another, as far as they are there.
  ///
  /// Source: IEC 60870-5-104:2006, clause 5.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= IEC104Frame.headerOctets else {
      return octets.count >= 1 && octets[0] != IEC104Frame.start ? .no : .undecided
    }
    var at = 0
    while octets.count &- at >= IEC104Frame.headerOctets {
      guard IEC104Frame.isHead(octets.extracting(at..<octets.count)) else { return .no }
      at &+= 2 &+ Int(octets[at &+ 1])
    }
    return .consistent
  }

  /// As ``recognise(_:)``, where no port hints at it: each data unit has a type, a cause and objects that the
  /// standard knows, and is as long as they make it.
  public static func recogniseWithoutHint(_ octets: Span<UInt8>) -> Recognition {
    guard recognise(octets) == .consistent else { return .no }
    var at = 0
    while octets.count &- at >= IEC104Frame.headerOctets {
      let end = at &+ 2 &+ Int(octets[at &+ 1])
      guard end <= octets.count else { return at > 0 ? .consistent : .no }
      if octets[at &+ 2] & 1 == 0 {
        guard isDataUnit(octets.extracting((at &+ IEC104Frame.headerOctets)..<end)) else { return .no }
      }
      at = end
    }
    return at == octets.count ? .consistent : .no
  }

  private static func isDataUnit(_ octets: Span<UInt8>) -> Bool {
    var reader = ByteReader(octets)
    guard let asdu = try? IEC104ASDU(parsing: &reader), asdu.count > 0,
      IEC104ASDU.Cause.all.contains(asdu.cause),
      asdu.type == 125 || IEC104ElementSize.octets(ofType: asdu.type) != nil
    else { return false }
    var walk = IEC104ObjectWalk(asdu)
    do throws(DecodeError) {
      while try walk.next(&reader) != nil {}
    } catch {
      return false
    }
    return reader.isAtEnd
  }

  /// Dissects as many whole frames as `octets` begin with.
  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= IEC104Frame.headerOctets {
      let rest = octets.extracting(at..<octets.count)
      guard let frame = IEC104Frame(rest) else {
        dissection.malformed(.iec104)
        return .lost(after: at)
      }
      guard rest.count >= frame.frameOctets else {
        return StreamProgress(consumed: at, needs: frame.frameOctets)
      }
      dissection.count(.iec104, .frame, MessageCode(frame.format.rawValue))
      switch frame.format {
      case .information:
        dissect(dataUnit: rest.extracting(IEC104Frame.headerOctets..<frame.frameOctets), &dissection)
      case .supervision: break
      case .control: dissect(control: frame.function, &dissection)
      }
      at &+= frame.frameOctets
    }
    return StreamProgress(consumed: at)
  }

  /// Starting and stopping the transfer; tests of the link say nothing.
  private func dissect(control function: UInt8, _ dissection: inout Dissection) {
    switch function {
    case IEC104Frame.startActivation:
      dissection.request(.iec104, id: Self.controlID(function), .connect, code: UInt32(function))
    case IEC104Frame.stopActivation:
      dissection.request(
        .iec104, id: Self.controlID(function), .configure, deed: .reportsOff, code: UInt32(function))
    case IEC104Frame.startConfirmation:
      dissection.reply(Self.controlID(IEC104Frame.startActivation), .succeeded)
    case IEC104Frame.stopConfirmation:
      dissection.reply(Self.controlID(IEC104Frame.stopActivation), .succeeded)
    default: break
    }
  }

  /// Above all ids of data units.
  private static func controlID(_ function: UInt8) -> UInt64 { 1 << 56 | UInt64(function) }

  private func dissect(dataUnit octets: Span<UInt8>, _ dissection: inout Dissection) {
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      let asdu = try IEC104ASDU(parsing: &reader)
      dissection.count(.iec104ASDU, .type, MessageCode(UInt32(asdu.type)))
      try observe(asdu, &reader, &dissection)
      if !reader.isAtEnd { dissection.malformed(.iec104ASDU) }
    } catch {
      dissection.malformed(.iec104ASDU)
    }
  }
}
