import Crypto

/// The keys that values are sealed under: the newest seals, all of them open.
///
/// A value names its key, so that rotation needs no moment at which everything is sealed anew: `rotate`, then
/// `resealed` for each value at leisure, then `retire` the old key.
public struct KeyRing: Sendable {
  /// More keys than this are a sign that nobody seals anew.
  public static let keyLimit = 64
  static let keyOctets = 32

  private struct Key {
    let id: KeyID
    let key: SymmetricKey

    init(_ octets: [UInt8]) {
      id = KeyID(naming: octets)
      key = SymmetricKey(data: octets)
    }
  }

  private var newest: Key
  /// Newer ones first.
  private var older: [Key]
  /// What keys for searching are derived from. It does not rotate: what was found by it must be found again.
  private let search: SymmetricKey

  /// A ring with one fresh key.
  public init(random: RandomOctets) {
    search = SymmetricKey(data: random(Self.keyOctets))
    newest = Key(random(Self.keyOctets))
    older = []
  }

  /// - Parameter octets: 32 octets for searching, then the keys, the newest first, 32 octets each.
  init?(octets: [UInt8]) {
    guard octets.count.isMultiple(of: Self.keyOctets),
      (2...Self.keyLimit + 1).contains(octets.count / Self.keyOctets)
    else { return nil }
    var parts = stride(from: 0, to: octets.count, by: Self.keyOctets).map { start in
      Array(octets[start..<(start + Self.keyOctets)])
    }
    search = SymmetricKey(data: parts.removeFirst())
    newest = Key(parts.removeFirst())
    older = parts.map(Key.init)
  }

  /// As `init(octets:)` takes them.
  var octets: [UInt8] { search.octets + newest.key.octets + older.flatMap(\.key.octets) }

  /// The newest first.
  public var ids: [KeyID] { [newest.id] + older.map(\.id) }

  /// Seals a value so that it opens at its place only.
  public func seal(_ octets: [UInt8], as place: SealedPlace) throws(SealingError) -> [UInt8] {
    try Envelope.seal(octets, under: newest.key, id: newest.id, as: place)
  }

  /// - Throws: `SealingError` that tells an unknown key, a cut-off value, and one that was altered or moved
  /// apart.
  public func open(_ envelope: [UInt8], as place: SealedPlace) throws(SealingError) -> [UInt8] {
    let id = try Envelope.keyID(of: envelope, as: place)
    guard let key = newest.id == id ? newest : older.first(where: { $0.id == id }) else {
      throw .unknownKey(id: id, place: place)
    }
    return try Envelope.open(envelope, under: key.key, as: place)
  }

  /// The value sealed under the newest key; nil where it is already.
  public func resealed(_ envelope: [UInt8], as place: SealedPlace) throws(SealingError) -> [UInt8]? {
    let id = try Envelope.keyID(of: envelope, as: place)
    guard id != newest.id else { return nil }
    return try seal(open(envelope, as: place), as: place)
  }

  /// What stands in an index in place of `text`: the same for the same text, and nothing to whoever lacks the
  /// ring.
  ///
  /// Whoever holds the ring and a guess can confirm the guess, so a tag is erased with what it stands for.
  public func lookupTag(of text: [UInt8], for purpose: String) -> [UInt8] {
    let key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: search, info: Array("bulkhead lookup \(purpose)".utf8), outputByteCount: 32)
    return Array(HMAC<SHA256>.authenticationCode(for: text, using: key))
  }

  /// Makes a fresh key that seals from now on.
  /// - Returns: its id; nil where the ring holds `keyLimit` keys already.
  public mutating func rotate(random: RandomOctets) -> KeyID? {
    guard older.count + 1 < Self.keyLimit else { return nil }
    older.insert(newest, at: 0)
    newest = Key(random(Self.keyOctets))
    return newest.id
  }

  /// Forgets a key that nothing is sealed under any more. The newest stays.
  /// - Returns: whether it was there and is gone.
  public mutating func retire(_ id: KeyID) -> Bool {
    guard let index = older.firstIndex(where: { $0.id == id }) else { return false }
    older.remove(at: index)
    return true
  }
}

/// One key for one row, itself sealed by the ring: what is sealed under it is gone for good once it is
/// erased.
public struct RowKey: Sendable {
  private let key: SymmetricKey
  private let id: KeyID

  public init(octets: [UInt8]) {
    key = SymmetricKey(data: octets)
    id = KeyID(naming: octets)
  }

  public func seal(_ octets: [UInt8], as place: SealedPlace) throws(SealingError) -> [UInt8] {
    try Envelope.seal(octets, under: key, id: id, as: place)
  }

  public func open(_ envelope: [UInt8], as place: SealedPlace) throws(SealingError) -> [UInt8] {
    let found = try Envelope.keyID(of: envelope, as: place)
    guard found == id else { throw .unknownKey(id: found, place: place) }
    return try Envelope.open(envelope, under: key, as: place)
  }
}
