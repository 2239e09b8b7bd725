/// Why octets could not be read as what they should be, and where.
///
/// `offset` counts octets from the start of the reader's frame, so that a message can name the place.
public struct DecodeError: Error, Hashable, Sendable {
  public enum Reason: UInt8, Hashable, Sendable {
    /// The frame ends before the field does.
    case truncated
    /// The field holds a value that the specification does not allow there.
    case invalid
  }

  public let reason: Reason
  public let offset: Int

  @inlinable
  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}
