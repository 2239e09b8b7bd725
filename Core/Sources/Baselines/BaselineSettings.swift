/// When what is seen counts as known, and how much is kept.
public struct BaselineSettings: Equatable, Sendable {
  /// Hours with traffic before a scenario may go live.
  public var learningHours = 24
  /// A scenario goes live when what is unseen is probably less than this share, the interval's upper end.
  public var unseenLimit = 0.01
  /// Hours in which a consequential item must have been seen to be trusted: what was done once or twice while
  /// learning may have been an attack.
  public var trustedHours = 3
  /// The most items kept; what comes after is counted and not told.
  public var itemLimit = 1_000_000
  /// The most novelties that wait to be taken.
  public var waitingLimit = 1_000

  public init() {}
}
