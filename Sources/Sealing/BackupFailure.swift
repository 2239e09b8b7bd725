/// Why a backup could not be written or read, in the words of whoever must act on it.
public enum BackupFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// A file or folder that cannot be read or written.
  case file(path: String, reason: String)
  /// The first lines are not those of a backup.
  case notABackup(path: String, reason: String)
  /// The passphrase or key is not the one that it was made with.
  case wrongKey(path: String)
  /// The file ends where more must follow.
  case cutOff(path: String, octet: UInt64)
  /// The seal of a chunk does not hold: altered, or brought here from another place or another backup.
  case altered(path: String, chunk: UInt64, octet: UInt64)
  /// Octets behind the final mark.
  case trailing(path: String, octet: UInt64)
  /// What is inside is no archive of a site.
  case malformed(path: String, reason: String)

  public var description: String {
    switch self {
    case .file(let path, let reason): "\(path): \(reason)"
    case .notABackup(let path, let reason): "\(path): no backup of Bulkhead: \(reason)"
    case .wrongKey(let path): "\(path): the passphrase or key is not the one that this backup was made with"
    case .cutOff(let path, let octet): "\(path): cut off at octet \(octet): its final mark is missing"
    case .altered(let path, let chunk, let octet):
      "\(path): chunk \(chunk), at octet \(octet): the seal does not hold: altered, or moved here"
    case .trailing(let path, let octet): "\(path): octets follow the final mark at octet \(octet)"
    case .malformed(let path, let reason): "\(path): \(reason)"
    }
  }
}
