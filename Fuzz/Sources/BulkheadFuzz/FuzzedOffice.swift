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
