import PlantSimulator
import Vocabulary

/// A capture file that is written frame by frame, in blocks.
struct CaptureOutput {
  private let writer = CaptureWriter()
  private let file: OutputFile
  private var block: [UInt8]

  init(_ path: String) throws(OutputError) {
    file = try OutputFile(path)
    block = writer.fileHeader
  }

  mutating func append(_ octets: [UInt8], at time: Timestamp) throws(OutputError) {
    writer.append(octets, at: time, to: &block)
    guard block.count >= OutputFile.blockOctets else { return }
    try file.write(block)
    block.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws(OutputError) {
    try file.write(block)
    block.removeAll()
  }
}
