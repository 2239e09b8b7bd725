import Packets
import Protocols
import Vocabulary

/// The catalogue of dissectors: which ports hint at what, what octets look like, and who reads them.
///
/// Concrete types, so that the packet's path holds no existential. A new dissector adds a line to each part.
struct Dissectors: Sendable {
  private var modbus = ModbusDissector()

  /// The protocol that usually uses a port; a hint, never proof.
  static func hint(_ transport: Transport, port: UInt16) -> ProtocolName? {
    switch port {
    case ModbusDissector.port: .modbus
    default: nil
    }
  }
}

// Streams
extension Dissectors {
  /// What the first octets of a segment look like; the hinted protocol is asked first.
  static func recognise(
    stream octets: Span<UInt8>, hint: ProtocolName?
  ) -> (name: ProtocolName, recognition: Recognition)? {
    if let hint {
      let recognition = recognise(stream: octets, as: hint)
      if recognition != .no { return (hint, recognition) }
    }
    if ModbusDissector.recognise(octets) == .consistent { return (.modbus, .consistent) }
    return nil
  }

  static func recognise(stream octets: Span<UInt8>, as name: ProtocolName) -> Recognition {
    switch name {
    case .modbus: ModbusDissector.recognise(octets)
    default: .no
    }
  }

  mutating func dissect(
    stream octets: Span<UInt8>, as name: ProtocolName, _ dissection: inout Dissection
  ) -> StreamProgress {
    switch name {
    case .modbus: return modbus.dissect(stream: octets, &dissection)
    default:
      dissection.note(name)
      return StreamProgress(consumed: octets.count)
    }
  }
}

// Datagrams
extension Dissectors {
  static func recognise(datagram octets: Span<UInt8>, hint: ProtocolName?) -> ProtocolName? {
    if let hint, recognise(datagram: octets, as: hint) { return hint }
    return nil
  }

  private static func recognise(datagram octets: Span<UInt8>, as name: ProtocolName) -> Bool {
    switch name {
    case .modbus: ModbusDissector.recognise(octets) == .consistent
    default: false
    }
  }

  mutating func dissect(datagram octets: Span<UInt8>, as name: ProtocolName, _ dissection: inout Dissection) {
    switch name {
    case .modbus: modbus.dissect(datagram: octets, &dissection)
    default: dissection.note(name)
    }
  }
}

// Frames
extension Dissectors {
  /// Dissects a frame that has no transport; gives what it is, nil where nobody knows.
  mutating func dissect(
    frame packet: Packet, _ payload: Span<UInt8>, _ dissection: inout Dissection
  ) -> ProtocolName? {
    switch packet.layer {
    case .arp:
      ARPDissector.dissect(frame: payload, &dissection)
      return .arp
    case .ip:
      guard let name = Self.name(ofIPProtocol: packet.ipProtocol) else { return nil }
      dissection.note(name)
      return name
    default: return nil
    }
  }

  private static func name(ofIPProtocol number: UInt8) -> ProtocolName? {
    switch number {
    case 1: .icmp
    case 2: .igmp
    case 47: .gre
    case 58: .icmpv6
    default: nil
    }
  }
}
