import Glibc
import Sealing

/// A lock of a data folder that processes share, or that one has alone; given back when nobody has this any
/// more, however the process ends.
final class FolderLock: Sendable {
  enum Kind: Sendable {
    case shared, exclusive
  }

  private let descriptor: Int32

  /// - Parameter path: an empty file that is made where it is not there; nothing is locked yet
  init(_ path: String) throws(SealingError) {
    try PrivateFile.makeIfMissing(path)
    // SAFETY: the path is a null-terminated copy that lives through the call; open keeps no pointer to it.
    descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(path: path, reason: "it can't be opened") }
  }

  deinit { close(descriptor) }

  /// Takes the lock where it is free. Where it is not, a lock that was held is gone, too.
  func isTaken(_ kind: Kind) -> Bool {
    flock(descriptor, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0
  }
}
