/// Where a sealed value belongs. It is authenticated with the value, so that a value which is copied to
/// another row, another field or an older version does not open there.
public struct SealedPlace: Hashable, Sendable, CustomStringConvertible {
  /// The field, as `name` or `totp seed`.
  public var what: String
  /// The row's key, as a pseudonym.
  public var row: String
  /// The version of what is inside, from 1: the form that its reader expects.
  public var version: Int

  public init(_ what: String, row: String, version: Int = 1) {
    self.what = what
    self.row = row
    self.version = version
  }

  public var description: String { "\(what) of \(row)" }

  /// The octets that are authenticated beside the value: each text behind its length, so that no two places
  /// give the same.
  var associatedOctets: [UInt8] {
    var octets = Array("bulkhead sealed value".utf8)
    for text in [what, row] {
      octets.append(bigEndian: UInt64(text.utf8.count))
      octets.append(contentsOf: text.utf8)
    }
    octets.append(bigEndian: UInt64(bitPattern: Int64(version)))
    return octets
  }
}

extension [UInt8] {
  mutating func append(bigEndian number: UInt64) {
    for shift in stride(from: 56, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
  }
}
