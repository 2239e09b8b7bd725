import Glibc

/// An open file or standard input, read forward only. The one place of this target that speaks to the system.
///
/// A class, so that the descriptor is closed once however its owner is moved; it is not shared.
final class CaptureInput {
  private let descriptor: Int32
  /// The file's size in octets; nil where it is no regular file.
  let sizeOctets: Int?

  /// - Parameter path: a file's path, or `-` for standard input.
  init(_ path: String) throws(CaptureFileError.Kind) {
    if path == "-" {
      descriptor = STDIN_FILENO
    } else {
      // SAFETY: the path is a null-terminated copy that lives through the call; open keeps no pointer to it.
      descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw CaptureInput.reason(errno, at: 0) }
    }
    sizeOctets = CaptureInput.size(of: descriptor)
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Reads into `octets` from `start` on, at most to their end.
  ///
  /// - Parameter offset: the octet of the file that is read next, for the error.
  /// - Returns: the number of octets read, 0 at the end of the file.
  func read(
    into octets: inout [UInt8], from start: Int, at offset: Int
  ) throws(CaptureFileError.Kind) -> Int {
    guard octets.indices.contains(start) else { return 0 }
    while true {
      // SAFETY: the buffer is used inside only, while nobody else sees the array.
      let count = unsafe octets.withUnsafeMutableBytes { buffer in
        // SAFETY: start is an index of the array. (A slice of the array would be copied before it is
        // written.)
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
        // SAFETY: read writes at most the rest's own count.
        return unsafe Glibc.read(descriptor, rest.baseAddress, rest.count)
      }
      if count >= 0 { return count }
      if errno != EINTR { throw CaptureInput.reason(errno, at: offset) }
    }
  }

  private static func size(of descriptor: Int32) -> Int? {
    var status = stat()
    // SAFETY: fstat writes one stat into the variable, which outlives the call.
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// What the system's error code means to the reader of a capture.
  static func reason(_ code: Int32, at offset: Int) -> CaptureFileError.Kind {
    switch code {
    case ENOENT, ENOTDIR: return .noSuchFile
    case EISDIR: return .isDirectory
    case EACCES, EPERM: return .noPermission
    default:
      // SAFETY: strerror gives a null-terminated text or nil; it is copied before anything else can change
      // it.
      let text = unsafe strerror(code).map { unsafe String(cString: $0) }
      return .system(text ?? "error \(code)", at: offset)
    }
  }
}
