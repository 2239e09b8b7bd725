import Bytes
import Vocabulary

/// What is remembered of a flow of HART-IP.
struct HARTIPFlow: Sendable {
  /// The first device that identified itself is who answers at this address; further ones stand behind it.
  var ownDevice: UInt64?
}

/// Dissects HART-IP: sessions, and the HART commands that they carry.
///
/// What each command means is in `HARTMeaning.swift`, what devices say of themselves in
/// `HARTIPIdentity.swift`.
public struct HARTIPDissector: Sendable {
  public static let port: UInt16 = 5_094
  public static let flowLimit = 4_096

  var flows = FlowStates<HARTIPFlow>(limit: flowLimit)

  public init() {}

  /// Flows whose device was forgotten for newer ones.
  public var droppedFlows: Int { flows.dropped }

  /// A header, and the body that its id demands; a frame of HART bears its own check.
  ///
  /// Source: FieldComm Group TS20085, HART-IP, clause 7.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= HARTIPHeader.octets else {
      return octets.isEmpty || octets[0] <= 2 ? .undecided : .no
    }
    var reader = ByteReader(octets)
    guard let header = try? HARTIPHeader(parsing: &reader) else { return .no }
    let body = header.messageOctets &- HARTIPHeader.octets
    switch header.id {
    case HARTIPHeader.sessionInitiate: return body == 5 || (body == 0 && header.type > 0) ? .consistent : .no
    case HARTIPHeader.sessionClose, HARTIPHeader.keepAlive: return body == 0 ? .consistent : .no
    case HARTIPHeader.tokenPassing:
      guard header.type <= 2 else { return body == 0 ? .consistent : .no }
      guard reader.remaining >= body else { return .undecided }
      return isChecked(octets.extracting(HARTIPHeader.octets..<header.messageOctets)) ? .consistent : .no
    default: return body >= 2 ? .consistent : .no
    }
  }

  /// The last octet is the exclusive or of all before it.
  private static func isChecked(_ frame: Span<UInt8>) -> Bool {
    guard frame.count >= 5 else { return false }
    var check: UInt8 = 0
    for index in frame.indices { check ^= frame[index] }
    return check == 0
  }

  /// Whether a datagram, where no port hints at HART-IP, is one whole message.
  public static func recognise(datagram octets: Span<UInt8>) -> Bool {
    guard octets.count >= HARTIPHeader.octets, recognise(octets) == .consistent else { return false }
    return Int(octets[6]) << 8 | Int(octets[7]) == octets.count
  }

  /// Dissects as many whole messages as `octets` begin with.
  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= HARTIPHeader.octets {
      var reader = ByteReader(octets.extracting(at..<octets.count))
      guard let header = try? HARTIPHeader(parsing: &reader) else {
        dissection.malformed(.hartIP)
        return .lost(after: at)
      }
      guard octets.count &- at >= header.messageOctets else {
        return StreamProgress(consumed: at, needs: header.messageOctets)
      }
      dissect(
        header, octets.extracting((at &+ HARTIPHeader.octets)..<(at &+ header.messageOctets)), &dissection)
      at &+= header.messageOctets
    }
    return StreamProgress(consumed: at)
  }

  /// Dissects one datagram: a message fills it.
  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    var reader = ByteReader(octets)
    guard let header = try? HARTIPHeader(parsing: &reader), header.messageOctets <= octets.count else {
      return dissection.malformed(.hartIP)
    }
    dissect(header, octets.extracting(HARTIPHeader.octets..<header.messageOctets), &dissection)
  }

  private mutating func dissect(
    _ header: HARTIPHeader, _ body: Span<UInt8>, _ dissection: inout Dissection
  ) {
    // As Wireshark counts: it knows sessions and token-passing messages.
    if header.id <= HARTIPHeader.tokenPassing {
      dissection.count(.hartIP, .message, MessageCode(parts: UInt32(header.type), UInt32(header.id)))
    }
    if header.type == HARTIPHeader.response || header.type == HARTIPHeader.refusal {
      dissection.receiverIsClient = true
    }
    var reader = ByteReader(body)
    do throws(DecodeError) {
      switch header.id {
      case HARTIPHeader.sessionInitiate: dissectSession(header, &dissection)
      case HARTIPHeader.tokenPassing: try dissectFrame(header, &reader, &dissection)
      case HARTIPHeader.direct: try dissectCommands(header, &reader, &dissection)
      case HARTIPHeader.auditLog:
        if header.type == HARTIPHeader.request {
          dissection.request(.hartIP, id: Self.id(header, 0), .read, code: UInt32(header.id))
        } else {
          dissection.reply(Self.id(header, 0), header.status == 0 ? .succeeded : .refused)
        }
      default: break
      }
    } catch {
      dissection.malformed(.hartIP)
    }
  }
}
