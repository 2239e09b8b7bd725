import Vocabulary

/// A text with signatures below it.
///
///     text, ending in a line feed
///     (an empty line)
///     — name base64(key id, 4 octets; signature)
///
/// Source: C2SP signed-note, Format and Signatures.
public struct SignedNote: Hashable, Sendable {
  public struct Signature: Hashable, Sendable {
    public let name: [UInt8]
    public let keyID: UInt32
    public let octets: [UInt8]

    public init(name: [UInt8], keyID: UInt32, octets: [UInt8]) {
      self.name = name
      self.keyID = keyID
      self.octets = octets
    }
  }

  /// A note's largest size.
  public static let octetLimit = 64 << 10
  /// The most signatures below one note; the specification asks for 16 at least.
  public static let signatureLimit = 64

  /// Ends in a line feed.
  public let text: [UInt8]
  public private(set) var signatures: [Signature]

  public init(text: [UInt8], signatures: [Signature] = []) {
    self.text = text
    self.signatures = signatures
  }

  public init(parsing note: [UInt8]) throws(LedgerError) {
    guard note.count <= Self.octetLimit else {
      throw LedgerError(.tooLarge(limitOctets: Self.octetLimit), at: Self.octetLimit)
    }
    try checkText(note)
    // The text ends before the last empty line.
    var blank = note.count - 1
    while blank > 0, !(note[blank] == 0x0A && note[blank - 1] == 0x0A) { blank -= 1 }
    guard blank > 0 else {
      throw LedgerError(.expected("an empty line before the signatures"), at: note.count)
    }
    text = Array(note[..<blank])
    signatures = []
    var lines = Lines(Array(note[(blank + 1)...]))
    guard !lines.isAtEnd else { throw LedgerError(.expected("a signature"), at: note.count) }
    while !lines.isAtEnd {
      let offset = blank + 1 + lines.offset
      guard signatures.count < Self.signatureLimit else {
        throw LedgerError(.tooMany("signatures", limit: Self.signatureLimit), at: offset)
      }
      signatures.append(try Signature(parsing: try lines.next(), at: offset))
    }
  }

  /// The note as it is written.
  public var octets: [UInt8] {
    var octets = text + [0x0A]
    for signature in signatures { signature.append(to: &octets) }
    return octets
  }

  public mutating func add(_ signature: Signature) {
    signatures.append(signature)
  }
}

extension SignedNote.Signature {
  private static let dash: [UInt8] = [0xE2, 0x80, 0x94, 0x20]

  /// A line without its line feed.
  init(parsing line: ArraySlice<UInt8>, at offset: Int) throws(LedgerError) {
    guard line.starts(with: Self.dash) else {
      throw LedgerError(.expected("a signature, which begins with a dash"), at: offset)
    }
    let rest = line.dropFirst(Self.dash.count)
    guard let space = rest.lastIndex(of: 0x20) else {
      throw LedgerError(.expected("a name and a signature"), at: offset + Self.dash.count)
    }
    try NoteKey.check(name: rest[..<space], at: offset + Self.dash.count)
    let place = offset + (space + 1 - line.startIndex)
    guard let signature = Base64.decode(rest[(space + 1)...]) else {
      throw LedgerError(.invalidBase64, at: place)
    }
    guard signature.count > 4 else { throw LedgerError(.expected("a key's id and a signature"), at: place) }
    name = Array(rest[..<space])
    keyID = signature.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    octets = Array(signature.dropFirst(4))
  }

  func append(to note: inout [UInt8]) {
    note.append(contentsOf: Self.dash)
    note.append(contentsOf: name)
    note.append(0x20)
    let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> UInt32(24 - 8 * $0)) }
    appendBase64((id + octets).span, to: &note)
    note.append(0x0A)
  }
}
