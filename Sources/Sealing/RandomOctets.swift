public import Crypto

/// Gives as many octets as are asked for. Whoever makes codes, keys or tokens takes one as a parameter, so
/// that a test decides them; nonces of seals are no parameter, since a repeated one would give the key away.
public typealias RandomOctets = @Sendable (_ count: Int) -> [UInt8]

/// The operating system's generator, getrandom(2).
public enum SystemRandom {
  public static let octets: RandomOctets = { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<max(0, count)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}

extension SymmetricKey {
  /// The key's own octets, for whoever seals it or hashes it.
  public var octets: [UInt8] {
    // SAFETY: the buffer is read inside the call only, and copied.
    unsafe withUnsafeBytes { buffer in
      // SAFETY: as above.
      unsafe Array(buffer)
    }
  }
}
