import ArgumentParser
import Glibc

/// The whole of a small text file that the user named.
func readText(_ path: String) throws -> String {
  let limitOctets = 16 << 20
  // SAFETY: the path is passed for the call only.
  let descriptor = unsafe open(path, O_RDONLY)
  // SAFETY: strerror's text is copied at once.
  guard descriptor >= 0 else { throw ValidationError("\(path): \(unsafe String(cString: strerror(errno)))") }
  defer { close(descriptor) }
  var text: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    // SAFETY: read fills at most the block's own count.
    let count = unsafe block.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      // SAFETY: strerror's text is copied at once.
      throw ValidationError("\(path): \(unsafe String(cString: strerror(errno)))")
    }
    if count == 0 { break }
    text.append(contentsOf: block[0..<count])
    guard text.count <= limitOctets else {
      throw ValidationError("\(path): longer than \(limitOctets) octets")
    }
  }
  guard let whole = String(validating: text, as: UTF8.self) else {
    throw ValidationError("\(path): is not UTF-8 text")
  }
  return whole
}
