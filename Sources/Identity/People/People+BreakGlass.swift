import Foundation
public import IdentityRecords
import Vocabulary

/// What somebody who breaks the glass must say.
public enum BreakGlassReason {
  public static let leastCharacters = 10
  /// Unicode scalars, which is what the database counts.
  public static let mostScalars = 500

  /// One line without blanks around it; nil where it is too short. What is too long is cut.
  static func text(_ typed: String) -> String? {
    let line = typed.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
    let text = String(String.UnicodeScalarView(line.prefix(mostScalars)))
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return text.count >= leastCharacters ? text : nil
  }
}

extension People {
  /// A code to be printed and sealed in an envelope: it opens this account once, without password, name or
  /// second factor. The envelope made before is dead.
  public func sealEnvelope(for pseudonym: Pseudonym) throws(IdentityError) -> HandedCode {
    let now = try time()
    guard isOpen(try account(pseudonym), at: now) else { throw .noAccount(pseudonym) }
    return try hand(.breakGlass, to: pseudonym, lasting: nil, at: now)
  }

  /// Opens the envelope's account for an hour at most. It is loud: the event must reach the ledger and
  /// whoever is to know at once, and it ends by itself.
  /// - Throws: `reasonNeeded` and `reasonNamesSomebody` before the code is used up. Only who has a code that
  ///   works hears whether a reason names somebody.
  public func breakGlass(
    _ code: String, reason: String, device: DeviceKey, address: String
  ) throws(IdentityError) -> SignedIn {
    let now = try time()
    guard let reason = BreakGlassReason.text(reason) else { throw .reasonNeeded }
    let throttle = Throttle(store, address: address)
    try throttle.begin(at: now)
    let hash = CodeText.hash(code, purpose: .breakGlass)
    let isValid = try stored { () throws(StoreError) in
      try store.subject(ofCode: hash, purpose: .breakGlass, at: now) != nil
    }
    if isValid, try namesSomebody(reason) {
      try throttle.settle(.neutral, at: now)
      throw .reasonNamesSomebody
    }
    let subject = try stored { () throws(StoreError) in
      try store.useCode(hash, purpose: .breakGlass, at: now)
    }
    guard let subject else { throw .codeNotValid }
    try throttle.settle(.neutral, at: now)
    let account = try account(Pseudonym(subject))
    guard isOpen(account, at: now) else { throw .refused }
    return try begin(
      account, device: device, kind: .breakGlass(reason: reason),
      factors: Factors(count: 1, usedRecoveryCode: false), isKnown: false, at: now)
  }
}
