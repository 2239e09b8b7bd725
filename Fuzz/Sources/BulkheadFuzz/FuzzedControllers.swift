import Protocols
import Streams
import Vocabulary

// Controllers' own protocols.

extension FINSDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [port] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = (Self.recognise(datagram: octets), Self.recogniseWithoutHint(datagram: octets))
    dissect(datagram: octets, &dissection)
  }
}

extension SLMPDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [5_001] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    dissect(datagram: octets, &dissection)
  }
}

extension MELSOFTDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [directPort, streamPort] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(datagram: octets)
    dissect(datagram: octets, &dissection)
  }
}

extension TriStationDissector: FuzzedDissector {
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    dissect(datagram: octets, &dissection)
  }
}

extension CODESYSDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [11_740] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    _ = Self.recognise(datagram: octets)
    dissect(datagram: octets, &dissection)
  }
}

extension SynchrophasorDissector: FuzzedDissector {
  static var hasStreams: Bool { true }
  static var serverPorts: [UInt16] { [streamPort, datagramPort] }
  mutating func take(datagram octets: Span<UInt8>, kind: Int, _ dissection: inout Dissection) {
    dissect(datagram: octets, &dissection)
  }
}
