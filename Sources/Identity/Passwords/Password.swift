import Foundation

/// A password as it was typed, in Unicode's Normalization Form C, so that it is the same from any keyboard.
///
/// Source: NIST SP 800-63B-4, section 3.1.1.2: normalised by NFC, each code point counted as one character,
/// never cut.
public struct Password: Sendable {
  /// Longer ones are refused before anything is computed over them; 64 at least must be allowed.
  public static let limitCharacters = 256

  let text: String

  public init(_ typed: String) { text = typed.precomposedStringWithCanonicalMapping }

  var octets: [UInt8] { Array(text.utf8) }
  public var characters: Int { text.unicodeScalars.count }
}
