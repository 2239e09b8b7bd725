import Crypto
import Sealing

/// What proves a session: 256 random bits, kept by the device alone.
public struct SessionToken: Hashable, Sendable {
  static let lengthOctets = 32
  /// 64 hexadecimal digits.
  public let text: String

  init(random: RandomOctets) { text = Hexadecimal.text(random(Self.lengthOctets)) }

  /// nil where it is none of ours by its form.
  public init?(_ text: String) {
    guard text.utf8.count == 2 * Self.lengthOctets, Hexadecimal.octets(text) != nil else { return nil }
    self.text = text.lowercased()
  }

  var hash: [UInt8] { Array(SHA256.hash(data: Array("bulkhead session \(text)".utf8))) }
}
