/// How much the detectors may remember. Thresholds are each detector's own and stand in its file.
public struct DetectionSettings: Sendable {
  /// Causes that one detector keeps apart, such as pairs of an actor and its target.
  public var causeLimit = 4_096
  /// Attempts kept of each kind of scan: 40 octets each.
  public var attemptLimit = 32_768
  /// Attempts kept of one scanning host; further ones are known to exist, not kept.
  public var attemptsPerHostLimit = 4_096
  /// Pairs of hosts of which it is remembered that they talked.
  public var peerLimit = 32_768
  /// Peers remembered of one host: a control device has few, a web proxy would fill the table.
  public var peersPerHostLimit = 64
  /// Claims of an address by a hardware address.
  public var bindingLimit = 16_384
  /// Decides where things lie in memory, never what is found.
  public var seed: UInt64 = 0

  public init() {}
}
