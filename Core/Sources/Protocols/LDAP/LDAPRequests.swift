import Bytes
import Vocabulary

/// What LDAP's requests ask for.
extension LDAPDissector {
  mutating func takeRequest(
    _ message: LDAPMessage, _ content: Span<UInt8>, _ name: ProtocolName, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let id = Self.id(message.id)
    switch message.operation {
    case .bindRequest: try takeBind(message, content, &dissection)
    case .search: try takeSearch(message, content, name, &dissection)
    case .entry:
      if dissection.pendingRequest(id)?.activity.verb == .identify { try takeServer(content, &dissection) }
    case .modify: try takeModify(message, content, name, &dissection)
    case .add, .rename:
      var fields = BERReader(content)
      let object = dissection.clientObject(.text, try fields.take(.octetString))
      dissection.request(name, id: id, .configure, object, code: UInt32(message.operation.rawValue))
    case .delete:
      dissection.request(
        name, id: id, .configure, dissection.clientObject(.text, content),
        code: UInt32(message.operation.rawValue))
    case .compare:
      var fields = BERReader(content)
      dissection.request(
        name, id: id, .read, dissection.clientObject(.text, try fields.take(.octetString)))
    case .extended: try takeExtended(message, content, name, &dissection)
    default: break
    }
  }

  /// Source: RFC 4511, section 4.2; MS-ADTS, section 5.1.1.1.3 for the ways named Sicily.
  private mutating func takeBind(
    _ message: LDAPMessage, _ content: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let id = Self.id(message.id)
    let state = states.position(of: dissection.serial, initial: State())
    var fields = BERReader(content)
    _ = try fields.take(.integer)
    let name = try fields.take(.octetString)
    let proof = try fields.next(mayBeCut: true)
    switch proof.tag {
    case .contextPrimitive(0):
      states[state].login = id
      guard !proof.octets.isEmpty else {
        return dissection.request(.ldap, id: id, .authenticate, deed: .anonymous)
      }
      dissection.request(.ldap, id: id, .authenticate, dissection.clientObject(.user, name))
      dissection.secretInClear(.ldap, octets: proof.octets.count)
    case .context(3):
      var sasl = proof.elements
      let mechanism = try sasl.take(.octetString)
      guard let credentials = try sasl.takeIfPresent(.octetString, mayBeCut: true) else {
        if starts(mechanism, with: "EXTERNAL") {
          states[state].login = id
          dissection.request(.ldap, id: id, .authenticate)
        }
        return
      }
      if starts(mechanism, with: "GSS") || starts(mechanism, with: "NTLM") {
        states[state].login = id
        SecurityToken.take(credentials, request: id, &dissection)
      } else if takeNamedLogin(mechanism, credentials, id, &dissection) {
        states[state].login = id
      }
    case .contextPrimitive(10), .contextPrimitive(11):
      states[state].login = id
      SecurityToken.take(proof.octets, request: id, &dissection)
    default: break
    }
  }

  /// Mechanisms that say the user's name in clear.
  ///
  /// Source: RFC 4616, section 2; RFC 5802, section 7; RFC 2831, section 2.1.2.
  private func takeNamedLogin(
    _ mechanism: Span<UInt8>, _ credentials: Span<UInt8>, _ id: UInt64, _ dissection: inout Dissection
  ) -> Bool {
    var user = 0..<0
    if starts(mechanism, with: "PLAIN") {
      let start = min(end(at: 0, in: credentials, from: 0) &+ 1, credentials.count)
      let stop = end(at: 0, in: credentials, from: start)
      user = start..<stop
      dissection.secretInClear(.ldap, octets: max(0, credentials.count &- stop &- 1))
    } else if starts(mechanism, with: "SCRAM-") {
      guard let found = position(of: ",n=", in: credentials) else { return false }
      user = (found &+ 3)..<end(at: UInt8(ascii: ","), in: credentials, from: found &+ 3)
    } else if starts(mechanism, with: "DIGEST-MD5") {
      guard let found = position(of: "username=\"", in: credentials) else { return false }
      user = (found &+ 10)..<end(at: UInt8(ascii: "\""), in: credentials, from: found &+ 10)
    }
    guard !user.isEmpty else { return false }
    dissection.request(
      .ldap, id: id, .authenticate, dissection.clientObject(.user, credentials.extracting(user)))
    return true
  }

  /// Source: RFC 4511, section 4.5.1.
  private mutating func takeSearch(
    _ message: LDAPMessage, _ content: Span<UInt8>, _ name: ProtocolName, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var fields = BERReader(content)
    let base = try fields.take(.octetString)
    let scope = BERValue.integer(try fields.take(.enumerated)) ?? 0
    _ = try fields.take(.enumerated)
    _ = try fields.take(.integer)
    _ = try fields.take(.integer)
    _ = try fields.take(.boolean)
    let octets = content.extracting(fields.position..<content.count)
    let filter = LDAPFilter(octets)
    let isOfServer = base.isEmpty && scope == 0
    if isOfServer, let host = filter.host, host.upperBound <= octets.count {
      dissection.tellFreely(.hostname, octets.extracting(host), source: "cldap ping")
    }
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: (scope == 0 ? "base " : scope == 1 ? "level " : "subtree ").utf8)
    for index in 0..<min(base.count, Self.baseOctetLimit) { text.append(base[index]) }
    if !base.isEmpty { text.append(UInt8(ascii: " ")) }
    text.append(contentsOf: filter.text)
    var deed = Deed.plain
    if scope != 0, !filter.isNarrow, Self.isWholeDirectory(base) {
      deed = filter.isRoastable ? .roastableSearch : filter.isBroad ? .broadSearch : .plain
    }
    let object = dissection.clientObject(.text, text.span)
    dissection.request(
      name, id: Self.id(message.id), isOfServer ? .identify : .browse, object, deed: deed,
      code: UInt32(message.operation.rawValue))
  }

  private static let baseOctetLimit = 80

  /// The root of a domain, of its configuration, or of all: its name is made of domain components.
  private static func isWholeDirectory(_ base: Span<UInt8>) -> Bool {
    var at = 0
    if isPart(base, "cn=configuration,", 0) { at = 17 }
    while at < base.count {
      guard isPart(base, "dc=", at) else { return false }
      at = end(at: UInt8(ascii: ","), in: base, from: at) &+ 1
    }
    return true
  }

  private static func isPart(_ text: Span<UInt8>, _ word: String, _ start: Int) -> Bool {
    let length = word.utf8.count
    guard text.count &- start >= length else { return false }
    return LDAPFilter.isSame(text.extracting(start..<(start &+ length)), word)
  }

  /// An entry, and the first of its attributes that changes.
  ///
  /// Source: RFC 4511, section 4.6.
  private mutating func takeModify(
    _ message: LDAPMessage, _ content: Span<UInt8>, _ name: ProtocolName, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var fields = BERReader(content)
    let entry = try fields.take(.octetString)
    text.removeAll(keepingCapacity: true)
    for index in 0..<min(entry.count, Self.baseOctetLimit) { text.append(entry[index]) }
    var deed = Deed.plain
    var changes = BERReader(try fields.take(.sequence, mayBeCut: true))
    if !changes.isAtEnd {
      var change = BERReader(try changes.take(.sequence, mayBeCut: true))
      _ = try change.take(.enumerated)
      var modification = BERReader(try change.take(.sequence, mayBeCut: true))
      let attribute = try modification.take(.octetString)
      text.append(UInt8(ascii: " "))
      for index in 0..<min(attribute.count, Self.baseOctetLimit) { text.append(attribute[index]) }
      if LDAPFilter.isSame(attribute, "unicodepwd") || LDAPFilter.isSame(attribute, "userpassword") {
        deed = .password
      }
    }
    dissection.request(
      name, id: Self.id(message.id), .configure, dissection.clientObject(.text, text.span), deed: deed,
      code: UInt32(message.operation.rawValue))
  }

  /// Source: RFC 4511, sections 4.12 and 4.14; RFC 3062.
  private mutating func takeExtended(
    _ message: LDAPMessage, _ content: Span<UInt8>, _ name: ProtocolName, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var fields = BERReader(content)
    let operation = try fields.take(.contextPrimitive(0))
    let id = Self.id(message.id)
    if starts(operation, with: "1.3.6.1.4.1.1466.20037") {
      states[states.position(of: dissection.serial, initial: State())].askedTLS = message.id
      dissection.request(
        name, id: id, .connect, ObjectReference(.text, text: dissection.names.intern("StartTLS")))
    } else if starts(operation, with: "1.3.6.1.4.1.4203.1.11.1") {
      dissection.request(name, id: id, .configure, deed: .password)
    }
  }
}
