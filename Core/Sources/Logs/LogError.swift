/// Why octets are no record of the log that they should be, and at which octet.
public struct LogError: Error, Hashable, Sendable {
  public enum Reason: UInt8, Hashable, Sendable {
    /// It ends before it is complete.
    case truncated
    /// Something stands where the format has no place for it.
    case malformed
    /// Longer, deeper or more than is read.
    case tooLarge
    /// A checksum says that octets were changed or never written.
    case checksum
  }

  public let reason: Reason
  /// Octets before the place.
  public let offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// What is wrong, for a person.
  public var message: String {
    switch reason {
    case .truncated: "it ends before it is complete (octet \(offset))"
    case .malformed: "not as its format writes it (octet \(offset))"
    case .tooLarge: "larger than what is read (octet \(offset))"
    case .checksum: "its checksum does not fit (octet \(offset))"
    }
  }
}
