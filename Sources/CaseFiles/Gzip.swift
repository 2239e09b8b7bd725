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
    var input = octets
    var output: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 256 << 10)
    var at = 0
    while at < input.count {
      // SAFETY: both buffers live for the whole of the closure, and zlib stays within the counts it is given.
      let (result, consumed, produced) = unsafe input.withUnsafeMutableBufferPointer { source in
        unsafe block.withUnsafeMutableBufferPointer { target in
          // SAFETY: `at` lies inside the source.
          unsafe stream.next_in = source.baseAddress.map { unsafe $0 + at }
          unsafe stream.avail_in = UInt32(min(source.count - at, 1 << 30))
          unsafe stream.next_out = target.baseAddress
          unsafe stream.avail_out = UInt32(target.count)
          let before = unsafe stream.avail_in
          let result = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
          return unsafe (result, Int(before - stream.avail_in), target.count - Int(stream.avail_out))
        }
      }
      at += consumed
      output.append(contentsOf: block[0..<produced])
      guard output.count <= limitOctets else {
        throw CaseFileError(path, "unpacks to more than \(limitOctets) octets")
      }
      switch result {
      case Z_STREAM_END:
        guard at < input.count else { return output }
        // SAFETY: the stream is set up and goes on with the next member.
        guard unsafe inflateReset(&stream) == Z_OK else { throw CaseFileError(path, "is no gzip file") }
      case Z_OK where consumed > 0 || produced > 0: continue
      case Z_BUF_ERROR where consumed > 0 || produced > 0: continue
      default: throw CaseFileError(path, "is no gzip file, or a damaged one, after \(at) octets")
      }
    }
    throw CaseFileError(path, "ends before what it holds is complete")
  }
}
