import Bytes
import Vocabulary

/// Binds: which interfaces a connection is for, and who logs in.
///
///     bind          16                     24      25         28
///     +-------------+----------------------+-------+----------+-----------------------------------------
///     | header      | sizes, group         | count | reserved | contexts: id, count, interface, version, …
///
/// Source: The Open Group C706, clauses 12.6.3.3 to 12.6.3.5 and 12.6.4.3; MS-RPCE, section 2.2.2.13.
extension DCERPCDissector {
  /// Contexts of one bind that are read.
  private static let bindLimit = 16

  /// NDR64, by which counts and pointers have eight octets.
  private static let wideSyntax = InterfaceID(0x7171_0533_beba_4937, 0x8319_b5db_ef9c_cc36)
  /// The first half of what only asks for features: it stands where a transfer syntax does.
  private static let featureSyntax: UInt64 = 0x6cb7_1c2c_9812_4540

  /// NDR is 8a885d04-1ceb-11c9-9fe8-08002b104860.
  static func isSyntax(_ id: InterfaceID) -> Bool {
    id == wideSyntax || id.high == featureSyntax
      || id == InterfaceID(0x8a88_5d04_1ceb_11c9, 0x9fe8_0800_2b10_4860)
  }

  mutating func takeBind(
    _ fragment: DCERPCFragment, _ octets: Span<UInt8>, _ pipe: NamedPipe?, _ dissection: inout Dissection
  ) {
    let place = openAssociation(pipe, dissection)
    takeContexts(fragment, octets, place, pipe, &dissection)
    takeLogin(fragment, octets, pipe, &dissection)
  }

  private mutating func takeContexts(
    _ fragment: DCERPCFragment, _ octets: Span<UInt8>, _ association: Int, _ pipe: NamedPipe?,
    _ dissection: inout Dissection
  ) {
    guard octets.count >= 28 else { return dissection.malformed(.dcerpc) }
    var at = 28
    var named: [InterfaceID] = []
    for position in 0..<min(Int(octets[24]), Self.bindLimit) {
      guard octets.count &- at >= 24, let id = InterfaceID(octets, at: at &+ 4, isLittle: fragment.isLittle)
      else { return dissection.malformed(.dcerpc) }
      let syntaxes = Int(octets[at &+ 2])
      let contextID =
        fragment.isLittle
        ? UInt16(octets[at &+ 1]) << 8 | UInt16(octets[at])
        : UInt16(octets[at]) << 8 | UInt16(octets[at &+ 1])
      let syntax = InterfaceID(octets, at: at &+ 24, isLittle: fragment.isLittle)
      at &+= 24 &+ syntaxes &* 20
      if let syntax, syntax.high == Self.featureSyntax { continue }
      let interface = DCERPCInterface(id)
      associations[association].set(
        DCERPCAssociation.Context(id: contextID, interface: interface, isWide: syntax == Self.wideSyntax))
      // The same interface is offered once for each transfer syntax.
      if named.contains(id) { continue }
      named.append(id)
      dissection.request(
        interface.protocolName, id: Self.id(fragment.callID, .context, pipe, place: position), .connect,
        object(interface, id, &dissection))
    }
  }

  /// An interface by its name, else by its UUID.
  private mutating func object(
    _ interface: DCERPCInterface, _ id: InterfaceID, _ dissection: inout Dissection
  ) -> ObjectReference {
    if interface != .unknown { return ObjectReference(.text, text: dissection.names.intern(interface.text)) }
    text.removeAll(keepingCapacity: true)
    id.append(to: &text)
    return dissection.clientObject(.text, text.span)
  }

  /// NTLMSSP, SPNEGO, Kerberos or Netlogon behind a bind or as the third leg of a login.
  mutating func takeLogin(
    _ fragment: DCERPCFragment, _ octets: Span<UInt8>, _ pipe: NamedPipe?, _ dissection: inout Dissection
  ) {
    guard let verifier = DCERPCVerifier(octets, of: fragment) else { return }
    let isAnswer = fragment.type == .bindAcknowledge || fragment.type == .alterContextResponse
    if !isAnswer {
      let place = openAssociation(pipe, dissection)
      associations[place].authLevel = verifier.level
      associations[place].login = fragment.callID
    }
    let token = octets.extracting(verifier.token)
    if verifier.type == DCERPCVerifier.netlogon {
      if !isAnswer { Self.tellMachine(token, &dissection) }
      return
    }
    SecurityToken.take(token, request: isAnswer ? 0 : Self.id(fragment.callID, .login, pipe), &dissection)
  }

  /// A machine's own name, where it protects its calls by its account.
  ///
  /// Source: MS-NRPC, section 2.2.1.3.1.
  private static func tellMachine(_ token: Span<UInt8>, _ dissection: inout Dissection) {
    guard token.count > 8, token[0] == 0, token[4] & 0x03 == 0x03 else { return }
    let name = end(at: 0, in: token, from: 8) &+ 1
    guard name < token.count else { return }
    dissection.tellFreely(
      .hostname, token.extracting(name..<end(at: 0, in: token, from: name)), source: "netlogon secure channel"
    )
  }

  mutating func takeBindAnswer(
    _ fragment: DCERPCFragment, _ octets: Span<UInt8>, _ pipe: NamedPipe?, _ dissection: inout Dissection
  ) {
    if fragment.type == .bindRefusal {
      for place in 0..<Self.bindLimit {
        dissection.reply(Self.id(fragment.callID, .context, pipe, place: place), .refused)
      }
      dissection.reply(Self.id(fragment.callID, .login, pipe), .refused)
      return
    }
    takeLogin(fragment, octets, pipe, &dissection)
    dissection.reply(Self.id(fragment.callID, .login, pipe), .succeeded)
    takeResults(fragment, octets, pipe, &dissection)
  }

  /// One result for each context, in the order in which they were offered: behind the secondary address.
  private mutating func takeResults(
    _ fragment: DCERPCFragment, _ octets: Span<UInt8>, _ pipe: NamedPipe?, _ dissection: inout Dissection
  ) {
    guard octets.count >= 26 else { return }
    let addressOctets =
      fragment.isLittle
      ? Int(octets[25]) << 8 | Int(octets[24]) : Int(octets[24]) << 8 | Int(octets[25])
    var at = (26 &+ addressOctets &+ 3) & ~3
    guard at < octets.count else { return }
    let count = min(Int(octets[at]), Self.bindLimit)
    at &+= 4
    for place in 0..<count {
      guard octets.count &- at >= 24 else { return }
      // The result's low octet is the only one that is not zero.
      let isAccepted = octets[at] == 0 && octets[at &+ 1] == 0
      at &+= 24
      let id = Self.id(fragment.callID, .context, pipe, place: place)
      let isOPC = dissection.pendingRequest(id)?.activity.name == .dcom
      // Offered for several transfer syntaxes, an interface is refused where each of them is.
      if !isAccepted, place &+ 1 < count, dissection.pendingRequest(id &+ 1) == nil, at < octets.count {
        if octets[at] == 0 {
          dissection.reply(id, .succeeded)
          continue
        }
      }
      dissection.reply(id, isAccepted ? .succeeded : .refused)
      guard isOPC, isAccepted else { continue }
      dissection.tell(.software, "OPC DA server", source: "dcom interface")
      if pipe == nil { dissection.refinedName = .dcom }
    }
  }
}

extension DCERPCInterface {
  /// OPC Data Access is named after what carries it.
  var protocolName: ProtocolName { isOPC ? .dcom : .dcerpc }
}
