import Crypto
import Foundation
import Vocabulary

/// Codes of an authenticator app. Source: RFC 6238 (TOTP) over RFC 4226 (HOTP), with HMAC-SHA-1, which every
/// app takes; the weakness of SHA-1 against collisions does not reach HMAC.
public enum TimeCode {
  public static let seedOctets = 20
  public static let digits = 6
  public static let stepSeconds: Int64 = 30
  /// Steps before and after the present one that are taken: a phone's clock may be off by 30 s and more.
  static let drift: Int64 = 1

  /// Source: RFC 4226, section 5.3.
  static func code(seed: [UInt8], step: Int64, digits: Int = digits) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: seed)))
    let offset = Int(mac[mac.count - 1] & 15)
    let number = mac[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff
    let limit = (0..<digits).reduce(1) { power, _ in power * 10 }
    let text = String(number % limit)
    return String(repeating: "0", count: digits - text.count) + text
  }

  static func step(at now: Timestamp) -> Int64 {
    now.nanoseconds >= 0 ? now.nanoseconds / 1_000_000_000 / stepSeconds : -1
  }

  /// The step whose code was typed, of those that are taken now and were not taken before. All are computed.
  static func step(of typed: String, seed: [UInt8], at now: Timestamp, after last: Int64) -> Int64? {
    let wanted = Array(typed.utf8.filter { $0 != UInt8(ascii: " ") })
    var found: Int64?
    for step in (step(at: now) - drift)...(step(at: now) + drift) {
      if isSame(Array(code(seed: seed, step: step).utf8), wanted), step > last { found = found ?? step }
    }
    return found
  }

  /// What an app reads from a picture. Source: Google Authenticator's key URI format.
  static func address(seed: [UInt8], site: String, login: String) -> String {
    let plain = CharacterSet.alphanumerics
    func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }
    return "otpauth://totp/\(escaped(site)):\(escaped(login))?secret=\(CodeText.seed(seed))"
      + "&issuer=\(escaped(site))&algorithm=SHA1&digits=\(digits)&period=\(stepSeconds)"
  }
}
