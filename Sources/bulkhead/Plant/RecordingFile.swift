import Captures
import Glibc
import PlantSimulator

/// A recording of a scenario file, read packet by packet; a class, so that its descriptor is closed once.
final class RecordingFile {
  static let blockOctets = 64 << 10

  /// The next frame, where one was read ahead.
  private(set) var next: SimulatedFrame?
  private let path: String
  private let descriptor: Int32
  private var laid: LaidRecording
  private var reader = CaptureReader()
  private var block: [UInt8] = []
  private var offset = 0
  private var isLast = false

  /// Opens the capture and reads its first frame.
  init(_ path: String, _ laid: LaidRecording) throws(ReadFault) {
    self.path = path
    self.laid = laid
    // SAFETY: the path is passed for the call only.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ReadFault() }
    try advance()
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Reads the frame after this one.
  func advance() throws(ReadFault) {
    next = nil
    while next == nil {
      let step: CaptureStep
      let octets = block
      do throws(CaptureError) {
        step = try reader.next(octets.span, from: offset, isLast: isLast)
      } catch {
        throw ReadFault("\(error)")
      }
      switch step {
      case .packet(let packet, let following):
        offset = following
        guard packet.linkType == .ethernet else { throw ReadFault("no capture of Ethernet frames") }
        next = laid.frame(of: Array(octets[packet.start..<packet.end]), at: packet.time)
      case .needsMore(let from, let wanted): try fill(from: from, octets: wanted)
      case .end: return
      }
    }
  }

  private func fill(from: Int, octets: Int) throws(ReadFault) {
    block.removeFirst(min(max(0, from), block.count))
    offset = 0
    var piece = [UInt8](repeating: 0, count: max(Self.blockOctets, octets))
    // SAFETY: read fills at most the piece's own count.
    let count = unsafe piece.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { return }
      throw ReadFault()
    }
    if count == 0 { isLast = true } else { block += piece[0..<count] }
  }
}
