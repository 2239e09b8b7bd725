/// Where something begins in the text it was read from: octets before it.
///
/// Line and column are worked out when a person is told (``TextPlace``).
public struct Place: Hashable, Sendable {
  public let offset: Int

  public init(_ offset: Int) {
    self.offset = offset
  }
}
