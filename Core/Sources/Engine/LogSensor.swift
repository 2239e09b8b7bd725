public import Logs
public import Vocabulary

/// What logs say as observations: the same that packets give, with the person where it is known.
///
/// A host that a log names is the endpoint by that name, as packets told it; else the address that the log
/// came from. Records of neither are counted, and nothing else.
public struct LogSensor: Sendable {
  /// Hosts that are known by their names; further names are not learned.
  public static let hostLimit = 20_000
  /// Logins of sshd's unknown users that wait for the line that repeats them.
  static let repetitionLimit = 256

  private var hosts: [String: EndpointID] = [:]
  private var repetitions: [String] = []
  /// Records that named no host that is known, and came from no address.
  public private(set) var homeless = 0
  public private(set) var observed = 0

  public init() {}

  /// Learns who goes by which name.
  public mutating func learn(_ facts: [IdentityFact], names: borrowing NameTable) {
    for fact in facts where fact.attribute == .hostname {
      let name = Self.bare(names.text(fact.value))
      if hosts[name] != nil || hosts.count < Self.hostLimit { hosts[name] = fact.endpoint }
    }
  }

  /// Adds what the record says to the observations; nothing where it says of no deed.
  public mutating func observe(
    _ record: LogRecord, place: PacketPlace, endpoints: inout EndpointTable, names: inout NameTable,
    into observations: inout Observations
  ) {
    guard let time = record.time, let deed = Self.deed(record), !isRepetition(record) else { return }
    let own = host(named: record.host, at: record.source, &endpoints)
    var target = record.seen?.server.map { endpoints.intern(Endpoint($0)) } ?? own
    if record.kind == .credentialCheck || record.kind == .explicitLogin {
      target = host(named: record.targetHost, at: nil, &endpoints) ?? own
    }
    guard let target else {
      homeless += 1
      return
    }
    let client = record.client.map { endpoints.intern(Endpoint($0)) }
    let actor = client ?? host(named: record.clientName, at: nil, &endpoints) ?? own ?? target
    let person = record.person.map { names.intern($0) } ?? .none
    let activity = ActivityObservation(
      time: time, place: place, actor: actor, target: target,
      object: object(record, person, &names), verb: deed.verb, deed: deed.deed, outcome: record.outcome,
      name: Self.protocolName(record), person: person)
    observed += 1
    for _ in 0..<max(1, min(record.count, 100)) { observations.activities.append(activity) }
  }

  /// What a record is as an activity. Sessions say who is there, and did nothing; PAM's word on what sshd and
  /// sudo tell themselves is one too many.
  private static func deed(_ record: LogRecord) -> (verb: Verb, deed: Deed)? {
    switch record.kind {
    case .login:
      if record.detail == "authentication failure", ["sshd", "sudo", "su"].contains(record.method) {
        return nil
      }
      return (.authenticate, record.isUnknownAccount ? .unknownAccount : .plain)
    case .credentialCheck, .explicitLogin: return (.authenticate, .plain)
    case .commandRun: return (.operate, .plain)
    case .accountCreated: return (.configure, .plain)
    case .logCleared: return (.configure, .logCleared)
    case .activity: return record.seen?.verb.map { ($0, record.seen?.deed ?? .plain) }
    case .sessionOpened, .sessionClosed, .privilegedLogin, .processStarted, .accountLocked, .connectionClosed,
      .alert, .other:
      return nil
    }
  }

  private func object(_ record: LogRecord, _ person: NameID, _ names: inout NameTable) -> ObjectReference {
    switch record.kind {
    case .login, .credentialCheck: return ObjectReference(.user, text: person)
    case .explicitLogin, .accountCreated:
      return ObjectReference(.user, text: record.targetAccount.map { names.intern($0) } ?? .none)
    case .commandRun: return ObjectReference(.text, text: record.command.map { names.intern($0) } ?? .none)
    default: return ObjectReference(.text, text: record.seen?.object.map { names.intern($0) } ?? .none)
    }
  }

  private static func protocolName(_ record: LogRecord) -> ProtocolName {
    if let name = record.seen?.name { return name }
    if let program = record.program, program.hasPrefix("sshd") { return .ssh }
    if record.method == "NTLM" || record.method == "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0" { return .ntlmssp }
    return record.method == "Kerberos" ? .kerberos : .syslog
  }

  private func host(
    named name: String?, at address: HostAddress?, _ endpoints: inout EndpointTable
  ) -> EndpointID? {
    if let name {
      if let address = HostAddress(name) { return endpoints.intern(Endpoint(address)) }
      if let known = hosts[Self.bare(name)] { return known }
    }
    return address.map { endpoints.intern(Endpoint($0)) }
  }

  /// Names are compared without their domain and without regard to case.
  private static func bare(_ name: String) -> String {
    let octets = name.utf8.prefix { $0 != UInt8(ascii: ".") }
    return String(
      decoding: octets.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// sshd tells of an unknown user twice: that it is none, and that its password was wrong.
  private mutating func isRepetition(_ record: LogRecord) -> Bool {
    guard record.isUnknownAccount, let session = record.session, record.program?.hasPrefix("sshd") == true
    else { return false }
    let key = (record.host ?? "") + " " + session + " " + (record.person ?? "")
    if record.detail == "invalid user" {
      if repetitions.count >= Self.repetitionLimit { repetitions.removeFirst() }
      repetitions.append(key)
      return false
    }
    guard let told = repetitions.firstIndex(of: key) else { return false }
    repetitions.remove(at: told)
    return true
  }
}
