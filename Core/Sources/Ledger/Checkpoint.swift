/// A log's head at one size: what is signed.
///
///     origin
///     size, in decimal digits
///     root, in base64
///     (extension lines, which nobody needs)
///
/// Source: C2SP tlog-checkpoint, Note text.
public struct Checkpoint: Hashable, Sendable {
  public static let originLimitOctets = 255
  public static let extensionLimit = 16

  /// Which log it is.
  public let origin: [UInt8]
  public let size: UInt64
  public let root: Digest
  public let extensions: [[UInt8]]

  public init(origin: [UInt8], size: UInt64, root: Digest) {
    self.origin = origin
    self.size = size
    self.root = root
    extensions = []
  }

  /// Reads a note's text.
  public init(parsing text: [UInt8]) throws(LedgerError) {
    try checkText(text)
    var lines = Lines(text)
    let origin = try lines.next()
    guard !origin.isEmpty, origin.count <= Self.originLimitOctets else {
      throw LedgerError(.expected("a log's origin of 1 to \(Self.originLimitOctets) octets"), at: 0)
    }
    self.origin = Array(origin)
    var place = lines.offset
    guard let size = decimal(try lines.next()) else { throw LedgerError(.invalidNumber, at: place) }
    self.size = size
    place = lines.offset
    guard let root = Digest(base64: try lines.next()) else { throw LedgerError(.invalidBase64, at: place) }
    self.root = root
    var extensions: [[UInt8]] = []
    while !lines.isAtEnd {
      place = lines.offset
      let line = try lines.next()
      guard !line.isEmpty else { throw LedgerError(.expected("a line that is not empty"), at: place) }
      guard extensions.count < Self.extensionLimit else {
        throw LedgerError(.tooMany("extension lines", limit: Self.extensionLimit), at: place)
      }
      extensions.append(Array(line))
    }
    self.extensions = extensions
  }

  /// The note's text.
  public var text: [UInt8] {
    var text = origin + Array("\n\(size)\n\(root.base64)\n".utf8)
    for line in extensions { text += line + [0x0A] }
    return text
  }

  /// The checkpoint under a log's signature.
  public func signed(by signer: NoteSigner) throws(LedgerError) -> SignedNote {
    let text = text
    return SignedNote(text: text, signatures: [try signer.sign(text: text)])
  }

  /// The checkpoint of a note that the log's key signed.
  ///
  /// - Throws: where the note is none, that key did not sign it, or it is another log's
  public init(of note: SignedNote, log key: NoteKey, _ check: SignatureCheck) throws(LedgerError) {
    guard try !note.verified(by: [key], check).isEmpty else { throw LedgerError(.unsigned) }
    try self.init(parsing: note.text)
  }
}
