import Glibc

/// A file that a command writes from its beginning, or standard output.
///
/// A class, so that the descriptor is closed once however its owner is moved; it is not shared.
final class OutputFile {
  /// How much is worth a call to the system.
  static let blockOctets = 256 << 10

  private let path: String
  private let descriptor: Int32

  /// - Parameter path: a file that is made, or emptied where it is there; `-` for standard output.
  init(_ path: String) throws(OutputError) {
    self.path = path
    if path == "-" {
      descriptor = STDOUT_FILENO
    } else {
      // SAFETY: the path is a null-terminated copy that lives through the call; open keeps no pointer to it.
      descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw Self.failure(path, errno) }
    }
  }

  deinit {
    if descriptor != STDOUT_FILENO { close(descriptor) }
  }

  func write(_ octets: [UInt8]) throws(OutputError) {
    var written = 0
    while written < octets.count {
      // SAFETY: the buffer is used inside only, and the array outlives the call.
      let count = unsafe octets[written...].withUnsafeBytes { rest in
        // SAFETY: write reads at most the rest's own count.
        unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.failure(path, errno)
      }
      written += count
    }
  }

  private static func failure(_ path: String, _ code: Int32) -> OutputError {
    // SAFETY: strerror gives a null-terminated text or nil; it is copied before anything else can change it.
    let reason = unsafe strerror(code).map { unsafe String(cString: $0) }
    return OutputError(path: path, reason: reason ?? "error \(code)")
  }
}

/// Why a file could not be written.
struct OutputError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String {
    "\(path == "-" ? "standard output" : path): cannot be written: \(reason)"
  }
}
