import Vocabulary

/// Recognises SSDP by its first line; a device's announcement or answer names its software.
///
/// Source: UPnP Device Architecture 2.0, section 1.2.
public enum SSDP {
  public static let port: UInt16 = 1_900

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    starts(octets, with: "M-SEARCH * HTTP/1.1") || starts(octets, with: "NOTIFY * HTTP/1.1")
      || starts(octets, with: "HTTP/1.1 200 OK") ? .consistent : .no
  }

  public static func note(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.ssdp)
    if starts(octets, with: "M-SEARCH") { return }
    for field in ["\nSERVER:", "\nServer:", "\nserver:"] {
      guard let at = position(of: field, in: octets) else { continue }
      let stop = end(at: 0x0D, in: octets, from: at + 8)
      return dissection.tellFreely(
        .software, octets.extracting((at + 8)..<max(at + 8, min(stop, at + 136))), source: "server of ssdp")
    }
  }
}

/// Recognises syslog by the priority that stands first in angle brackets.
///
/// Source: RFC 5424, section 6.2.1; RFC 3164, section 4.1.1.
public enum Syslog {
  public static let port: UInt16 = 514

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4, octets[0] == UInt8(ascii: "<") else { return .no }
    var at = 1
    var priority = 0
    while at < 4, at < octets.count, (0x30...0x39).contains(octets[at]) {
      priority = priority * 10 + Int(octets[at] - 0x30)
      at += 1
    }
    return at > 1 && priority <= 191 && at < octets.count && octets[at] == UInt8(ascii: ">")
      ? .consistent : .no
  }
}
