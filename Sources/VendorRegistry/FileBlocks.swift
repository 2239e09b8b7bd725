import Glibc

/// A file read block by block through one buffer, closed when it is let go.
struct FileBlocks: ~Copyable {
  private let descriptor: Int32
  private var buffer: [UInt8]

  /// nil where the file cannot be opened for reading.
  init?(_ path: String, blockOctets: Int) {
    // SAFETY: the path is a null-terminated copy that lives through the call; open keeps no pointer to it.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    buffer = [UInt8](repeating: 0, count: max(blockOctets, 1))
  }

  deinit { close(descriptor) }

  /// Appends the next block to `octets`; false at the end of the file or where it cannot be read on.
  mutating func appendNext(to octets: inout [UInt8]) -> Bool {
    while true {
      // SAFETY: read writes at most the buffer's own count into the buffer, which nobody else sees meanwhile.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      octets.append(contentsOf: buffer[..<count])
      return true
    }
  }
}

/// The lines of a file, one at a time, as octets without their line feeds.
struct FileLines: ~Copyable {
  /// Longer lines are cut in two: no line of a registry comes near.
  private static let lineLimitOctets = 1 << 20

  private var blocks: FileBlocks

  init?(_ path: String, blockOctets: Int = 256 << 10) {
    guard let blocks = FileBlocks(path, blockOctets: blockOctets) else { return nil }
    self.blocks = blocks
  }

  /// Gives each line to `body` until it says false, and lets the file go.
  consuming func forEach(_ body: (ArraySlice<UInt8>) -> Bool) {
    var octets: [UInt8] = []
    while blocks.appendNext(to: &octets) {
      var start = 0
      while let end = Self.lineFeed(octets.span, from: start) {
        if !body(octets[start..<end]) { return }
        start = end + 1
      }
      if octets.count - start > Self.lineLimitOctets {
        if !body(octets[start...]) { return }
        start = octets.count
      }
      octets.removeFirst(start)
    }
    if !octets.isEmpty { _ = body(octets[...]) }
  }

  /// By memchr, which looks at 32 octets at a time: a loop of ours took 5 ms for the registry, 2 % of a run.
  private static func lineFeed(_ octets: Span<UInt8>, from start: Int) -> Int? {
    guard start < octets.count else { return nil }
    // SAFETY: the octets are borrowed for the call, and the pointer does not leave it.
    return unsafe octets.extracting(start..<octets.count).withUnsafeBytes { rest in
      // SAFETY: memchr reads the rest's own count, and what it finds lies in the rest.
      guard let base = rest.baseAddress, let found = unsafe memchr(base, 0x0A, rest.count) else { return nil }
      // SAFETY: both point into the rest.
      return unsafe start + (UnsafeRawPointer(found) - base)
    }
  }
}
