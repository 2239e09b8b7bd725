import Packets
import Protocols
import Streams
import Vocabulary

/// Protocols that are recognised and named, not read: each is asked whether the octets are its own.
struct RecognisedOnly: FuzzedDissector {
  private static let etherTypes: [UInt16] = [
    0x8892, 0x88CC, 0x88AB, 0x88E3, 0x88F7, 0x888E, 0x2000, 0x4242,
  ]

  func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    switch kind {
    case 0:
      if ISAKMP.recognise(octets) == .consistent { ISAKMP.note(datagram: octets, &dissection) }
      if SSDP.recognise(octets) == .consistent { SSDP.note(datagram: octets, &dissection) }
      _ = (
        WireGuard.recogniseWithoutHint(octets), OpenVPN.recognise(datagram: octets), L2TP.recognise(octets)
      )
      _ = (DTLS.recognise(octets), QUIC.recognise(octets), STUN.recognise(octets), SIP.recognise(octets))
      _ = (Syslog.recognise(octets), RMCP.recognise(octets), TeamViewer.recognise(datagram: octets))
    case 1:
      _ = (
        OpenVPN.recognise(octets), PPTP.recognise(octets), XMPP.recognise(octets), TACACS.recognise(octets)
      )
      _ = (SOCKS.recognise(octets), X11.recognise(octets), RLogin.recognise(octets), RSH.recognise(octets))
      _ = (TeamViewer.recognise(octets), TNS.recognise(octets), MongoDB.recognise(octets))
      _ = (Redis.recognise(octets), CQL.recognise(octets))
      _ = (KNXnetIP.recognise(octets), NiagaraFox.recognise(octets), GESRTP.recognise(octets))
      _ = (PCWorx.recognise(octets), ProConOS.recognise(octets), CODESYSV2.recognise(octets))
      _ = (ROCPlus.recognise(octets), BSAP.recognise(octets), C1222.recognise(octets))
      _ = (Genisys.recognise(octets), Genisys.recogniseWithoutHint(octets))
      if CoAP.recognise(octets) == .consistent { CoAP.note(datagram: octets, &dissection) }
    default:
      guard octets.count > 0 else { return }
      var packet = Packet()
      packet.etherType = Self.etherTypes[Int(octets[0]) % Self.etherTypes.count]
      packet.isLLC = kind == 3
      _ = EtherTypes.note(packet, octets.extracting(1..<octets.count), &dissection)
    }
  }
}
