import ArgumentParser
import Glibc

/// Why a file that the user named could not be read whole.
struct ReadFault: Error {
  let message: String

  init(_ message: String) { self.message = message }

  /// The last error of the system.
  init() {
    // SAFETY: strerror's text is copied at once.
    self.init(unsafe String(cString: strerror(errno)))
  }
}

/// The whole of a small text file that the user named; one that cannot be read ends the run with a line.
func readText(_ path: String) throws -> String {
  let text: [UInt8]
  do throws(ReadFault) {
    text = try readOctets(path, limitOctets: 16 << 20)
  } catch {
    throw refusal("\(path): \(error.message)")
  }
  guard let whole = String(validating: text, as: UTF8.self) else {
    throw refusal("\(path): is not UTF-8 text")
  }
  return whole
}

/// Says why a file that the user named is of no use; what it gives ends the run.
func refusal(_ words: String) -> ExitCode {
  StandardStream.error.write(line: "bulkhead: \(words)")
  return ExitCode(1)
}

/// The whole of a file of at most `limitOctets`.
func readOctets(_ path: String, limitOctets: Int) throws(ReadFault) -> [UInt8] {
  // SAFETY: the path is passed for the call only.
  let descriptor = unsafe open(path, O_RDONLY)
  guard descriptor >= 0 else { throw ReadFault() }
  defer { close(descriptor) }
  var text: [UInt8] = []
  // A hint of the size, which a pipe does not have.
  let end = lseek(descriptor, 0, SEEK_END)
  if end > 0 {
    text.reserveCapacity(min(end, limitOctets))
    lseek(descriptor, 0, SEEK_SET)
  }
  var block = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    // SAFETY: read fills at most the block's own count.
    let count = unsafe block.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      throw ReadFault()
    }
    if count == 0 { return text }
    text.append(contentsOf: block[0..<count])
    guard text.count <= limitOctets else { throw ReadFault("longer than \(limitOctets) octets") }
  }
}
