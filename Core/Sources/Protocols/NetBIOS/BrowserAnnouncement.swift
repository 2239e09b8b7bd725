import Bytes
import Vocabulary

/// Dissects NetBIOS datagrams as far as hosts announce themselves in them: name, system, and what they serve.
///
///     0      1       2    4        8      10       12       14       48            82
///     +------+-------+----+--------+------+--------+--------+--------+-------------+-----
///     | type | flags | id | source | port | length | offset | sender | destination | SMB
///
/// Source: RFC 1002, section 4.4; MS-BRWS, section 2.2.
public enum BrowserAnnouncement {
  public static let port: UInt16 = 138

  private static let smbAt = 82
  private static let mailslot = "\\MAILSLOT\\BROWSE"
  private static let hostAnnouncement: UInt8 = 1
  private static let localMaster: UInt8 = 15
  private static let nameOctets = 16

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    octets.count >= 14 && (0x10...0x16).contains(octets[0]) && octets[1] & 0xF0 == 0 ? .consistent : .no
  }

  public static func note(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.nbdgm)
    guard octets.count > smbAt + 4, starts(octets, with: "SMB", at: smbAt + 1), octets[smbAt] == 0xFF else {
      return
    }
    dissection.note(.smb)
    // Where the data stands is said in the transaction's words.
    guard octets.count > smbAt + 59, octets[smbAt + 4] == 0x25,
      position(of: mailslot, in: octets, from: smbAt) != nil
    else { return }
    let start = smbAt + (Int(octets[smbAt + 57]) | Int(octets[smbAt + 58]) << 8)
    guard start < octets.count else { return }
    tell(octets.extracting(start..<octets.count), &dissection)
  }

  /// A command, a count, a period, a name, the system's version, and bits of what is served.
  private static func tell(_ data: Span<UInt8>, _ dissection: inout Dissection) {
    guard data.count >= 30, data[0] == hostAnnouncement || data[0] == localMaster else { return }
    let name = data.extracting(6..<min(end(at: 0, in: data, from: 6), 6 + nameOctets))
    dissection.tellFreely(.hostname, name, source: "nbdgm announcement")
    let served =
      UInt32(data[24]) | UInt32(data[25]) << 8 | UInt32(data[26]) << 16 | UInt32(data[27]) << 24
    // Samba says of itself that it is of UNIX.
    if served & 0x0800 != 0 {
      dissection.tell(.software, "Samba", source: "nbdgm announcement")
    } else if data[22] >= 5, data[22] <= 10 {
      dissection.tell(
        .operatingSystem, "Windows \(data[22]).\(data[23])", source: "nbdgm announcement")
    }
    if served & 0x18 != 0 {
      dissection.tell(.role, Role.domainController.text, source: "nbdgm announcement")
    }
  }
}
