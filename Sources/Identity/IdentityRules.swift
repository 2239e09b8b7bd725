public import Sealing
public import Vocabulary

/// How long things last. A site may shorten them.
public struct IdentityRules: Hashable, Sendable {
  /// A session ends when nothing was done for so long. Source: NIST SP 800-63B-4, section 2.3.3 (AAL3's
  /// figure).
  public var idle: Duration = .seconds(15 * 60)
  /// A session ends after a shift, whatever is done in it.
  public var session: Duration = .seconds(10 * 3600)
  /// For how long a dangerous action takes the last authentication as fresh.
  public var stepUp: Duration = .seconds(5 * 60)
  public var breakGlass: Duration = .seconds(3600)
  public var invitation: Duration = .seconds(72 * 3600)
  public var firstStart: Duration = .seconds(3600)
  public var enrolment: Duration = .seconds(24 * 3600)
  /// A device's certificate; it is renewed from `renewFrom` of its life on.
  public var certificate: Duration = .seconds(7 * 86_400)
  /// How long before it was issued a certificate already counts, for devices whose clock is behind.
  public var certificateBackdating: Duration = .seconds(3600)
  /// How long after its end a certificate still renews itself, and does nothing else.
  public var renewalGrace: Duration = .seconds(3 * 86_400)

  public init() {}
}

/// What comes in from the world: the time, and octets that nobody can foresee.
public struct Surroundings: Sendable {
  public let now: @Sendable () -> Timestamp
  public let random: RandomOctets

  public init(now: @escaping @Sendable () -> Timestamp, random: @escaping RandomOctets) {
    self.now = now
    self.random = random
  }
}
