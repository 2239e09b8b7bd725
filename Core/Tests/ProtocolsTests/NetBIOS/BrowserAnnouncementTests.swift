import Protocols
import Streams
import Testing
import Vocabulary

struct BrowserDatagrams: DatagramDissector {
  func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    BrowserAnnouncement.note(datagram: octets, &dissection)
  }
}

@Suite("Announcements of hosts in NetBIOS datagrams")
struct BrowserAnnouncementTests {
  static func flow() -> DissectedFlow<BrowserDatagrams> {
    DissectedFlow(BrowserDatagrams(), serverPort: BrowserAnnouncement.port)
  }

  static func announcement(command: UInt8 = 1, served: UInt8 = 0, more: UInt8 = 0) -> [UInt8] {
    let head = [0x11, 0x02] + [UInt8](repeating: 0x20, count: 80)
    var smb: [UInt8] = [0xFF, 0x53, 0x4D, 0x42, 0x25] + [UInt8](repeating: 0, count: 81)
    let name = Array("\\MAILSLOT\\BROWSE\u{0}".utf8)
    smb[32] = 17
    smb[57] = UInt8(smb.count + name.count)
    let host = Array("PRESS-PC".utf8) + [UInt8](repeating: 0, count: 8)
    let data: [UInt8] =
      [command, 0, 0x60, 0xEA, 0, 0] + host + [6, 1, served, more, 0, 0, 15, 1, 0x55, 0xAA]
    return head + smb + name + data
  }

  @Test("a name, a system, and what is served")
  func announcements() {
    var flow = Self.flow()
    flow.deliver(.client(Self.announcement(served: 0x0B)))
    #expect(
      flow.facts == [
        "client: hostname PRESS-PC", "client: operatingSystem Windows 6.1", "client: role domainController",
      ])
    #expect(flow.dissection.messages.packets(.nbdgm) == 1)
    var samba = Self.flow()
    samba.deliver([.client(Self.announcement(more: 8)), .client(Self.announcement(command: 2))])
    #expect(samba.facts == ["client: hostname PRESS-PC", "client: software Samba"])
  }

  @Test("hostile octets never trap")
  func hostile() {
    HostileInput.everyDatagram(of: [.client(Self.announcement())], Self.flow)
    #expect(BrowserAnnouncement.recognise(Self.announcement().span) == .consistent)
    let other: [UInt8] = [0x30] + Self.announcement().dropFirst()
    #expect(BrowserAnnouncement.recognise(other.span) == .no)
  }
}
