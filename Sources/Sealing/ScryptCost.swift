public import Crypto
import CryptoExtras
import Foundation

/// What one guess costs: scrypt's parameters. Source: RFC 7914, section 2.
///
/// Memory is 128 · N · r octets, time grows with N · r · p.
public struct ScryptCost: Hashable, Sendable, CustomStringConvertible {
  /// N as its logarithm to the base of two.
  public var logN: Int
  public var r: Int
  public var p: Int

  public init(logN: Int, r: Int, p: Int) {
    self.logN = logN
    self.r = r
    self.p = p
  }

  /// 128 MiB for one guess: the first of the settings that OWASP's cheat sheet on storing passwords holds
  /// equal.
  public static let standard = ScryptCost(logN: 17, r: 8, p: 1)

  /// A file or a row that asks for more is refused before a machine runs out of memory over it.
  public static let memoryLimitOctets = 512 << 20
  static let logNLimit = 22

  public var memoryOctets: Int { 128 * r << logN }

  public var description: String { "ln=\(logN),r=\(r),p=\(p)" }

  /// From its own description.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let names = ["ln=", "r=", "p="]
    guard parts.count == names.count else { return nil }
    var numbers: [Int] = []
    for (part, name) in zip(parts, names) {
      guard part.hasPrefix(name), let number = Int(part.dropFirst(name.count)) else { return nil }
      numbers.append(number)
    }
    self.init(logN: numbers[0], r: numbers[1], p: numbers[2])
    guard isBearable else { return nil }
  }

  private var isBearable: Bool {
    (1...Self.logNLimit).contains(logN) && (1...64).contains(r) && (1...16).contains(p)
      && memoryOctets <= Self.memoryLimitOctets
  }

  /// Stretches a passphrase into a key.
  public func key(
    from passphrase: [UInt8], salt: [UInt8], octets: Int = 32
  ) throws(SealingError) -> SymmetricKey {
    guard isBearable else {
      throw .scryptCost("\(self) asks for more than \(Self.memoryLimitOctets >> 20) MiB or is no cost at all")
    }
    do {
      return try KDF.Scrypt.deriveKey(
        from: passphrase, salt: salt, outputByteCount: octets, rounds: 1 << logN, blockSize: r, parallelism: p
      )
    } catch {
      throw .scryptCost("\(self) could not be computed; it needs \(memoryOctets >> 20) MiB of memory")
    }
  }
}
