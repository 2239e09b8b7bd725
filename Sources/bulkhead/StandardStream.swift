import Glibc

/// Standard output or standard error, written in blocks without a buffer of its own.
struct StandardStream {
  static let output = StandardStream(descriptor: STDOUT_FILENO)
  static let error = StandardStream(descriptor: STDERR_FILENO)

  private let descriptor: Int32

  /// Whether a person may be reading along.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes all octets; false where nobody takes them, as when a pipe was closed.
  @discardableResult
  func write(_ octets: [UInt8]) -> Bool {
    var written = 0
    while written < octets.count {
      // SAFETY: the buffer is used inside only, and the array outlives the call.
      let count = unsafe octets[written...].withUnsafeBytes { rest in
        // SAFETY: write reads at most the rest's own count.
        unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  /// Writes all octets, or ends the program: quietly where nobody reads on, as behind `| head`, else with the
  /// reason.
  func writeOrEnd(_ octets: [UInt8]) {
    if write(octets) { return }
    if errno == EPIPE { exit(0) }
    // SAFETY: strerror gives a null-terminated text or nil; it is copied before anything else can change it.
    let reason = unsafe strerror(errno).map { unsafe String(cString: $0) }
    StandardStream.error.write(
      line: "bulkhead: standard output: cannot be written: \(reason ?? "error \(errno)")")
    exit(1)
  }

  @discardableResult
  func write(line: String) -> Bool {
    write(Array(line.utf8) + [UInt8(ascii: "\n")])
  }
}
