import Crypto

/// The name of a key: the first eight octets of a hash of it, which say nothing of the key itself.
public struct KeyID: Hashable, Sendable, CustomStringConvertible {
  static let lengthOctets = 8
  let octets: [UInt8]

  /// The name of these key octets, secret or public.
  init(naming key: [UInt8]) {
    octets = Array(SHA256.hash(data: Array("bulkhead key id".utf8) + key).prefix(Self.lengthOctets))
  }

  /// - Parameter octets: eight octets as they stand in a sealed value.
  init(octets: some Collection<UInt8>) { self.octets = Array(octets) }

  public var description: String { Hexadecimal.text(octets) }
}
