import Glibc

/// Files that nobody but their owner may read: keys.
public enum PrivateFile {
  public static let limitOctets = 1 << 20

  /// Who may read a file beside its owner.
  public enum Readers: Sendable {
    case ownerOnly
    /// systemd guards its folder of credentials; the group's bits there are those of an access list.
    case systemd
    /// What is no secret: a public key.
    case anyone
  }

  /// - Throws: `notPrivate` where others can read it, before anything of it was read.
  public static func read(_ path: String, readers: Readers = .ownerOnly) throws(SealingError) -> [UInt8] {
    // SAFETY: the path is a null-terminated copy that lives through the call; open keeps no pointer to it.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    // SAFETY: fstat fills the structure that it is given and keeps no pointer to it.
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .file(path: path, reason: "no regular file") }
    let others: mode_t =
      switch readers {
      case .ownerOnly: 0o077
      case .systemd: 0o007
      case .anyone: 0
      }
    guard status.st_mode & others == 0 else { throw .notPrivate(path: path, mode: status.st_mode & 0o777) }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .file(path: path, reason: "it belongs to another user (\(status.st_uid))")
    }
    guard status.st_size <= limitOctets else {
      throw .file(path: path, reason: "longer than \(limitOctets) octets")
    }
    return try octets(of: descriptor, path)
  }

  /// Puts a file in place of another at once, or not at all: written beside it with mode 0600, synced,
  /// renamed.
  public static func write(_ octets: [UInt8], to path: String) throws(SealingError) {
    let draft = path + ".new"
    // SAFETY: as in `read`.
    _ = unsafe unlink(draft)
    // SAFETY: as in `read`.
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(draft) }
    defer { close(descriptor) }
    var written = 0
    while written < octets.count {
      // SAFETY: the buffer is used inside only, and the array outlives the call.
      let count = unsafe octets[written...].withUnsafeBytes { rest in
        // SAFETY: write reads at most the rest's own count.
        unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(draft)
      }
      written += count
    }
    guard fsync(descriptor) == 0 else { throw failure(draft) }
    try rename(draft, to: path)
  }

  /// Makes an empty file of mode 0600 where there is none, so that whoever fills it later opens it as it is.
  public static func makeIfMissing(_ path: String) throws(SealingError) {
    // SAFETY: as in `read`.
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    // SAFETY: as in `read`.
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .file(path: path, reason: "no regular file") }
    guard status.st_mode & 0o077 == 0 else { throw .notPrivate(path: path, mode: status.st_mode & 0o777) }
  }

  /// Waits until the file's octets are on the disk.
  public static func sync(_ path: String) throws(SealingError) {
    // SAFETY: as in `read`.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }

  /// Puts one file in the place of another, durably.
  public static func rename(_ draft: String, to path: String) throws(SealingError) {
    // SAFETY: both are null-terminated copies that live through the call.
    guard unsafe Glibc.rename(draft, path) == 0 else { throw failure(path) }
    try syncFolder(of: path)
  }

  /// Makes a folder that only its owner may enter; one that is there must be such a folder.
  public static func makeFolder(_ path: String) throws(SealingError) {
    // SAFETY: as in `read`.
    guard unsafe mkdir(path, 0o700) != 0 else { return }
    guard errno == EEXIST else { throw failure(path) }
    var status = stat()
    // SAFETY: stat fills the structure that it is given and keeps no pointer to it or to the path.
    guard unsafe stat(path, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .file(path: path, reason: "no folder") }
    guard status.st_mode & 0o077 == 0 else { throw .notPrivate(path: path, mode: status.st_mode & 0o777) }
  }

  private static func octets(of descriptor: Int32, _ path: String) throws(SealingError) -> [UInt8] {
    var octets: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while octets.count <= limitOctets {
      // SAFETY: the buffer is written inside the call only, and at most its own count.
      let count = unsafe block.withUnsafeMutableBytes { buffer in
        // SAFETY: as above.
        unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path)
      }
      guard count > 0 else { return octets }
      octets += block[..<count]
    }
    throw .file(path: path, reason: "longer than \(limitOctets) octets")
  }

  /// A renamed file is there after a power cut only when its folder was synced.
  private static func syncFolder(of path: String) throws(SealingError) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    // SAFETY: as in `read`.
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(folder) }
  }

  private static func failure(_ path: String) -> SealingError {
    // SAFETY: strerror gives a null-terminated text or nil; it is copied before anything else can change it.
    let reason = unsafe strerror(errno).map { unsafe String(cString: $0) }
    return .file(path: path, reason: reason ?? "error \(errno)")
  }
}
