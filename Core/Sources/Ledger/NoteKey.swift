import Vocabulary

/// A public key by which notes are verified: a log's own, or a witness's.
///
/// It is written `name+0a1b2c3d+base64`, where the base64 holds the algorithm's octet and the key.
///
/// Source: C2SP signed-note, Signatures and Verifier keys; tlog-cosignature, Format.
public struct NoteKey: Hashable, Sendable {
  public enum Algorithm: UInt8, Sendable {
    /// Ed25519 over the note's text.
    case ed25519 = 1
    /// Ed25519 with a time over a checkpoint, as witnesses sign.
    case cosignature = 4
  }

  public static let nameLimitOctets = 255
  public static let publicKeyOctets = 32
  public static let textLimitOctets = 512

  public let name: [UInt8]
  public let algorithm: Algorithm
  /// 32 octets.
  public let publicKey: [UInt8]
  public let id: UInt32

  /// - Throws: where the name is empty, too long or has a space or a plus sign, or the key is not 32 octets
  public init(
    name: [UInt8], algorithm: Algorithm, publicKey: [UInt8], _ hash: TreeHash
  ) throws(LedgerError) {
    try Self.check(name: name[...], at: 0)
    guard publicKey.count == Self.publicKeyOctets else {
      throw LedgerError(.expected("a key of 32 octets"))
    }
    self.name = name
    self.algorithm = algorithm
    self.publicKey = publicKey
    id = Self.id(name, algorithm, publicKey, hash)
  }

  /// Reads the written form.
  public init(parsing text: [UInt8], _ hash: TreeHash) throws(LedgerError) {
    guard text.count <= Self.textLimitOctets else {
      throw LedgerError(.tooLarge(limitOctets: Self.textLimitOctets), at: Self.textLimitOctets)
    }
    try checkText(text)
    let parts = text.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw LedgerError(.expected("name+id+key"), at: 0) }
    guard parts[1].count == 8 else { throw LedgerError(.expected("eight digits"), at: parts[1].startIndex) }
    guard let octets = Base64.decode(parts[2]) else {
      throw LedgerError(.invalidBase64, at: parts[2].startIndex)
    }
    guard let first = octets.first, let algorithm = Algorithm(rawValue: first) else {
      throw LedgerError(.expected("the key of an algorithm that is known"), at: parts[2].startIndex)
    }
    try self.init(
      name: Array(parts[0]), algorithm: algorithm, publicKey: Array(octets.dropFirst()), hash)
    guard Self.spelled(id).elementsEqual(parts[1]) else {
      throw LedgerError(.expected("the key's own id"), at: parts[1].startIndex)
    }
  }

  /// The written form.
  public var text: String {
    var text = name + [UInt8(ascii: "+")] + Self.spelled(id) + [UInt8(ascii: "+")]
    appendBase64(([algorithm.rawValue] + publicKey).span, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Source: C2SP signed-note, Signatures, where it is the key ID.
  private static func id(
    _ name: [UInt8], _ algorithm: Algorithm, _ publicKey: [UInt8], _ hash: TreeHash
  ) -> UInt32 {
    let digest = hash.sha256((name + [0x0A, algorithm.rawValue] + publicKey).span).octets
    return digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func spelled(_ id: UInt32) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return stride(from: 28, through: 0, by: -4).map { digits[Int(id >> UInt32($0) & 15)] }
  }

  /// Source: C2SP signed-note, Format: no Unicode space, no plus sign.
  static func check(name: ArraySlice<UInt8>, at offset: Int) throws(LedgerError) {
    guard !name.isEmpty, name.count <= nameLimitOctets else {
      throw LedgerError(.expected("a key's name of 1 to \(nameLimitOctets) octets"), at: offset)
    }
    try checkText(Array(name))
    for scalar in String(decoding: name, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x00...0x20, 0x2B, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
        throw LedgerError(.expected("a key's name without space or plus sign"), at: offset)
      default: continue
      }
    }
  }
}
