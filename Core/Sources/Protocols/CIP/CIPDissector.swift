import Bytes
import Vocabulary

/// Dissects CIP's messages, whatever carries them: pairs requests with replies, also inside of packets of
/// many.
///
/// What a service means is in `CIPMeaning.swift`, the connection manager in `CIPConnectionOpening.swift`,
/// PLC-5 and SLC 500 commands in `PCCCCommand.swift`, what devices say of themselves in `CIPIdentity.swift`.
public struct CIPDissector: Sendable {
  var connections = CIPConnections()
  var tags = CIPTagNames()
  /// Where spelled objects are put together.
  var scratch: [UInt8] = []

  init() {}

  /// What makes a reply the answer to a request.
  enum Pairing: UInt64 {
    /// An encapsulation command and its context.
    case encapsulation = 1
    /// A session and its context.
    case unconnected
    /// A connection and its sequence count.
    case connected
    /// A sequence count alone: the connection's opening was not seen, so that its two identifiers are not
    /// known to belong together.
    case sequence
  }

  /// The low octet is free for the ordinal of an inner message.
  static func id(_ pairing: Pairing, _ first: UInt64, _ second: UInt64) -> UInt64 {
    mixed(mixed(pairing.rawValue, first), second) & ~0xFF
  }

  /// An unconnected message.
  mutating func dissect(_ octets: Span<UInt8>, id: UInt64, _ dissection: inout Dissection) {
    guard octets.count > 0 else { return }
    if octets[0] & CIPReply.replyBit != 0 {
      dissectReplies(octets, id: id, &dissection)
    } else {
      dissectRequests(octets, CIPTransport(id: id), &dissection)
    }
  }

  /// A message on a connection; one with nothing behind its sequence count keeps the connection alive.
  mutating func dissect(
    _ octets: Span<UInt8>, connection identifier: UInt32, sequence: UInt16, _ dissection: inout Dissection
  ) {
    guard octets.count >= 2 else { return }
    let known = connections.find(identifier, from: dissection.sender)
    if let known, connections[known]?.content == .data { return }
    if octets[0] & CIPReply.replyBit == 0 {
      let position =
        known
        ?? connections.insert(
          CIPConnection(
            originator: dissection.sender, target: dissection.receiver, toTarget: identifier))
      guard let connection = connections[position] else { return }
      let id =
        connection.toOriginator == nil
        ? Self.id(.sequence, 0, UInt64(sequence)) : Self.id(.connected, UInt64(position), UInt64(sequence))
      let transport = CIPTransport(id: id, unit: connection.unit, connection: position)
      return dissectRequests(octets, transport, &dissection)
    }
    if let known {
      let id = Self.id(.connected, UInt64(known), UInt64(sequence))
      if dissection.pendingRequest(id) != nil { return dissectReplies(octets, id: id, &dissection) }
    }
    let id = Self.id(.sequence, 0, UInt64(sequence))
    if known == nil, let memory = dissection.pendingRequest(id)?.memory {
      connections.learn(CIPMemory(memory).connection, answersUnder: identifier)
    }
    dissectReplies(octets, id: id, &dissection)
  }

  /// Input and output data: it goes on without being asked, and its form is the application's.
  func dissect(ioConnection identifier: UInt32, _ dissection: inout Dissection) {
    let connection = connections.find(identifier, from: dissection.sender).flatMap { connections[$0] }
    dissection.activity(
      .enip, .signal, connection?.object ?? .none, unit: connection?.unit ?? ActivityObservation.noUnit)
  }

  /// The whole of what `id` asked for is refused before it reached CIP.
  func refuse(_ id: UInt64, _ dissection: inout Dissection) {
    endRest(id, from: 0, .refused, &dissection)
  }
}

/// What carries a request, and how its reply will be known.
struct CIPTransport {
  var id: UInt64
  /// The slot or node to which the message or its connection is routed.
  var unit = ActivityObservation.noUnit
  /// The connection's place, -1 where there is none.
  var connection = -1
}

/// What is remembered of a request until its reply comes.
struct CIPMemory {
  var rawValue: UInt64

  init(_ rawValue: UInt64) {
    self.rawValue = rawValue
  }

  init(service: UInt8, isInner: Bool, connection: Int) {
    rawValue = UInt64(service) | (isInner ? 0x100 : 0) | (UInt64(connection &+ 1) & 0xFFFF) << 16
  }

  var service: UInt8 { UInt8(truncatingIfNeeded: rawValue) }
  /// One of several in a multiple service packet.
  var isInner: Bool { rawValue & 0x100 != 0 }
  var connection: Int { Int(rawValue >> 16 & 0xFFFF) &- 1 }

  /// The service carries a command of a PLC-5 or SLC 500.
  var isPCCC: Bool {
    get { rawValue & 0x200 != 0 }
    set { rawValue = rawValue & ~0x200 | (newValue ? 0x200 : 0) }
  }

  /// The connection that is being opened carries the application's own data.
  var opensData: Bool {
    get { rawValue & 0x400 != 0 }
    set { rawValue = rawValue & ~0x400 | (newValue ? 0x400 : 0) }
  }
}
