public import Vocabulary

/// What one line or event of a log says: the one value that all readers of logs make.
public struct LogRecord: Hashable, Sendable {
  /// What it is about.
  public enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    /// Somebody proved who they are, or failed to: the outcome says which.
    case login
    /// A person's session on a host began or ended. A login may come with it, or not: PAM tells of both.
    case sessionOpened, sessionClosed
    /// Somebody logged in elsewhere, or as somebody else, by giving a name and a password (Windows 4648).
    case explicitLogin
    /// A login came with an administrator's rights (Windows 4672).
    case privilegedLogin
    /// A server checked a name and a password for another host (Windows 4776).
    case credentialCheck
    /// Something was run with another account's rights: sudo, su.
    case commandRun
    case processStarted
    case accountCreated, accountLocked
    case logCleared
    /// A connection ended before anybody had logged in.
    case connectionClosed
    /// What another sensor saw on the wire, and what it warns of.
    case activity, alert
    /// Anything else: kept as text.
    case other

    public var text: String {
      switch self {
      case .login: "login"
      case .sessionOpened: "session opened"
      case .sessionClosed: "session closed"
      case .explicitLogin: "explicit login"
      case .privilegedLogin: "privileged login"
      case .credentialCheck: "credential check"
      case .commandRun: "command run"
      case .processStarted: "process started"
      case .accountCreated: "account created"
      case .accountLocked: "account locked"
      case .logCleared: "log cleared"
      case .connectionClosed: "connection closed"
      case .activity: "activity"
      case .alert: "alert"
      case .other: "other"
      }
    }
  }

  public var kind: Kind
  /// nil where the log names none.
  public var time: Timestamp?
  /// The host that wrote it, as it names itself.
  public var host: String?
  /// The address that it was received from.
  public var source: HostAddress?
  /// Who did it: `DOMAIN\name`, or a name alone.
  public var person: String?
  /// The name does not exist on the host, as the host says.
  public var isUnknownAccount = false
  /// From where: an address, a name, a port.
  public var client: HostAddress?
  public var clientName: String?
  public var clientPort: Int?
  /// Windows: 2 at the machine, 3 over the network, 7 unlocked, 10 by remote desktop, and so on.
  public var logonType: Int?
  /// By what they proved it: `password`, `publickey`, `Kerberos`.
  public var method: String?
  /// Who was acted upon, or as whom: an account created, the one that sudo ran as.
  public var targetAccount: String?
  /// The host that a login elsewhere leads to, as it is named.
  public var targetHost: String?
  public var outcome: Outcome = .succeeded
  /// What was run.
  public var command: String?
  /// The program that wrote it: `sshd`, `Microsoft-Windows-Security-Auditing`.
  public var program: String?
  /// The number of its kind of event, and its own number in its log.
  public var eventID: Int?
  public var recordID: UInt64?
  /// What tells one session from another on its host: a logon id, a process.
  public var session: String?
  /// How many times in a row: "message repeated 3 times".
  public var count = 1
  /// Why it failed, or what was said, in the log's words.
  public var detail: String?
  /// What another sensor saw, and warned of.
  public var seen: SeenOnWire?

  public init(kind: Kind) { self.kind = kind }
}

/// What another sensor says that it saw: Suricata's EVE.
public struct SeenOnWire: Hashable, Sendable {
  public var server: HostAddress?
  public var serverPort: Int?
  public var name: ProtocolName?
  public var verb: Verb?
  /// What was asked for, as the sensor names it.
  public var object: String?
  public var deed: Deed = .plain
  /// An alert: the rule's number, its words, the group that it is in, 1 the worst.
  public var signatureID: Int?
  public var signature: String?
  public var category: String?
  public var alertSeverity: Int?

  public init() {}
}
