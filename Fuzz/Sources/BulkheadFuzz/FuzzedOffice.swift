import Protocols
import Streams
import Vocabulary

// The office's protocols.

extension TelnetDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
}

extension FTPDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
  func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recogniseWithoutHint(octets)
  }
}

extension TFTPDissector: FuzzedDissector {
  static var serverPorts: [UInt16] { [port] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(transfer: octets)
    dissect(datagram: octets, &dissection)
  }
}

extension SNMPDissector: FuzzedDissector {
  static var serverPorts: [UInt16] { [port] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(octets)
    dissect(datagram: octets, &dissection)
  }
}

extension VNCDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [5_900] }
}

/// The server's port says which of the three protocols it is.
extension MailDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [smtpPort, popPort, imapPort] }
  static func recognise(_ octets: Span<UInt8>) -> Recognition {
    _ = recogniseWithoutHint(octets)
    _ = (recognise(octets, as: .pop), recognise(octets, as: .imap))
    return recognise(octets, as: .smtp)
  }
  mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    let ports = [dissection.senderPort, dissection.receiverPort]
    let name: ProtocolName =
      ports.contains(Self.popPort) ? .pop : ports.contains(Self.imapPort) ? .imap : .smtp
    return dissect(stream: octets, as: name, &dissection)
  }
}

extension MySQLDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
}

extension PostgreSQLDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
}

extension TDSDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
}

extension RPCDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [portMapper, nfs] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(datagram: octets)
    dissect(datagram: octets, &dissection)
  }
}

extension RADIUSDissector: FuzzedDissector {
  static var serverPorts: [UInt16] { [port] }
  func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(octets)
    dissect(datagram: octets, &dissection)
  }
}

/// With the announcements of NetBIOS, which keep no state either.
extension NTPDissector: FuzzedDissector {
  static var serverPorts: [UInt16] { [port, BrowserAnnouncement.port] }
  func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = (Self.recognise(octets), BrowserAnnouncement.recognise(octets))
    if kind == 1 {
      BrowserAnnouncement.note(datagram: octets, &dissection)
    } else {
      dissect(datagram: octets, &dissection)
    }
  }
}

/// Of both versions, by the record's kind.
extension EchoDissector: FuzzedDissector {
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    dissect(octets, as: kind == 0 ? .icmp : .icmpv6, &dissection)
  }
}
