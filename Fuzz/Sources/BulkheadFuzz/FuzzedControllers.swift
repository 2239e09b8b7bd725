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
