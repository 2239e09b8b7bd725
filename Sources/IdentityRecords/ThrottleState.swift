public import Vocabulary

/// Failed attempts that are counted together. `key` is a tag: nobody reads from it who tried, or where.
public struct ThrottleKey: Hashable, Sendable {
  public var key: [UInt8]
  /// The tag of the sign-in name that was tried, so that it can be erased with the name; empty for an
  /// address.
  public var subject: [UInt8]

  public init(_ key: [UInt8], subject: [UInt8]) {
    self.key = key
    self.subject = subject
  }
}

/// How many attempts failed, and until when the next has to wait.
public struct ThrottleState: Hashable, Sendable {
  public var failures: Int
  public var last: Timestamp
  public var until: Timestamp

  public init(failures: Int, last: Timestamp, until: Timestamp) {
    self.failures = failures
    self.last = last
    self.until = until
  }

  /// Nothing failed yet.
  public static let none = ThrottleState(
    failures: 0, last: Timestamp(nanoseconds: .min), until: Timestamp(nanoseconds: .min))
}
