import Glibc

/// A folder and the files below it, by system calls: the only place that calls the system.
///
/// Paths are relative and never lead through a symbolic link at their end. Files are 0600, folders 0700.
/// Every call that fails throws; none is tried again but what a signal interrupted.
///
/// A class, so that the descriptors are closed once; it is used by one owner at a time.
final class LedgerFolder: Sendable {
  let path: String
  private let descriptor: Int32

  /// - Parameter path: a folder that is there
  init(_ path: String) throws(LedgerFailure) {
    self.path = path
    // SAFETY: the path is a null-terminated copy that lives through the call; open keeps no pointer to it.
    descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, code: errno) }
  }

  deinit { close(descriptor) }

  /// Makes the folder itself where it is not there; whether it was made.
  @discardableResult
  static func make(_ path: String) throws(LedgerFailure) -> Bool {
    // SAFETY: as in init.
    if unsafe mkdir(path, 0o700) == 0 { return true }
    guard errno == EEXIST else { throw .system(call: "mkdir", path: path, code: errno) }
    return false
  }

  private func failure(_ call: String, _ name: String) -> LedgerFailure {
    .system(call: call, path: "\(path)/\(name)", code: errno)
  }

  /// A whole file; nil where it is not there.
  ///
  /// - Parameter limit: a larger file is refused
  func read(_ name: String, limitOctets limit: Int) throws(LedgerFailure) -> [UInt8]? {
    // SAFETY: as in init.
    let file = unsafe openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("open", name)
    }
    defer { close(file) }
    var status = stat()
    // SAFETY: fstat writes into the value that is passed, which lives through the call.
    guard unsafe fstat(file, &status) == 0 else { throw failure("fstat", name) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
      throw .damaged(path: "\(path)/\(name)", reason: "no file of at most \(limit) octets")
    }
    let size = Int(status.st_size)
    var octets = [UInt8](repeating: 0, count: size)
    var done = 0
    while done < size {
      // SAFETY: the call writes at most what is left of the array, from `done` on.
      let count = unsafe octets.withUnsafeMutableBytes { buffer in
        // SAFETY: as above.
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
        // SAFETY: as above.
        return unsafe Glibc.pread(file, rest.baseAddress, rest.count, off_t(done))
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("read", name) }
      guard count > 0 else { break }
      done += count
    }
    octets.removeLast(size - done)
    return octets
  }

  /// Writes files that are not there yet, and waits until their octets are durable. Their names are not: see
  /// ``sync(_:)``.
  ///
  /// All are written before the first is waited for: the file system then makes them durable together, in one
  /// turn of its journal.
  func create(_ files: [(name: String, octets: [UInt8])]) throws(LedgerFailure) {
    var open: [(name: String, file: OpenFile)] = []
    open.reserveCapacity(files.count)
    for (name, octets) in files { open.append((name, try write(name, octets))) }
    for (name, file) in open {
      guard fdatasync(file.descriptor) == 0 else { throw failure("fdatasync", name) }
    }
  }

  private func write(_ name: String, _ octets: [UInt8]) throws(LedgerFailure) -> OpenFile {
    // SAFETY: as in init.
    let descriptor = unsafe openat(
      descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("create", name) }
    let file = OpenFile(descriptor: descriptor)
    var done = 0
    while done < octets.count {
      // SAFETY: the call reads at most what is left of the array, from `done` on.
      let count = unsafe octets.withUnsafeBytes { buffer in
        // SAFETY: as above.
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[done...])
        // SAFETY: as above.
        return unsafe Glibc.pwrite(descriptor, rest.baseAddress, rest.count, off_t(done))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure("write", name) }
      done += count
    }
    return file
  }

  /// Makes the names in a folder durable; `.` is this one.
  func sync(_ name: String) throws(LedgerFailure) {
    // SAFETY: as in init.
    let folder = unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { throw failure("open", name) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw failure("fsync", name) }
  }

  /// Makes a folder where it is not there.
  func makeFolder(_ name: String) throws(LedgerFailure) {
    // SAFETY: as in init.
    guard unsafe mkdirat(descriptor, name, 0o700) == 0 || errno == EEXIST else {
      throw failure("mkdir", name)
    }
  }

  func rename(_ name: String, to target: String) throws(LedgerFailure) {
    // SAFETY: as in init, for both paths.
    guard unsafe renameat(descriptor, name, descriptor, target) == 0 else { throw failure("rename", name) }
  }

  /// Removes a file; whether it was there.
  @discardableResult
  func remove(_ name: String) throws(LedgerFailure) -> Bool {
    // SAFETY: as in init.
    if unsafe unlinkat(descriptor, name, 0) == 0 { return true }
    guard errno == ENOENT else { throw failure("unlink", name) }
    return false
  }

  func removeFolder(_ name: String) throws(LedgerFailure) {
    // SAFETY: as in init.
    guard unsafe unlinkat(descriptor, name, AT_REMOVEDIR) == 0 else { throw failure("rmdir", name) }
  }

  /// Takes the lock that one process at a time has, until this object is gone.
  ///
  /// - Returns: what holds it
  func lock(_ name: String) throws(LedgerFailure) -> FileLock {
    // SAFETY: as in init.
    let file = unsafe openat(descriptor, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure("open", name) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let error = errno == EWOULDBLOCK ? LedgerFailure.locked(path: path) : failure("flock", name)
      close(file)
      throw error
    }
    return FileLock(file: OpenFile(descriptor: file))
  }

  /// What a name stands for; nil where it is not there.
  func status(_ name: String) throws(LedgerFailure) -> (isFolder: Bool, isFile: Bool, mode: UInt32)? {
    var status = stat()
    // SAFETY: fstatat writes into the value that is passed; the path as in init.
    guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure("stat", name)
    }
    let kind = status.st_mode & S_IFMT
    return (kind == S_IFDIR, kind == S_IFREG, status.st_mode & 0o7777)
  }

  /// The names in a folder, sorted; nil where it is not there.
  func names(_ name: String) throws(LedgerFailure) -> [String]? {
    // SAFETY: as in init.
    let folder = unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure("open", name)
    }
    // SAFETY: the descriptor is open; from here on the stream owns it.
    guard let stream = unsafe fdopendir(folder) else {
      let error = failure("opendir", name)
      close(folder)
      throw error
    }
    // SAFETY: closed here only, after its last use.
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      // SAFETY: the stream is open; what readdir gives is copied before the next call.
      guard let item = unsafe readdir(stream) else { break }
      // SAFETY: the name is null-terminated within the record.
      let name = unsafe withUnsafeBytes(of: item.pointee.d_name) { octets in
        // SAFETY: as above.
        unsafe String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw failure("readdir", name) }
    return names.sorted()
  }
}

/// A lock on a file, held as long as this lives.
final class FileLock: Sendable {
  private let file: OpenFile

  init(file: OpenFile) {
    self.file = file
  }

  /// Given back before the file is closed: a child process that was just made may have the file open, too.
  deinit { flock(file.descriptor, LOCK_UN) }
}

/// A file that is closed when nobody has it any more.
final class OpenFile: Sendable {
  let descriptor: Int32

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
