import Vocabulary

/// What Kerberos' messages mean. Both exchanges carry no number in clear: one of each kind is under way in a
/// flow.
///
/// Source: RFC 4120, sections 3.1, 3.3 and 7.5.9.
extension KerberosDissector {
  private static let loginID: UInt64 = 1
  private static let ticketID: UInt64 = 2

  /// What is remembered of a login: it came with a proof of its key.
  private static let hadProof: UInt64 = 1
  /// What is remembered of a request for a ticket: its session is strong, but a weak ticket was asked for; it
  /// is not for a machine's own service.
  private static let asksDowngrade: UInt64 = 2
  private static let isGuessable: UInt64 = 4

  func login(_ message: KerberosMessage, _ dissection: inout Dissection) {
    if !message.machine.isEmpty {
      dissection.tellFreely(.hostname, message.machine.span, source: "kerberos client address")
    }
    let object = Self.user(message, &dissection)
    dissection.request(
      .kerberos, id: Self.loginID, .authenticate, object, code: message.type.rawValue,
      memory: message.hasProof ? Self.hadProof : 0)
  }

  func askTicket(_ message: KerberosMessage, _ dissection: inout Dissection) {
    var memory: UInt64 = 0
    if !message.isUserToUser, Self.isGuessable(message.service.span) { memory |= Self.isGuessable }
    let isWeakFirst = message.encryptions.first == KerberosEncryption.rc4
    let hasStrong = message.encryptions.contains { KerberosEncryption.isAES($0) }
    if KerberosEncryption.isAES(message.sessionEncryption), isWeakFirst || !hasStrong {
      memory |= Self.asksDowngrade
    }
    let object = dissection.clientObject(.service, message.service.span)
    dissection.request(
      .kerberos, id: Self.ticketID, .connect, object, code: message.type.rawValue, memory: memory)
  }

  func endLogin(_ message: KerberosMessage, _ dissection: inout Dissection) {
    guard let request = dissection.pendingRequest(Self.loginID) else { return }
    tellMachine(message, &dissection)
    let isOpenToGuessing = request.memory & Self.hadProof == 0
    dissection.reply(Self.loginID, .succeeded, deed: isOpenToGuessing ? .noPreauthentication : .plain)
  }

  func endTicket(_ message: KerberosMessage, _ dissection: inout Dissection) {
    guard let request = dissection.pendingRequest(Self.ticketID) else { return }
    var deed = Deed.plain
    if message.ticketEncryption == KerberosEncryption.rc4, request.memory & Self.isGuessable != 0 {
      deed = request.memory & Self.asksDowngrade != 0 ? .downgradedTicket : .weakTicket
    }
    dissection.reply(Self.ticketID, .succeeded, deed: deed)
  }

  func refuse(_ message: KerberosMessage, _ dissection: inout Dissection) {
    switch message.errorCode {
    // More is needed, by another way, of another server: the request comes again.
    case 25, 52, 68, 90, 91:
      dissection.withdraw(Self.loginID)
      dissection.withdraw(Self.ticketID)
    case 6: dissection.reply(Self.loginID, .refused, deed: .unknownAccount)
    default:
      if dissection.reply(Self.loginID, .refused) == nil { dissection.reply(Self.ticketID, .refused) }
    }
  }

  /// `REALM\name`.
  private static func user(_ message: KerberosMessage, _ dissection: inout Dissection) -> ObjectReference {
    guard !message.client.isEmpty else { return .none }
    var text = message.realm
    if !text.isEmpty { text.append(UInt8(ascii: "\\")) }
    text.append(contentsOf: message.client)
    return dissection.clientObject(.user, text.span)
  }

  /// A machine logs in by its own name, with a dollar sign behind.
  private func tellMachine(_ message: KerberosMessage, _ dissection: inout Dissection) {
    guard message.client.count > 1, message.client.last == UInt8(ascii: "$") else { return }
    dissection.tellFreely(
      .hostname, message.client.span.extracting(0..<(message.client.count - 1)), of: dissection.receiver,
      by: dissection.receiver, source: "kerberos machine account")
  }

  /// The key of a service that runs as a user is made of a password that somebody chose. Those of machines
  /// are random: nobody guesses them.
  private static func isGuessable(_ service: Span<UInt8>) -> Bool {
    let stop = end(at: UInt8(ascii: "/"), in: service, from: 0)
    // A name of one part is an account's; a machine's ends with a dollar sign.
    if stop == service.count { return !service.isEmpty && service[stop - 1] != UInt8(ascii: "$") }
    for machine in [
      "krbtgt", "host", "cifs", "ldap", "dns", "gc", "rpcss", "rpc", "termsrv", "wsman", "restrictedkrbhost",
      "kadmin", "dfsr-12f9a27c-bf97-4787-9364-d31b6c55eb04", "e3514235-4b06-11d1-ab04-00c04fc2dcd2",
    ] as [String] where isSame(service.extracting(0..<stop), machine) {
      return false
    }
    return true
  }

  private static func isSame(_ text: Span<UInt8>, _ word: String) -> Bool {
    guard text.count == word.utf8.count else { return false }
    var at = 0
    for character in word.utf8 {
      let octet = text[at]
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet)
      if (isUpper ? octet | 0x20 : octet) != character { return false }
      at += 1
    }
    return true
  }
}
