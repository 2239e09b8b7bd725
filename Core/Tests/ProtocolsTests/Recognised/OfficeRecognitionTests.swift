import Protocols
import Testing

/// What proves a protocol, and what is like it and is none.
@Suite("The office's protocols that are named")
struct OfficeRecognitionTests {
  static let zeros = String(repeating: "00", count: 160)

  @Test(
    "a message of each is recognised, its neighbour is not",
    arguments: [
      (
        "wireguard", "01000000" + String(repeating: "A5", count: 144),
        "01000000" + String(repeating: "A5", count: 145)
      ),
      ("openvpn", "38" + String(repeating: "A5", count: 13), "08" + String(repeating: "A5", count: 13)),
      ("openvpn on tcp", "000E 38 A5", "000E 08 A5"),
      (
        "isakmp", String(repeating: "A5", count: 16) + "21 20 22 08 00000000 0000001C",
        String(repeating: "A5", count: 16) + "21 20 22 08 00000000 0000001D"
      ),
      ("l2tp", "C802 000C 0000 0000 0000 0000", "C802 000D 0000 0000 0000 0000"),
      ("pptp", "009C 0001 1A2B3C4D", "009C 0001 1A2B3C4E"),
      ("dtls", "16 FEFD 0000 000000000000 0001 01", "16 0303 0000 000000000000 0001 01"),
      (
        "quic", "C0 00000001 08 A5A5A5A5A5A5A5A5 00 00 0000 0000 00",
        "C0 00000009 08 A5A5A5A5A5A5A5A5 00 00 0000 0000 00"
      ),
      (
        "stun", "0001 0000 2112A442" + String(repeating: "A5", count: 12),
        "0001 0001 2112A442" + String(repeating: "A5", count: 12)
      ),
      ("syslog", "3C 313931 3E 78", "3C 313932 3E 78"), ("rmcp", "0600FF07", "0600FF05"),
      ("tacacs", "C001 01 00 00000001 00000010", "C004 01 00 00000001 00000010"),
      ("socks", "05 02 00 02", "05 02 00"),
      ("x11", "6C 00 0B00 0000 0000 0000 0000", "6C 00 0A00 0000 0000 0000 0000"),
      ("rlogin", "00 6A00 6A00 7600", "00 6A00 6A00"),
      ("rsh", "3130323000 6A00 6A00 7700", "3A 6A00 6A00 7700"),
      ("rsync", "405253594E43443A 20 3331", "405253594E43443A 20 4F4B"),
      ("teamviewer", "1724 0E", "1725 0E"), ("tns", "003A 0000 01 00 0000", "003A 0000 20 00 0000"),
      ("mongo", "10000000 01000000 00000000 DD070000", "10000000 01000000 00000000 DD080000"),
      ("redis", "2A310D0A 24340D0A", "2A780D0A 24340D0A"),
      ("cql", "04 00 0000 05 00000000", "04 00 0000 15 00000000"),
    ])
  func messages(_ name: String, _ message: String, _ other: String) {
    #expect(recognise(name, message) == .consistent)
    #expect(recognise(name, other) == .no)
  }

  @Test("texts of SIP, SSDP and XMPP")
  func texts() {
    let texts = [
      "OPTIONS sip:a SIP/2.0\r\n", "OPTIONS / HTTP/1.1\r\n", "M-SEARCH * HTTP/1.1\r\n",
      "<?xml?><stream:stream to='a'>",
    ].map { Array($0.utf8) }
    #expect(recognise("sip", texts[0]) == .consistent)
    #expect(recognise("sip", texts[1]) == .no)
    #expect(recognise("ssdp", texts[2]) == .consistent)
    #expect(recognise("xmpp", texts[3]) == .consistent)
  }

  @Test("no prefix and no change of any message traps")
  func hostile() {
    for name in Self.names {
      for length in 0..<160 {
        let octets = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        _ = recognise(name, octets)
        _ = recognise(name, [UInt8](repeating: 0, count: length))
        _ = recognise(name, [UInt8](repeating: 0xFF, count: length))
      }
    }
  }

  private static let names = [
    "wireguard", "openvpn", "openvpn on tcp", "isakmp", "l2tp", "pptp", "dtls", "quic", "stun", "syslog",
    "rmcp",
    "tacacs", "socks", "x11", "rlogin", "rsh", "rsync", "teamviewer", "tns", "mongo", "redis", "cql", "sip",
    "ssdp",
  ]

  private func recognise(_ name: String, _ hexadecimal: String) -> Recognition {
    recognise(name, wireOctets(hexadecimal))
  }

  private func recognise(_ name: String, _ octets: [UInt8]) -> Recognition {
    let octets = octets.span
    return switch name {
    case "wireguard": WireGuard.recognise(octets)
    case "openvpn": OpenVPN.recognise(datagram: octets)
    case "openvpn on tcp": OpenVPN.recognise(octets)
    case "isakmp": ISAKMP.recognise(octets)
    case "l2tp": L2TP.recognise(octets)
    case "pptp": PPTP.recognise(octets)
    case "dtls": DTLS.recognise(octets)
    case "quic": QUIC.recognise(octets)
    case "stun": STUN.recognise(octets)
    case "syslog": Syslog.recognise(octets)
    case "rmcp": RMCP.recognise(octets)
    case "tacacs": TACACS.recognise(octets)
    case "socks": SOCKS.recognise(octets)
    case "x11": X11.recognise(octets)
    case "rlogin": RLogin.recognise(octets)
    case "rsh": RSH.recognise(octets)
    case "rsync": Rsync.recognise(octets)
    case "teamviewer": TeamViewer.recognise(octets)
    case "tns": TNS.recognise(octets)
    case "mongo": MongoDB.recognise(octets)
    case "redis": Redis.recognise(octets)
    case "cql": CQL.recognise(octets)
    case "sip": SIP.recognise(octets)
    case "xmpp": XMPP.recognise(octets)
    default: SSDP.recognise(octets)
    }
  }
}
