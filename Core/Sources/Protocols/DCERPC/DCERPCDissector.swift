import Bytes
import Vocabulary

/// Dissects DCE-RPC on TCP and in named pipes: logins, interfaces, and the calls whose names matter.
///
/// Of a fragment its header is read, of a call's first one the beginning of its parameters. What is encrypted
/// still tells interface and operation.
///
/// Source: The Open Group C706, clause 12.6; MS-RPCE, section 2.2.2.
public struct DCERPCDissector: Sendable {
  public static let port: UInt16 = 135
  /// Connections and pipes whose interfaces are remembered.
  public static let associationLimit = 8_192
  public static let portLimit = DCERPCPorts.portLimit
  static let headerOctets = DCERPCFragment.headerOctets
  /// Octets of a call that are read at most: names stand at its beginning.
  static let callOctetLimit = 2_048
  /// Octets of an answer's parameters that are searched for its endpoints.
  static let answerOctetLimit = 4_096

  var associations = FlowStates<DCERPCAssociation>(limit: associationLimit)
  var ports = DCERPCPorts()
  /// Each operation's text, made when it is first called.
  var spelled: [NameID] = []
  /// Text that is put together; kept so that reading needs no memory of its own.
  var text: [UInt8] = []

  public init() {}

  public var droppedAssociations: Int { associations.dropped }
  public var droppedPorts: Int { ports.dropped }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= headerOctets else {
      return octets.isEmpty || octets[0] == 5 && (octets.count < 2 || octets[1] <= 1) ? .undecided : .no
    }
    guard let header = DCERPCFragment(octets, at: 0) else { return .no }
    return header.authOctets < header.fragmentOctets ? .consistent : .no
  }

  /// A bind whose first context is offered in one of the ways in which parameters are written.
  public static func isProof(_ octets: Span<UInt8>) -> Bool {
    guard let header = DCERPCFragment(octets, at: 0), header.type == .bind || header.type == .alterContext,
      let syntax = InterfaceID(octets, at: 52, isLittle: header.isLittle)
    else { return false }
    return isSyntax(syntax)
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    dissect(stream: octets, pipe: nil, &dissection)
  }

  /// Octets of a connection of its own, or of a named pipe.
  mutating func dissect(
    stream octets: Span<UInt8>, pipe: NamedPipe?, _ dissection: inout Dissection
  ) -> StreamProgress {
    var at = 0
    while octets.count &- at >= Self.headerOctets {
      guard let fragment = DCERPCFragment(octets, at: at) else {
        dissection.malformed(.dcerpc)
        return .lost(after: at)
      }
      let needed = needed(fragment, octets, at, pipe, dissection)
      if octets.count &- at < needed { return StreamProgress(consumed: at, needs: needed) }
      dissection.count(.dcerpc, .type, MessageCode(UInt32(fragment.type.rawValue)))
      let end = min(octets.count, at &+ fragment.fragmentOctets)
      take(fragment, octets.extracting(at..<end), pipe, &dissection)
      at = at &+ fragment.fragmentOctets
    }
    return StreamProgress(consumed: at)
  }

  /// Octets that must be there before a fragment can be read; what is not read needs its header alone.
  private func needed(
    _ fragment: DCERPCFragment, _ octets: Span<UInt8>, _ at: Int, _ pipe: NamedPipe?,
    _ dissection: Dissection
  ) -> Int {
    switch fragment.type {
    case .request:
      return fragment.isFirst ? min(fragment.fragmentOctets, Self.callOctetLimit) : Self.headerOctets
    case .response, .fault:
      return dissection.pendingRequest(Self.id(fragment.callID, .call, pipe)) == nil
        ? Self.headerOctets : min(fragment.fragmentOctets, Self.answerOctetLimit)
    case .bind, .bindAcknowledge, .bindRefusal, .alterContext, .alterContextResponse, .thirdLeg:
      return fragment.fragmentOctets
    default: return Self.headerOctets
    }
  }

  private mutating func take(
    _ fragment: DCERPCFragment, _ octets: Span<UInt8>, _ pipe: NamedPipe?, _ dissection: inout Dissection
  ) {
    switch fragment.type {
    case .request: takeRequest(fragment, octets, pipe, &dissection)
    case .response, .fault: takeAnswer(fragment, octets, pipe, &dissection)
    case .bind, .alterContext: takeBind(fragment, octets, pipe, &dissection)
    case .bindAcknowledge, .alterContextResponse, .bindRefusal:
      takeBindAnswer(fragment, octets, pipe, &dissection)
    case .thirdLeg: takeLogin(fragment, octets, pipe, &dissection)
    default: break
    }
  }

  /// The place of what was agreed on this connection or pipe.
  func association(_ pipe: NamedPipe?, _ dissection: Dissection) -> Int? {
    associations.find(pipe?.number ?? dissection.serial)
  }

  mutating func openAssociation(_ pipe: NamedPipe?, _ dissection: Dissection) -> Int {
    if let known = association(pipe, dissection) { return known }
    var fresh = DCERPCAssociation()
    if let pipe {
      fresh.usual = DCERPCInterface(pipe: dissection.names.octets(of: pipe.name))
    } else {
      let isToServer = dissection.isFromClient
      fresh.usual = ports.interface(
        isToServer ? dissection.receiver : dissection.sender,
        isToServer ? dissection.receiverPort : dissection.senderPort)
    }
    return associations.position(of: pipe?.number ?? dissection.serial, initial: fresh)
  }

  /// What a request's id stands for: a call, a login, or the interface at a place of a bind's list.
  enum Purpose: UInt64 {
    case call, login, context
  }

  /// Ids of pipes do not meet those of the file service that carries them: their highest bit is set.
  static func id(_ call: UInt32, _ purpose: Purpose, _ pipe: NamedPipe?, place: Int = 0) -> UInt64 {
    1 << 63 | UInt64(pipe?.number ?? 0) & 0x03FF_FFFF << 37 | UInt64(call) << 5
      | min(purpose.rawValue &+ UInt64(place), 31)
  }
}
