import Bytes
import Vocabulary

/// What is remembered of a flow of ISO transport.
struct ISOTransportFlow: Sendable {
  /// The slot that the connection request called, -1 where none was seen.
  var unit: Int32 = ActivityObservation.noUnit
  var rider = ISOTransportRider.unknown
}

/// What rides on ISO transport, where octets proved it.
enum ISOTransportRider: UInt8, Sendable {
  case unknown, s7commPlus, mms, remoteDesktop
  /// RDP that has agreed on TLS: records follow without TPKT.
  case encryptedRemoteDesktop
}

extension ISOTransportDissector {
  /// Hands a whole service data unit to what it is, or names it.
  mutating func dissect(service octets: Span<UInt8>, _ dissection: inout Dissection) {
    let flow = flows.find(dissection.serial)
    if S7commHeader.begins(octets) {
      dissection.refinedName = .s7comm
      s7comm.dissect(message: octets, unit: flow.map { flows[$0].unit } ?? -1, &dissection)
      return
    }
    var rider = flow.map { flows[$0].rider } ?? .unknown
    if rider == .mms {
      dissection.refinedName = .mms
      return mms.dissect(message: octets, &dissection)
    }
    if rider == .unknown || rider == .s7commPlus {
      let isDesktopPort =
        dissection.senderPort == Self.remoteDesktopPort || dissection.receiverPort == Self.remoteDesktopPort
      rider = Self.rider(of: octets, isDesktopPort: isDesktopPort) ?? rider
      if rider == .remoteDesktop, dissection.isFromClient { RDPClient.tell(connect: octets, &dissection) }
      guard rider != .unknown else { return }
      let flow = flows.position(of: dissection.serial, initial: ISOTransportFlow())
      flows[flow].rider = rider
    }
    switch rider {
    case .unknown: break
    case .s7commPlus:
      dissection.refinedName = .s7commPlus
      if Self.isTLSRecord(octets) {
        dissection.note(.s7commPlus)
        dissection.isEncrypted = true
      } else {
        s7commPlus.dissect(message: octets, &dissection)
      }
    case .mms:
      dissection.refinedName = .mms
      mms.dissect(message: octets, &dissection)
    case .remoteDesktop, .encryptedRemoteDesktop:
      dissection.note(.rdp)
      dissection.refinedName = .rdp
    }
  }

  /// What the octets of a service data unit prove, nil where they prove nothing.
  private static func rider(of octets: Span<UInt8>, isDesktopPort: Bool) -> ISOTransportRider? {
    guard octets.count >= 4 else { return nil }
    switch octets[0] {
    case S7commPlusFrame.identifier:
      return S7commPlusFrame.begins(octets) ? .s7commPlus : nil
    case SessionMessage.connect, SessionMessage.accept, SessionMessage.data, 0xA0...0xAD:
      return MMSDissector.begins(octets) ? .mms : nil
    case 0x7F where octets[1] == 0x65 || octets[1] == 0x66:
      // T.125 connect: the client and the server of RDP sign their data with these keys.
      let isSigned = octets.contains(clientKey, within: 512) || octets.contains(serverKey, within: 512)
      return isSigned ? .remoteDesktop : nil
    case 0x64, 0x68:
      // T.125 data of a connection whose beginning was not seen.
      return isDesktopPort ? .remoteDesktop : nil
    default:
      return nil
    }
  }

  /// Source: [MS-RDPBCGR] clauses 2.2.1.3 and 2.2.1.4.
  private static let clientKey = Array("Duca".utf8)
  private static let serverKey = Array("McDn".utf8)
}

// RDP
extension ISOTransportDissector {
  /// Reads what RDP sends without TPKT: TLS records and fast-path units. Gives their octets, 0 where more of
  /// the header is needed, nil where the flow is none of RDP's.
  ///
  /// Source: [MS-RDPBCGR] clauses 2.2.8.1.2 and 2.2.9.1.2; RFC 8446 clause 5.1.
  mutating func dissect(remoteDesktop octets: Span<UInt8>, _ dissection: inout Dissection) -> Int? {
    guard let flow = flows.find(dissection.serial) else { return nil }
    switch flows[flow].rider {
    case .encryptedRemoteDesktop:
      guard octets.count >= 5 else { return 0 }
      guard Self.isTLSRecord(octets) else { return nil }
      let record = 5 + (Int(octets[3]) << 8 | Int(octets[4]))
      // Hellos and the certificate are in clear; they are read whole.
      if octets[0] == 0x16, octets.count < record { return 0 }
      dissection.note(.rdp)
      dissection.isEncrypted = true
      if octets[0] == 0x17 {
        dissection.note(.tls)
      } else {
        _ = tls.dissect(stream: octets.extracting(0..<min(record, octets.count)), &dissection)
      }
      return record
    case .remoteDesktop:
      guard octets.count >= 3 else { return 0 }
      // The two lowest bits are the action: 0 is fast-path.
      guard octets[0] & 0x03 == 0 else { return nil }
      let isLong = octets[1] & 0x80 != 0
      let length = isLong ? Int(octets[1] & 0x7F) << 8 | Int(octets[2]) : Int(octets[1])
      guard length >= 3 else { return nil }
      dissection.note(.rdp)
      return length
    default:
      return nil
    }
  }

  private static func isTLSRecord(_ octets: Span<UInt8>) -> Bool {
    octets.count >= 3 && (0x14...0x18).contains(octets[0]) && octets[1] == 3 && octets[2] <= 4
  }
}
