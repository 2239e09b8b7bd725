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

  private func take(
    _ operation: SNMPMessage.Operation, _ content: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var fields = BERReader(content)
    if operation == .trapV1 {
      let enterprise = try fields.take(.objectIdentifier)
      let object = SNMPObjectID.spelled(enterprise, arcs: Self.readArcs)
      tellMaker(enterprise, &dissection)
      return dissection.activity(.snmp, .signal, dissection.clientObject(.text, object.span))
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

  private func open(
    _ verb: Verb, _ id: UInt64, _ variables: inout BERReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var object = ObjectReference.none
    if !variables.isAtEnd {
      var variable = BERReader(try variables.take(.sequence))
      let text = SNMPObjectID.spelled(try variable.take(.objectIdentifier), arcs: Self.readArcs)
      object = dissection.clientObject(.text, text.span)
    }
    dissection.request(.snmp, id: id, verb, object)
  }

  /// Each variable that is set is an activity of its own.
  private func openSets(
    _ id: UInt64, _ variables: inout BERReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var ordinal: UInt64 = 0
    while !variables.isAtEnd {
      var variable = BERReader(try variables.take(.sequence))
      let text = SNMPObjectID.spelled(try variable.take(.objectIdentifier), arcs: Self.setArcs)
      guard ordinal < Self.setLimit else {
        dissection.droppedObjects += 1
        continue
      }
      dissection.request(
        .snmp, id: id | ordinal, .configure, dissection.clientObject(.text, text.span), deed: .parameter)
      ordinal += 1
    }
  }

  /// What happened is the value of the second variable, `snmpTrapOID.0`.
  ///
  /// Source: RFC 3416, section 4.2.6.
  private func signal(_ variables: inout BERReader, _ dissection: inout Dissection) throws(DecodeError) {
    _ = try variables.take(.sequence)
    var object = ObjectReference.none
    if !variables.isAtEnd {
      var variable = BERReader(try variables.take(.sequence))
      _ = try variable.take(.objectIdentifier)
      let value = try variable.next()
      if value.tag == .objectIdentifier {
        let text = SNMPObjectID.spelled(value.octets, arcs: Self.readArcs + 2)
        object = dissection.clientObject(.text, text.span)
      }
    }
    dissection.activity(.snmp, .signal, object)
  }
}

extension SNMPDissector {
  private static let loginID: UInt64 = 1 << 48

  /// A community is a secret in clear, told once in a flow while it stays the same.
  private mutating func takeCommunity(
    _ community: Span<UInt8>, _ message: SNMPMessage, _ dissection: inout Dissection
  ) {
    // A question for the engine's id bears no user yet.
    if community.isEmpty { return }
    let position = states.position(of: dissection.serial, initial: State())
    let digest = Self.digest(community)
    if states[position].isKnown, states[position].digest == digest { return }
    states[position].isKnown = true
    states[position].digest = digest
    states[position].logins &+= 1
    if message.version == 3 {
      return dissection.request(
        .snmp, id: Self.loginID, .authenticate, dissection.clientObject(.user, community))
    }
    dissection.secretInClear(.snmp, octets: community.count)
    let pair = DefaultCredentials.community(community)
    guard pair > 0, message.operation != .trap, message.operation != .trapV1 else { return }
    dissection.request(.snmp, id: Self.loginID, .authenticate, deed: .defaultCredentials, code: pair)
  }

  /// An agent answers nobody whose community it does not know.
  private mutating func answerLogin(_ dissection: inout Dissection) {
    dissection.reply(Self.loginID, .succeeded)
  }

  /// 16 bits tell that the community changed and nothing more.
  private static func digest(_ octets: Span<UInt8>) -> UInt16 {
    var digest: UInt64 = 0
    for index in octets.indices { digest = mixed(digest, UInt64(octets[index])) }
    return UInt16(truncatingIfNeeded: digest)
  }
}
