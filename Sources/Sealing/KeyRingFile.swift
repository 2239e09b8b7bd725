import Crypto

/// The file that holds a key ring, sealed under a master key. To change the master key is to write this file
/// anew: nothing that the ring sealed changes.
///
///     bulkhead keys 1
///     master passphrase ln=17,r=8,p=1 SALT
///     under ID
///     keys SEALED
///
/// The last line seals the first two with the keys, so that nobody lowers a passphrase's cost unnoticed.
public struct KeyRingFile: Sendable {
  public let path: String
  static let saltOctets = 16
  private static let title = "bulkhead keys 1"

  public init(path: String) { self.path = path }

  /// - Throws: `wrongMasterKey` where the master key is another one, `altered` where the file is not what was
  /// written.
  public func open(_ master: MasterKey) throws(SealingError) -> KeyRing {
    let lines = try String(decoding: PrivateFile.read(path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == Self.title[...] else {
      throw wrong("its first line is not '\(Self.title)'")
    }
    guard lines.count == 5, lines[4].isEmpty else {
      throw wrong("four whole lines are expected: it is cut off")
    }
    let words = lines[1].split(separator: " ")
    guard words.count == 4, words[0] == "master", let cost = ScryptCost(words[2]),
      let salt = Hexadecimal.octets(words[3]), salt.count == Self.saltOctets
    else { throw wrong("its second line names no master key") }
    guard words[1] == master.kind[...] else {
      throw wrong("it is sealed under a master key from a \(words[1].prefix(20)), not from a \(master.kind)")
    }
    guard lines[2].hasPrefix("under "), lines[3].hasPrefix("keys "),
      let sealed = Hexadecimal.octets(lines[3].dropFirst(5))
    else { throw wrong("its lines 'under' and 'keys' are not whole") }

    let key = try master.key(cost: cost, salt: salt)
    guard lines[2].dropFirst(6) == KeyID(naming: key.octets).description[...] else {
      throw .wrongMasterKey(path: path)
    }
    let octets = try Envelope.open(sealed, under: key, as: place(String(lines[1])))
    guard let ring = KeyRing(octets: octets) else { throw wrong("it holds no whole keys") }
    return ring
  }

  /// Writes the ring under a master key, in place of what was there.
  public func write(
    _ ring: KeyRing, under master: MasterKey, cost: ScryptCost = .standard, random: RandomOctets
  ) throws(SealingError) {
    let salt = random(Self.saltOctets)
    let key = try master.key(cost: cost, salt: salt)
    let id = KeyID(naming: key.octets)
    let header = "master \(master.kind) \(cost) \(Hexadecimal.text(salt))"
    let sealed = try Envelope.seal(ring.octets, under: key, id: id, as: place(header))
    let text = "\(Self.title)\n\(header)\nunder \(id)\nkeys \(Hexadecimal.text(sealed))\n"
    try PrivateFile.write(Array(text.utf8), to: path)
  }

  private func place(_ header: String) -> SealedPlace { SealedPlace("key ring", row: header) }

  private func wrong(_ reason: String) -> SealingError { .notAKeyFile(path: path, reason: reason) }
}
