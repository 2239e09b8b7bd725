import Glibc

/// A connection between two processes of this machine. The one place of this target that speaks to the
/// system.
///
/// Reads and writes wait; whoever calls them has a thread for it. ``shut()`` wakes them from another thread.
final class LocalSocket: Sendable {
  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Connects to a socket's path.
  static func connect(to path: String) throws(WatchSocketError) -> LocalSocket {
    let socket = try make(path)
    // SAFETY: the address lives through the call, which keeps no pointer to it.
    try unsafe withAddress(of: path) { unsafe Glibc.connect(socket.descriptor, $0, $1) }
    return socket
  }

  /// Listens at a path, where a socket that nobody listens at any more gives way.
  static func listen(at path: String) throws(WatchSocketError) -> LocalSocket {
    let socket = try make(path)
    if (try? connect(to: path)) != nil {
      throw WatchSocketError(path: path, reason: "another process listens there already")
    }
    try removeSocket(path)
    // Nobody but the owner and the group, from the first moment.
    let before = umask(0o117)
    defer { umask(before) }
    // SAFETY: as in `connect(to:)`.
    try unsafe withAddress(of: path) { unsafe bind(socket.descriptor, $0, $1) }
    guard Glibc.listen(socket.descriptor, 8) == 0 else { throw WatchSocketError(path: path, errno) }
    return socket
  }

  /// The next who connects; nil once this was shut.
  func accept() -> LocalSocket? {
    while true {
      let accepted = Glibc.accept(descriptor, nil, nil)
      if accepted >= 0 {
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        return LocalSocket(descriptor: accepted)
      }
      guard errno == EINTR || errno == ECONNABORTED || errno == EMFILE || errno == ENFILE else { return nil }
      if errno == EMFILE || errno == ENFILE { usleep(100_000) }
    }
  }

  /// The user whose process is at the other end.
  var peer: UInt32? {
    // unix(7), `struct ucred`: process, user and group, 32 bits each.
    var credentials: [UInt32] = [0, 0, 0]
    var length = socklen_t(12)
    // SAFETY: getsockopt writes at most the 12 octets of the array, which outlives the call.
    let result = unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length)
    return result == 0 && length == 12 ? credentials[1] : nil
  }

  /// The next octets, one at least; none once the other side or ``shut()`` ended it.
  func receive(atMost limit: Int) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: limit)
    while true {
      // SAFETY: recv writes at most the array's own count while nobody else sees it.
      let count = unsafe octets.withUnsafeMutableBytes {
        // SAFETY: as above.
        unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      if count < 0, errno == EINTR { continue }
      return count > 0 ? Array(octets[..<count]) : []
    }
  }

  /// Sends all octets; false where the other side is gone.
  func send(_ octets: [UInt8]) -> Bool {
    var sent = 0
    while sent < octets.count {
      // SAFETY: send reads the rest of the array during the call only.
      let count = unsafe octets.withUnsafeBytes { buffer in
        // SAFETY: `sent` is an index of the array.
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
        // SAFETY: as above.
        return unsafe Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Ends the use of it: who waits for it is woken.
  func shut() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

  private static func make(_ path: String) throws(WatchSocketError) -> LocalSocket {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { throw WatchSocketError(path: path, errno) }
    return LocalSocket(descriptor: descriptor)
  }

  private static func removeSocket(_ path: String) throws(WatchSocketError) {
    var status = stat()
    // SAFETY: the path is read, and the variable written, during the call only.
    guard unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw WatchSocketError(path: path, reason: "there is a file that is no socket")
    }
    // SAFETY: the path is read during the call only.
    guard unsafe unlink(path) == 0 else { throw WatchSocketError(path: path, errno) }
  }

  private static func withAddress(
    of path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws(WatchSocketError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let text = Array(path.utf8)
    // SAFETY: no pointer is made: the size of a field is asked for.
    let room = MemoryLayout.size(ofValue: address.sun_path) - 1
    guard (1...room).contains(text.count), !text.contains(0) else {
      throw WatchSocketError(path: path, reason: "a socket's path has 1 to \(room) octets")
    }
    // SAFETY: the text fits, as was just seen, and the rest of the field stays zero.
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: text) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    // SAFETY: every socket address begins as `sockaddr` does; the pointer is used inside only.
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      // SAFETY: as above.
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
    }
    guard result == 0 else { throw WatchSocketError(path: path, errno) }
  }
}

/// Why a socket can't be used.
public struct WatchSocketError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  public let reason: String

  init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  init(path: String, _ code: Int32) {
    let reason =
      switch code {
      case ENOENT: "there is no such socket"
      case ECONNREFUSED: "nobody listens there"
      case EACCES, EPERM: "it is not for this user"
      case EADDRINUSE: "another process listens there already"
      default: "error \(code)"
      }
    self.init(path: path, reason: reason)
  }

  public var description: String { "\(path): \(reason)" }
}
