/// What a dissector did with the octets of a stream that it was shown.
public struct StreamProgress: Sendable {
  /// Octets that are done with; more than were shown where the rest of a message's body is of no interest.
  public var consumed: Int
  /// Octets that the next message needs from its beginning before another try is worth it; 0 where not known.
  public var needs: Int
  /// The octets are no message of this protocol: look for the next beginning.
  public var isLost: Bool

  @inlinable
  public init(consumed: Int, needs: Int = 0, isLost: Bool = false) {
    self.consumed = consumed
    self.needs = needs
    self.isLost = isLost
  }

  @inlinable
  public static func lost(after consumed: Int = 0) -> StreamProgress {
    StreamProgress(consumed: consumed, isLost: true)
  }
}

/// Whether octets look like the beginning of a protocol's message.
public enum Recognition: UInt8, Sendable {
  case no
  /// They may become one: too few to tell.
  case undecided
  /// Consistent with the protocol, as other octets could be by chance: a second message has to bear it out.
  case consistent
}
