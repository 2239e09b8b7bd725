import Detection
import Vocabulary

/// Logins, and deeds against other systems, in the words of a test.
extension Scene {
  /// A user by number.
  static func user(_ number: Int) -> ObjectReference {
    ObjectReference(.user, text: NameID(rawValue: UInt32(1_000 + number)))
  }

  static func text(_ number: Int) -> ObjectReference {
    ObjectReference(.text, text: NameID(rawValue: UInt32(5_000 + number)))
  }

  mutating func login(
    _ actor: EndpointID, _ target: EndpointID, user: Int, _ outcome: Outcome = .refused,
    at seconds: Double = 0, _ deed: Deed = .plain, name: ProtocolName = .ntlmssp
  ) {
    act(actor, target, .authenticate, deed, outcome, at: seconds, object: Self.user(user), name: name)
  }

  mutating func call(
    _ actor: EndpointID, _ target: EndpointID, _ verb: Verb, _ deed: Deed, _ outcome: Outcome = .succeeded,
    at seconds: Double = 0, object: Int = 0
  ) {
    act(actor, target, verb, deed, outcome, at: seconds, object: Self.text(object), name: .dcerpc)
  }

  mutating func layProgram(_ actor: EndpointID, _ target: EndpointID, at seconds: Double = 0) {
    act(actor, target, .transfer, .adminShareWrite, at: seconds, name: .smb2)
  }

  /// One of each kind.
  mutating func systemsUnderAttack(_ actor: EndpointID, _ target: EndpointID) {
    for deed in [
      Deed.serviceCreated, .taskCreated, .registryChanged, .driverInstalled, .logCleared, .replicaAdded,
    ] {
      call(actor, target, .configure, deed)
    }
    call(actor, target, .operate, .remoteExecution)
    call(actor, target, .transfer, .adminExecutableWrite)
    call(actor, target, .read, .coercion)
    call(actor, target, .browse, .accountListing)
    login(actor, target, user: 1, .emptyCredential)
    login(actor, target, user: 2, .succeeded, .noPreauthentication)
    act(actor, target, .connect, .downgradedTicket, name: .kerberos)
    act(actor, target, .browse, .roastableSearch, name: .ldap)
    for number in 0..<12 { login(actor, target, user: 3, at: Double(number)) }
    let sprayer = host()
    for number in 0..<12 { login(sprayer, target, user: number, at: Double(number)) }
  }

  private mutating func login(
    _ actor: EndpointID, _ target: EndpointID, user: Int, _ deed: Deed
  ) {
    login(actor, target, user: user, .refused, at: 0, deed)
  }
}
