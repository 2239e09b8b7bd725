/// Why something could not be sealed or opened, in the words of whoever must act on it.
public enum SealingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A file of keys that cannot be read or written.
  case file(path: String, reason: String)
  /// A file of keys that others on the machine can read.
  case notPrivate(path: String, mode: UInt32)
  /// A file of keys that holds something else.
  case notAKeyFile(path: String, reason: String)
  /// systemd handed over no credential of that name.
  case noCredential(name: String)
  /// The master key is not the one that the key ring was sealed under.
  case wrongMasterKey(path: String)
  /// What was sealed names a key that is not at hand.
  case unknownKey(id: KeyID, place: SealedPlace)
  /// The key is the right one, yet the seal does not hold: altered, or moved here from another place.
  case altered(place: SealedPlace)
  /// Fewer octets than a sealed value has at least.
  case cutOff(octets: Int, neededOctets: Int, place: SealedPlace)
  /// The first octet names a form that this version does not know.
  case unknownForm(UInt8, place: SealedPlace)
  /// A passphrase that is empty or longer than the limit.
  case passphraseLength(octets: Int)
  /// Costs of scrypt beyond what a machine is asked for.
  case scryptCost(String)

  public var description: String {
    switch self {
    case .file(let path, let reason): "\(path): \(reason)"
    case .notPrivate(let path, let mode):
      "\(path): others can read this key (mode \(String(mode, radix: 8))); "
        + "'chmod 600 \(path)' and make a new key if somebody may have read it"
    case .notAKeyFile(let path, let reason): "\(path): not a key of Bulkhead: \(reason)"
    case .noCredential(let name):
      "systemd handed over no credential '\(name)'; LoadCredential= or LoadCredentialEncrypted= names it"
    case .wrongMasterKey(let path):
      "\(path): the master key or passphrase is not the one that these keys were sealed under"
    case .unknownKey(let id, let place):
      "\(place): sealed under key \(id), which is not in the key ring; a key ring of that time has it"
    case .altered(let place):
      "\(place): the seal does not hold: the value was altered, or moved here from another row"
    case .cutOff(let octets, let needed, let place):
      "\(place): cut off: \(octets) octets, a sealed value has at least \(needed)"
    case .unknownForm(let form, let place):
      "\(place): sealed in form \(form), which this version does not know; a newer Bulkhead wrote it"
    case .passphraseLength(let octets):
      "a passphrase has from 1 to \(MasterKey.passphraseLimitOctets) octets, this one \(octets)"
    case .scryptCost(let text): "scrypt: \(text)"
    }
  }
}
