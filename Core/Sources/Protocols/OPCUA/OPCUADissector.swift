import Bytes
import Vocabulary

/// Dissects OPC UA binary over TCP: joins chunks, pairs requests with responses by channel and request id.
///
/// What each service means is in `OPCUAActivities.swift`, how its response ends it in `OPCUAResponses.swift`,
/// what servers and clients say of themselves in `OPCUAIdentity.swift`. What an encrypted channel carries is
/// counted as messages only.
public struct OPCUADissector: Sendable {
  public static let port: UInt16 = 4840

  /// Octets of one chunk that are looked at; what stands behind them is skipped.
  static let shownLimitOctets = 64 << 10

  /// What is remembered of a connection.
  struct Connection: Sendable {
    /// The URL that the client named in its Hello.
    var endpoint = NameID.none
    var policy = OPCUASecurityPolicy.unknown
  }

  var connections = FlowStates<Connection>()
  var assembly = OPCUAAssembly()
  /// Where texts are put together, kept so that a text allocates nothing.
  var text: [UInt8] = []

  public init() {}

  /// Messages whose chunks may be awaited at a time.
  public static let chunkedMessageLimit = OPCUAAssembly.messageLimit

  /// Messages in chunks that gave way to newer ones before their last chunk came.
  public var droppedMessages: Int { assembly.dropped }

  /// Source: OPC 10000-6, clauses 6.7.2.2 and 7.1.2.2.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= OPCUAHeader.octets else { return .undecided }
    var reader = ByteReader(octets)
    guard (try? OPCUAHeader(parsing: &reader)) != nil else { return .no }
    return .consistent
  }

  /// Dissects as many whole chunks as `octets` begin with.
  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= OPCUAHeader.octets {
      var reader = ByteReader(octets.extracting(at..<octets.count))
      guard let header = try? OPCUAHeader(parsing: &reader) else {
        dissection.malformed(.opcua)
        return .lost(after: at)
      }
      let shown = min(header.messageOctets, Self.shownLimitOctets)
      guard octets.count &- at >= shown else { return StreamProgress(consumed: at, needs: shown) }
      dissect(header, octets.extracting(at..<(at &+ shown)), &dissection)
      at &+= header.messageOctets
    }
    return StreamProgress(consumed: at)
  }

  private mutating func dissect(
    _ header: OPCUAHeader, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    dissection.count(.opcua, .message, MessageCode(header.type.rawValue))
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      try reader.skip(OPCUAHeader.octets)
      switch header.type {
      case .message, .closeSecureChannel:
        let sequence = try OPCUASequence(parsing: &reader)
        take(sequence, header, reader.rest(), &dissection)
      case .openSecureChannel: try openChannel(&reader, &dissection)
      case .hello: try hello(&reader, &dissection)
      case .acknowledge: dissection.withdraw(Self.helloID)
      case .error: error(&dissection)
      default: break
      }
    } catch {
      dissection.malformed(.opcua)
    }
  }

  /// Joins the chunks of a message; hands on what is whole.
  private mutating func take(
    _ sequence: OPCUASequence, _ header: OPCUAHeader, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    let serial = dissection.serial
    let policy = connections.find(serial).map { connections[$0].policy } ?? .unknown
    let isCut = header.messageOctets > Self.shownLimitOctets
    if header.chunk == .final, assembly.isEmpty {
      return dissect(
        OPCUABody(requestID: sequence.requestID, isCut: isCut, policy: policy), octets, &dissection)
    }
    let isToServer = dissection.isFromClient
    switch header.chunk {
    case .intermediate:
      // A signature stands behind each chunk's part of the body; the sequence must not run through it.
      let part = octets.extracting(0..<max(0, octets.count - policy.signatureOctets))
      assembly.append(part, serial: serial, isToServer: isToServer, requestID: sequence.requestID)
    case .abort:
      _ = assembly.take(serial: serial, isToServer: isToServer, requestID: sequence.requestID)
      end(sequence.requestID, .failed, &dissection)
    case .final:
      guard
        var message = assembly.take(serial: serial, isToServer: isToServer, requestID: sequence.requestID)
      else {
        return dissect(
          OPCUABody(requestID: sequence.requestID, isCut: isCut, policy: policy), octets, &dissection)
      }
      let room = max(0, OPCUAAssembly.octetLimit - message.octets.count)
      message.octets.append(octets.extracting(0..<min(room, octets.count)))
      let body = OPCUABody(
        requestID: sequence.requestID, isCut: message.isCut || isCut || octets.count > room, policy: policy)
      dissect(body, message.octets.span, &dissection)
    }
  }

  /// Reads the service that a whole body names, and what it asks or answers.
  private mutating func dissect(
    _ body: OPCUABody, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    var reader = ByteReader(octets)
    guard let type = try? OPCUANodeID(parsing: &reader), let number = type.standardNumber else {
      return unreadable(body, &dissection)
    }
    let service = OPCUAService(rawValue: number)
    // An encrypted body has no node id; where one channel's policy is not None, only a service proves it
    // clear.
    if service.kind == .other, body.policy != .none { return unreadable(body, &dissection) }
    dissection.countMore(.opcua, .service, MessageCode(number))
    do throws(DecodeError) {
      switch service.kind {
      case .request: try begin(service, body, &reader, &dissection)
      case .response: try finish(service, body, &reader, &dissection)
      case .other: break
      }
    } catch {
      if !body.isCut { dissection.malformed(.opcua) }
    }
  }

  private func unreadable(_ body: OPCUABody, _ dissection: inout Dissection) {
    if body.policy == .none {
      if !body.isCut { dissection.malformed(.opcua) }
    } else {
      dissection.isEncrypted = true
    }
  }

  /// A node as the object of an activity.
  mutating func object(
    _ node: OPCUANodeID, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) -> ObjectReference {
    if node.kind == .numeric {
      return ObjectReference(.nodeNumeric, part: node.namespace, from: node.number)
    }
    text.removeAll(keepingCapacity: true)
    node.spell(octets, into: &text)
    return ObjectReference(.nodeText, part: node.namespace, name: dissection.names.intern(text))
  }
}

/// A message's body and what is known of it beside its octets.
struct OPCUABody {
  var requestID: UInt32
  /// The end of the body was not kept.
  var isCut: Bool
  var policy: OPCUASecurityPolicy

  /// The id under which a request's object of this ordinal waits.
  func id(_ ordinal: Int = 0) -> UInt64 {
    UInt64(requestID) | UInt64(truncatingIfNeeded: ordinal) << 32
  }
}
