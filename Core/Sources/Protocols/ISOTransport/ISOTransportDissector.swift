import Bytes
import Vocabulary

/// Dissects ISO transport over TCP: TPKT, COTP, and what rides on them.
///
/// S7comm, S7comm-plus and MMS are dissected here by their own dissectors; RDP is named. What names them is
/// in `ISOTransportRider.swift`.
public struct ISOTransportDissector: Sendable {
  public static let port: UInt16 = 102
  /// RDP begins with the same transport.
  public static let remoteDesktopPort: UInt16 = 3389

  var flows = FlowStates<ISOTransportFlow>(limit: flowLimit)
  var s7comm = S7commDissector()
  var s7commPlus = S7commPlusDissector()
  var mms = MMSDissector()
  /// What RDP agrees on before anything else.
  var tls = TLSDissector()
  private var partials = PartialMessages()

  /// Octets that are kept of a service data unit which is only named.
  private static let namingLimitOctets = 512

  public init() {}

  /// Messages that come in parts and wait for their end, in each of the two layers that have parts.
  public static let partialMessageLimit = PartialMessages.messageLimit
  /// Messages in parts that gave way to others or were longer than is kept.
  public var droppedParts: Int { partials.dropped + s7comm.parts.dropped }
  public static let flowLimit = 16_384
  /// Flows whose connection, rider or transfer was forgotten for newer ones.
  public var droppedFlows: Int {
    flows.dropped + s7comm.transfers.dropped + s7commPlus.continuing.dropped + mms.flows.dropped
      + tls.droppedFlows
  }

  /// A packet's header and its unit's, which have to agree on the length.
  ///
  /// Source: RFC 1006, clause 6.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard !octets.isEmpty, octets[0] == COTPMessage.version else { return .no }
    if octets.count >= 2, octets[1] != 0 { return .no }
    guard octets.count >= 7 else { return .undecided }
    let length = Int(octets[2]) << 8 | Int(octets[3])
    guard COTPMessage.lengthRange.contains(length) else { return .no }
    let header = Int(octets[4])
    guard header >= 2, header + 5 <= length, let type = COTPType(octet: octets[5]) else { return .no }
    switch type {
    case .data:
      // Class 0 and 1: end mark and number; the others put a reference before them.
      guard octets[5] & 0x0F == 0, header == 2 || header == 4 || header == 7 else { return .no }
      return header == 2 && octets[6] & 0x7F > 1 ? .no : .consistent
    case .connectionRequest, .connectionConfirm, .disconnectRequest: return header >= 6 ? .consistent : .no
    default: return header >= 4 && header < 32 ? .consistent : .no
    }
  }

  /// Dissects as many whole packets as `octets` begin with.
  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while at < octets.count {
      guard octets[at] == COTPMessage.version else {
        let rest = octets.extracting(at..<octets.count)
        guard let skipped = dissect(remoteDesktop: rest, &dissection) else {
          dissection.malformed(.tpkt)
          return .lost(after: at)
        }
        if skipped == 0 { break }
        at &+= skipped
        continue
      }
      guard octets.count &- at >= COTPMessage.tpktHeaderOctets else { break }
      let length = Int(octets[at &+ 2]) &<< 8 | Int(octets[at &+ 3])
      guard COTPMessage.lengthRange.contains(length) else {
        dissection.malformed(.tpkt)
        return .lost(after: at)
      }
      guard octets.count &- at >= length else { return StreamProgress(consumed: at, needs: length) }
      dissection.note(.tpkt)
      dissect(
        unit: octets.extracting((at &+ COTPMessage.tpktHeaderOctets)..<(at &+ length)), &dissection)
      at &+= length
    }
    return StreamProgress(consumed: at)
  }

  private mutating func dissect(unit octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.cotp)
    var reader = ByteReader(octets)
    guard let message = try? COTPMessage(parsing: &reader) else { return dissection.malformed(.cotp) }
    let data = octets.extracting((message.headerOctets &+ 1)..<octets.count)
    switch message.type {
    case .data: dissect(part: data, isEnd: message.isEnd, &dissection)
    case .connectionRequest, .connectionConfirm:
      guard message.headerOctets >= 6 else { return dissection.malformed(.cotp) }
      let connection = COTPConnection(parameters: octets.extracting(7..<(message.headerOctets &+ 1)))
      if message.type == .connectionRequest {
        beginConnection(connection, octets.extracting(7..<octets.count), &dissection)
      } else {
        endConnection(connection, &dissection)
      }
    case .disconnectRequest: dissection.reply(Self.connectionID, .refused)
    default: break
    }
  }

  /// A service data unit may be spread over several data units; the last one has the end mark.
  ///
  /// Source: ITU-T X.224, clause 6.3.
  private mutating func dissect(part data: Span<UInt8>, isEnd: Bool, _ dissection: inout Dissection) {
    let key = UInt64(dissection.serial) << 1 | (dissection.isFromClient ? 0 : 1)
    if isEnd, partials.isEmpty || !partials.holds(key) {
      if !data.isEmpty { dissect(service: data, &dissection) }
      return
    }
    // Some stations acknowledge with a part that is empty.
    guard !data.isEmpty || isEnd else { return }
    let isFirst = !partials.holds(key)
    if isFirst, !Self.isRead(data) {
      partials.append(data, to: key, limit: Self.namingLimitOctets, isWanted: false)
    } else {
      partials.append(data, to: key)
    }
    guard isEnd, let whole = partials.take(key) else { return }
    dissect(service: whole.span, &dissection)
  }

  /// Whether what begins so is read as a whole: S7comm, a session's units, MMS without session.
  private static func isRead(_ data: Span<UInt8>) -> Bool {
    guard !data.isEmpty else { return false }
    switch data[0] {
    case S7commHeader.protocolIdentifier, SessionMessage.connect, SessionMessage.accept,
      SessionMessage.data, 0xA0...0xA3:
      return true
    default: return false
    }
  }
}

// Connections
extension ISOTransportDissector {
  /// One connection request waits in each flow.
  static let connectionID: UInt64 = 1 << 48

  private mutating func beginConnection(
    _ connection: COTPConnection, _ parameters: Span<UInt8>, _ dissection: inout Dissection
  ) {
    let flow = flows.position(of: dissection.serial, initial: ISOTransportFlow())
    flows[flow].unit = connection.slot
    var object = ObjectReference.none
    if connection.isRDP {
      flows[flow].rider = .remoteDesktop
      dissection.note(.rdp)
      dissection.refinedName = .rdp
      let user = parameters.extracting(connection.cookie)
      if !user.isEmpty { object = dissection.clientObject(.user, user) }
    }
    dissection.request(
      connection.isRDP ? .rdp : .cotp, id: Self.connectionID, .connect, object, unit: connection.slot,
      code: UInt32(COTPType.connectionRequest.rawValue))
  }

  private mutating func endConnection(_ connection: COTPConnection, _ dissection: inout Dissection) {
    dissection.reply(Self.connectionID, connection.answer == .refused ? .refused : .succeeded)
    guard connection.answer != .none else { return }
    let flow = flows.position(of: dissection.serial, initial: ISOTransportFlow())
    flows[flow].rider = connection.answer == .encrypted ? .encryptedRemoteDesktop : .remoteDesktop
    dissection.note(.rdp)
    dissection.refinedName = .rdp
  }
}
