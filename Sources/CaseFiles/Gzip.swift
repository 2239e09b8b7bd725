import CZlib

/// Takes a gzip file apart.
///
/// Source: RFC 1952; members may follow one another.
enum Gzip {
  /// Whether the octets begin as a gzip file does.
  static func begins(_ octets: [UInt8]) -> Bool {
    octets.count > 2 && octets[0] == 0x1F && octets[1] == 0x8B
  }

  /// What was compressed, at most `limitOctets` of it.
  static func inflate(_ octets: [UInt8], limitOctets: Int, path: String) throws(CaseFileError) -> [UInt8] {
    // SAFETY: z_stream is a C struct of numbers and pointers; all zero is its documented beginning.
    var stream = unsafe z_stream()
    // SAFETY: the stream outlives the call; 16 more than the window's bits asks for gzip's header.
    guard unsafe inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      throw CaseFileError(path, "there is no memory to unpack it")
    }
    // SAFETY: the stream was set up above and is not used after this.
    defer { unsafe inflateEnd(&stream) }
    var output: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 256 << 10)
    var at = 0
    while true {
      var consumed = 0
      var produced = 0
      // SAFETY: both spans of octets live for the whole call, which stays within the counts it is given.
      let result = unsafe inflate_some(
        &stream, Array(octets[at..<min(at + block.count, octets.count)]),
        min(block.count, octets.count - at), &block, block.count, &consumed, &produced)
      at += consumed
      output.append(contentsOf: block[0..<produced])
      guard output.count <= limitOctets else {
        throw CaseFileError(path, "unpacks to more than \(limitOctets) octets")
      }
      switch result {
      case Z_STREAM_END:
        guard at < octets.count else { return output }
        // SAFETY: the stream is set up and goes on with the next member.
        guard unsafe inflateReset(&stream) == Z_OK else { throw CaseFileError(path, "is no gzip file") }
      case Z_OK where consumed > 0 || produced > 0: continue
      // Nothing went in and nothing came out: it would need more than there is.
      case Z_OK, Z_BUF_ERROR: throw CaseFileError(path, "ends before what it holds is complete")
      default: throw CaseFileError(path, "is no gzip file, or a damaged one, after \(at) octets")
      }
    }
  }
}
