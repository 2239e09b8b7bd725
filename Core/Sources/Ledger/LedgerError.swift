/// Why octets are no ledger's, and where.
public struct LedgerError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Something else was expected there.
    case expected(String)
    /// The octets end before what they hold does.
    case ended
    /// Something follows the end.
    case trailing
    case tooLarge(limitOctets: Int)
    case tooMany(String, limit: Int)
    case invalidUTF8
    case controlCharacter
    case invalidBase64
    /// A number with leading zeros, or one that does not fit.
    case invalidNumber
    /// The octets say the same as those that this form writes, but are not they.
    case notCanonical
    /// A version of an entry that is not known here.
    case unknownVersion
    /// A text of an entry is empty or longer than it may be.
    case invalidText(String)
    /// A file of the tree that could not be read.
    case unreadable(path: String, reason: String)
    /// A file of the tree that has not the length that its place asks for.
    case wrongLength(path: String, octets: Int, expectedOctets: Int)
    /// An index or size beyond the tree.
    case beyondTree(index: UInt64, size: UInt64)
    /// A signature by a known key that is not this text's.
    case wrongSignature(key: String)
    /// No key that is known signed the note.
    case unsigned
    /// A cosignature could not be made, or a note could not be signed.
    case notSigned
  }

  public let kind: Kind
  /// Octets before the place; 0 where it is a file that is named.
  public let offset: Int

  public init(_ kind: Kind, at offset: Int = 0) {
    self.kind = kind
    self.offset = offset
  }
}

extension LedgerError: CustomStringConvertible {
  public var message: String {
    switch kind {
    case .expected(let what): "expected \(what)"
    case .ended: "the text ends too early"
    case .trailing: "something follows the end"
    case .tooLarge(let limit): "larger than \(limit) octets"
    case .tooMany(let what, let limit): "more than \(limit) \(what)"
    case .invalidUTF8: "not UTF-8"
    case .controlCharacter: "a control character has no place here"
    case .invalidBase64: "not base64"
    case .invalidNumber: "not a number as it is written here"
    case .notCanonical: "says what an entry says, but not in the one form that is allowed"
    case .unknownVersion: "an entry of a version that this program does not know"
    case .invalidText(let name): "\(name) is empty or too long"
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .wrongLength(let path, let octets, let expected):
      "\(path): has \(octets) octets, not the \(expected) that its place asks for"
    case .beyondTree(let index, let size): "there is no entry \(index): the ledger has \(size)"
    case .wrongSignature(let key): "the signature by \(key) is not this text's"
    case .unsigned: "no known key signed it"
    case .notSigned: "it could not be signed"
    }
  }

  public var description: String {
    switch kind {
    case .unreadable, .wrongLength, .beyondTree, .wrongSignature, .unsigned, .notSigned: message
    default: "octet \(offset): \(message)"
    }
  }
}
