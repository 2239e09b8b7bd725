public import Vocabulary

/// What a person is called wherever something is stored: random, so that no name can be guessed against it.
public struct Pseudonym: Hashable, Sendable, CustomStringConvertible {
  public static let randomOctets = 16

  /// `p-` and 32 hexadecimal digits.
  public let text: String

  public init(_ text: String) { self.text = text }

  public var description: String { text }
}

/// Somebody who may sign in, without a word of who that is.
public struct Account: Hashable, Sendable {
  public enum State: String, Sendable, CaseIterable {
    /// Has a one-time code and no password yet.
    case invited
    case active
    /// Signs in no more; what was done stays told.
    case ended
    /// Ended, and nothing leads from the pseudonym to a person any more.
    case forgotten
  }

  public var pseudonym: Pseudonym
  public var state: State
  /// Names of roles, as the policies have them.
  public var roles: Set<String>
  /// Names of the zones whose machines the person runs, as the inventory has them.
  public var zones: Set<String>
  public var created: Timestamp
  /// From when it signs in no more; nil where that is not planned.
  public var expires: Timestamp?

  public init(
    _ pseudonym: Pseudonym, state: State, roles: Set<String>, zones: Set<String> = [], created: Timestamp,
    expires: Timestamp? = nil
  ) {
    self.pseudonym = pseudonym
    self.state = state
    self.roles = roles
    self.zones = zones
    self.created = created
    self.expires = expires
  }
}

extension Account {
  public static let zoneLimit = 64
  public static let zoneNameLimitOctets = 64

  /// Whether a zone may go by this name: printable ASCII without blanks.
  public static func isZone(_ name: String) -> Bool {
    (1...zoneNameLimitOctets).contains(name.utf8.count) && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

/// Who a pseudonym is. Stored sealed under a key of its own, so that it can be forgotten.
public struct Person: Hashable, Sendable {
  /// What the person types to sign in.
  public var login: String
  public var name: String
  /// The account of the operating system that the command line takes for this person.
  public var systemUser: String?

  public init(login: String, name: String, systemUser: String? = nil) {
    self.login = login
    self.name = name
    self.systemUser = systemUser
  }
}

/// A password as it is kept: scrypt's cost, salt and result as text; never the password.
public struct StoredPassword: Hashable, Sendable {
  public var text: String
  public var set: Timestamp

  public init(_ text: String, set: Timestamp) {
    self.text = text
    self.set = set
  }
}

/// A second factor as it is kept: the seed that an authenticator app shares.
public struct StoredSeed: Hashable, Sendable {
  public var seed: [UInt8]
  /// The newest step of 30 s of which a code was taken; no code of it or before is taken again.
  public var lastStep: Int64

  public init(_ seed: [UInt8], lastStep: Int64) {
    self.seed = seed
    self.lastStep = lastStep
  }
}
