import Crypto
import IdentityRecords
import Sealing
import Foundation

/// Codes that people read, type or scan. 120 random bits in six groups of four, without letters that look
/// alike.
enum CodeText {
  static let randomOctets = 15
  /// Source: Crockford's base 32: no I, L, O, U.
  private static let readable = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  /// Source: RFC 4648, section 6; what authenticator apps take.
  private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  static func make(random: RandomOctets) -> String {
    let digits = letters(of: random(randomOctets), in: readable)
    return stride(from: 0, to: digits.count, by: 4)
      .map { String(decoding: digits[$0..<min($0 + 4, digits.count)], as: UTF8.self) }
      .joined(separator: "-")
  }

  /// RFC 4648's base 32 without padding.
  static func seed(_ octets: [UInt8]) -> String {
    String(decoding: letters(of: octets, in: standard), as: UTF8.self)
  }

  static func octets(ofSeed text: String) -> [UInt8]? {
    var octets: [UInt8] = []
    var (bits, count) = (0, 0)
    for letter in text.utf8 {
      guard let value = standard.firstIndex(of: letter) else { return nil }
      bits = bits << 5 | value
      count += 5
      guard count >= 8 else { continue }
      count -= 8
      octets.append(UInt8(truncatingIfNeeded: bits >> count))
      bits &= (1 << count) - 1
    }
    return octets
  }

  /// What is stored of a code. As typed, it may have blanks, small letters, and O for 0, I or L for 1.
  /// - Parameter subject: whom the code is for, where that is known before; a code of another is then
  /// unknown.
  static func hash(_ typed: String, purpose: OneTimeCode.Purpose, subject: String = "") -> [UInt8] {
    let letters = typed.prefix(200).uppercased().unicodeScalars.filter {
      $0 != "-" && !$0.properties.isWhitespace
    }
    .map { ["O": "0", "I": "1", "L": "1"][$0] ?? $0 }
    let text = String(String.UnicodeScalarView(letters))
    return Array(SHA256.hash(data: Array("bulkhead \(purpose.rawValue)\n\(subject)\n\(text)".utf8)))
  }

  private static func letters(of octets: [UInt8], in alphabet: [UInt8]) -> [UInt8] {
    var letters: [UInt8] = []
    var (bits, count) = (0, 0)
    for octet in octets {
      bits = bits << 8 | Int(octet)
      count += 8
      while count >= 5 {
        count -= 5
        letters.append(alphabet[bits >> count & 31])
      }
      bits &= (1 << count) - 1
    }
    if count > 0 { letters.append(alphabet[bits << (5 - count) & 31]) }
    return letters
  }
}

/// Compares all octets, whatever the first that differs: time tells nothing of it.
func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
  guard one.count == other.count else { return false }
  return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
