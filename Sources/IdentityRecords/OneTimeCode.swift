public import Vocabulary

/// A code that works once: the database decides which of two at once was the first.
public struct OneTimeCode: Hashable, Sendable {
  public enum Purpose: String, Sendable, CaseIterable {
    case firstStart, invitation, recovery, enrolment, breakGlass
  }

  /// A hash of the code; the code itself is nowhere.
  public var hash: [UInt8]
  public var purpose: Purpose
  /// Whom it is for: an account's pseudonym, or a device.
  public var subject: String
  /// nil where it works until it is used or replaced.
  public var expires: Timestamp?

  public init(hash: [UInt8], purpose: Purpose, subject: String, expires: Timestamp?) {
    self.hash = hash
    self.purpose = purpose
    self.subject = subject
    self.expires = expires
  }
}
