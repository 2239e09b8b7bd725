/// The part of a file that is in memory: a block, or less at the file's end.
struct CaptureWindow {
  /// Room for a block; `filled` of it hold octets of the file.
  private(set) var octets: [UInt8]
  private(set) var filled = 0
  /// The file ends with the window.
  private(set) var isLast = false
  /// Octets of the file that were read.
  private(set) var octetsRead = 0

  init(blockOctets: Int) {
    octets = [UInt8](repeating: 0, count: blockOctets)
  }

  /// Moves what stands from `from` on to the front, and reads until `wanted` octets are there or the file
  /// ends.
  mutating func refill(from: Int, wanted: Int, of input: CaptureInput) throws(CaptureFileError.Kind) {
    let kept = max(filled - from, 0)
    for at in 0..<kept { octets[at] = octets[from + at] }
    filled = kept
    if wanted > octets.count {
      octets.append(contentsOf: repeatElement(0, count: wanted - octets.count))
    }
    while filled < wanted && !isLast {
      let count = try input.read(into: &octets, from: filled, at: octetsRead)
      isLast = count == 0
      filled += count
      octetsRead += count
    }
  }

  /// Lets the memory go.
  mutating func empty() {
    octets = []
    filled = 0
    isLast = true
  }
}
