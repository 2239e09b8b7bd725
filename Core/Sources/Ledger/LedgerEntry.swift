public import Vocabulary

/// One line of the ledger: who, on which device, in which session, did what to what, with which decision by
/// which policies, when, by which clock and how sure it is.
///
/// People stand in it by pseudonym. There is no place for a secret: what was written, typed or shown is
/// named, never quoted.
public struct LedgerEntry: Hashable, Sendable {
  /// Who acted.
  public struct Actor: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
      /// A signed-in person, by pseudonym.
      case person
      /// A device that acts by itself.
      case device
      /// A service with an account.
      case service
      /// A user of the operating system without an account, such as root.
      case system
      /// Nobody could be told.
      case unknown
    }

    public var kind: Kind
    /// A pseudonym, or a device's or service's name.
    public var id: String

    public init(_ kind: Kind, _ id: String) {
      self.kind = kind
      self.id = id
    }
  }

  /// What a time was read from, and how far it may be off.
  public struct Clock: Hashable, Sendable {
    /// `ntp`, `ptp`, `gps`, `rtc`: the system's words for what its clock follows.
    public var source: String
    /// Nil where nobody can say.
    public var uncertaintyNanoseconds: UInt64?

    public init(source: String, uncertaintyNanoseconds: UInt64?) {
      self.source = source
      self.uncertaintyNanoseconds = uncertaintyNanoseconds
    }
  }

  public enum Decision: String, CaseIterable, Sendable {
    case allowed
    case denied
    /// Nobody was asked: what makes the plant safe again waits for no decision.
    case unasked
  }

  public enum Outcome: String, CaseIterable, Sendable {
    case done
    case failed
    /// Not tried, because it was denied.
    case refused
    /// Recorded before it was tried.
    case begun
    case unknown
  }

  public static let version = 1
  /// A name of something.
  public static let textLimitOctets = 512
  public static let reasonLimitOctets = 2_048
  public static let policyLimit = 32
  public static let policyLimitOctets = 256
  /// An entry as it is written.
  public static let octetLimit = 32_768

  public var time: Timestamp
  public var clock: Clock
  /// When the entry reached the ledger, where it could not be written at once; nil otherwise.
  public var late: Timestamp?
  public var actor: Actor
  /// The device that the actor sat at, by its name in the inventory or certificate.
  public var device: String?
  public var session: String?
  /// What was done: a verb of activities, or an action of the command line or console.
  public var action: String
  /// What it was done to: a site, zone, asset, conduit, case, report, policy, user.
  public var target: String
  /// What of the target: a register range, a tag, a file.
  public var object: String?
  public var decision: Decision
  /// The policies that decided.
  public var policies: [String]
  public var outcome: Outcome
  /// What the actor gave as reason, or why something failed.
  public var reason: String?

  public init(
    time: Timestamp, clock: Clock, late: Timestamp? = nil, actor: Actor, device: String? = nil,
    session: String? = nil, action: String, target: String, object: String? = nil, decision: Decision,
    policies: [String] = [], outcome: Outcome, reason: String? = nil
  ) {
    self.time = time
    self.clock = clock
    self.late = late
    self.actor = actor
    self.device = device
    self.session = session
    self.action = action
    self.target = target
    self.object = object
    self.decision = decision
    self.policies = policies
    self.outcome = outcome
    self.reason = reason
  }
}

extension LedgerEntry {
  /// Refuses texts that are empty or too long.
  func check() throws(LedgerError) {
    let names: [(StaticString, String?)] = [
      ("the clock's source", clock.source), ("the actor", actor.id), ("the device", device),
      ("the session", session), ("the action", action), ("the target", target), ("the object", object),
    ]
    for (name, text) in names {
      if let text, text.utf8.isEmpty || text.utf8.count > Self.textLimitOctets {
        throw LedgerError(.invalidText(name.description))
      }
    }
    if let reason, reason.utf8.isEmpty || reason.utf8.count > Self.reasonLimitOctets {
      throw LedgerError(.invalidText("the reason"))
    }
    guard policies.count <= Self.policyLimit else {
      throw LedgerError(.tooMany("policies", limit: Self.policyLimit))
    }
    for policy in policies where policy.utf8.isEmpty || policy.utf8.count > Self.policyLimitOctets {
      throw LedgerError(.invalidText("a policy's name"))
    }
  }
}
