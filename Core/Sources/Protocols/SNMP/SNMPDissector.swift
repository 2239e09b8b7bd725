import Bytes
import Vocabulary

/// Dissects SNMP: who reads, browses and sets what, what agents say of themselves, and whether the community
/// is one that agents come with.
public struct SNMPDissector: Sendable {
  public static let port: UInt16 = 161
  public static let trapPort: UInt16 = 162
  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 8_192
  /// Variables of one message that are read.
  static let variableLimit = 64
  /// Arcs of an object's identifier that a reading's object shows: a table and its column.
  private static let readArcs = 9
  private static let setArcs = 20
  private static let setLimit = 8

  struct State: Sendable {
    /// A digest of the last community or user, too short to tell which it was.
    var digest: UInt16 = 0
    var isKnown = false
    var logins: UInt32 = 0
  }

  var states = FlowStates<State>(limit: flowLimit)
  /// An identifier while it is spelled.
  private var text: [UInt8] = []

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { states.dropped }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count > 10, let outer = try? BERHeader(octets), outer.tag == .sequence,
      outer.elementOctets == octets.count,
      (try? SNMPMessage(parsing: octets)) != nil
    else { return .no }
    return .consistent
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.snmp)
    do throws(DecodeError) {
      let message = try SNMPMessage(parsing: octets)
      if message.operation != .response && message.operation != .report {
        takeCommunity(octets.extracting(message.community), message, &dissection)
      } else {
        answerLogin(&dissection)
      }
      guard let operation = message.operation else {
        dissection.isEncrypted = true
        return
      }
      try take(operation, octets.extracting(message.content), &dissection)
    } catch {
      dissection.malformed(.snmp)
    }
  }

  private mutating func take(
    _ operation: SNMPMessage.Operation, _ content: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var fields = BERReader(content)
    if operation == .trapV1 {
      let enterprise = try fields.take(.objectIdentifier)
      let object = object(enterprise, arcs: Self.readArcs, &dissection)
      tellMaker(enterprise, &dissection)
      return dissection.activity(.snmp, .signal, object)
    }
    let head = try SNMPOperationHead(parsing: &fields)
    var variables = BERReader(try fields.take(.sequence))
    let id = UInt64(head.requestID) << 8
    switch operation {
    case .get: try open(.read, id, &variables, &dissection)
    case .getNext, .getBulk: try open(.browse, id, &variables, &dissection)
    case .set: try openSets(id, &variables, &dissection)
    case .response:
      for ordinal in 0..<UInt64(Self.setLimit) {
        let request = dissection.reply(id | ordinal, head.errorStatus == 0 ? .succeeded : .refused)
        if request == nil, ordinal > 0 { break }
      }
      try tellVariables(&variables, &dissection)
    case .inform, .trap: try signal(&variables, &dissection)
    case .report, .trapV1: break
    }
  }

  private mutating func open(
    _ verb: Verb, _ id: UInt64, _ variables: inout BERReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var object = ObjectReference.none
    if !variables.isAtEnd {
      var variable = BERReader(try variables.take(.sequence))
      object = self.object(try variable.take(.objectIdentifier), arcs: Self.readArcs, &dissection)
    }
    dissection.request(.snmp, id: id, verb, object)
  }

  /// Each variable that is set is an activity of its own.
  private mutating func openSets(
    _ id: UInt64, _ variables: inout BERReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var ordinal: UInt64 = 0
    while !variables.isAtEnd {
      var variable = BERReader(try variables.take(.sequence))
      let name = try variable.take(.objectIdentifier)
      guard ordinal < Self.setLimit else {
        dissection.droppedObjects += 1
        continue
      }
      dissection.request(
        .snmp, id: id | ordinal, .configure, object(name, arcs: Self.setArcs, &dissection), deed: .parameter)
      ordinal += 1
    }
  }

  /// What happened is the value of the second variable, `snmpTrapOID.0`.
  ///
  /// Source: RFC 3416, section 4.2.6.
  private mutating func signal(_ variables: inout BERReader, _ dissection: inout Dissection)
    throws(DecodeError)
  {
    _ = try variables.take(.sequence)
    var object = ObjectReference.none
    if !variables.isAtEnd {
      var variable = BERReader(try variables.take(.sequence))
      _ = try variable.take(.objectIdentifier)
      let value = try variable.next()
      if value.tag == .objectIdentifier {
        object = self.object(value.octets, arcs: Self.readArcs + 2, &dissection)
      }
    }
    dissection.activity(.snmp, .signal, object)
  }
}

extension SNMPDissector {
  /// The identifier's first arcs as an object of the client's.
  private mutating func object(
    _ identifier: Span<UInt8>, arcs limit: Int, _ dissection: inout Dissection
  ) -> ObjectReference {
    SNMPObjectID.spell(identifier, arcs: limit, into: &text)
    return dissection.clientObject(.text, text.span)
  }

  private static let loginID: UInt64 = 1 << 48

  /// A community is a secret in clear, told once in a flow while it stays the same.
  private mutating func takeCommunity(
    _ community: Span<UInt8>, _ message: SNMPMessage, _ dissection: inout Dissection
  ) {
    // A question for the engine's id bears no user yet.
    if community.isEmpty { return }
    let position = states.position(of: dissection.serial, initial: State())
    // 16 bits tell that the community changed and nothing more.
    let digest = UInt16(truncatingIfNeeded: quickDigest(community) &>> 32)
    if states[position].isKnown, states[position].digest == digest { return }
    states[position].isKnown = true
    states[position].digest = digest
    states[position].logins &+= 1
    if message.version == 3 {
      return dissection.request(
        .snmp, id: Self.loginID, .authenticate, dissection.clientObject(.user, community))
    }
    let isTrap = message.operation == .trap || message.operation == .trapV1
    dissection.secretInClear(.snmp, octets: community.count, mark: isTrap ? 0 : Self.mark(community))
    let pair = DefaultCredentials.community(community)
    guard pair > 0, !isTrap else { return }
    dissection.request(.snmp, id: Self.loginID, .authenticate, deed: .defaultCredentials, code: pair)
  }

  /// 16 bits, never 0, that tell communities apart and not which they were. What stands behind an `@` is a
  /// switch's VLAN: a poller asks one after another by the same community.
  private static func mark(_ community: Span<UInt8>) -> UInt32 {
    let own = community.extracting(first: end(at: UInt8(ascii: "@"), in: community, from: 0))
    return UInt32(truncatingIfNeeded: quickDigest(own) &>> 48) | 0x1_0000
  }

  /// An agent answers nobody whose community it does not know.
  private mutating func answerLogin(_ dissection: inout Dissection) {
    dissection.reply(Self.loginID, .succeeded)
  }
}
