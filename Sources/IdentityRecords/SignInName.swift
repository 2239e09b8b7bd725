import Foundation

/// A sign-in name as it is compared: without blanks around it, in small letters, and composed, so that a name
/// is the same whichever keyboard typed it. Source: Unicode Standard Annex 15, Normalization Form C.
public enum SignInName {
  public static let limitCharacters = 128

  /// nil where nothing is left of it, or too much.
  public static func octets(_ login: String) -> [UInt8]? {
    let text = login.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
      .precomposedStringWithCanonicalMapping
    guard (1...limitCharacters).contains(text.unicodeScalars.count) else { return nil }
    return Array(text.utf8)
  }
}
