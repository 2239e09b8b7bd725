import Captures
import Vocabulary

/// One capture on its way through: the file, a window of its octets, and the next packet in it.
///
/// The window is as large as a block, whatever the file's size; a pcapng block that is longer makes it
/// grow, up to ``CaptureReader/blockLimitOctets``.
struct CaptureSource {
  private(set) var summary: CaptureSummary
  /// The next packet, its octets in the window; nil at the end.
  private(set) var head: CapturedPacket?
  private(set) var sizeOctets: Int?

  private var window = CaptureWindow(blockOctets: 0)
  /// nil when the file was read as far as it can be.
  private var input: CaptureInput?
  private var reader = CaptureReader()
  /// Where in the window reading goes on.
  private var offset = 0

  /// Octets of the file that were read.
  var octetsRead: Int { window.octetsRead }

  /// Opens the file and reads to its first packet.
  init(path: String, blockOctets: Int) {
    summary = CaptureSummary(path: path)
    do {
      let input = try CaptureInput(path)
      self.input = input
      sizeOctets = input.sizeOctets
      var window = CaptureWindow(blockOctets: blockOctets)
      head = findPacket(in: &window)
      self.window = window
    } catch {
      finish(error)
    }
  }

  /// Gives packets to `body` as long as their time is before `limit`, or at it where `includesLimit`. Stops
  /// early when a block was read from the file, so that the caller can show progress.
  mutating func give<Failure: Error>(
    before limit: Timestamp, includesLimit: Bool, capture: Int,
    to body: (Span<UInt8>, CapturedPacket, Int) throws(Failure) -> Void
  ) throws(Failure) {
    guard var packet = head else { return }
    head = nil
    // Out of self meanwhile: a span of the window would keep all of self from being changed.
    var window = CaptureWindow(blockOctets: 0)
    swap(&window, &self.window)
    defer { self.window = window }
    let isLast = window.isLast
    var wanted: (from: Int, octets: Int)?
    var fault: CaptureFileError.Kind?
    do {
      let block = window.octets.span.extracting(first: window.filled)
      // Out of self too, so that they may stay in registers while packets pass.
      var (reader, tally, offset) = (self.reader, summary.tally, self.offset)
      defer { (self.reader, summary.tally, self.offset) = (reader, tally, offset) }
      packets: while true {
        guard packet.time < limit || includesLimit && packet.time == limit else {
          head = packet
          return
        }
        tally.count(packet)
        try body(block, packet, capture)
        do {
          switch try reader.next(block, from: offset, isLast: isLast) {
          case .packet(let following, let next):
            packet = following
            offset = next
          case .needsMore(let from, let octets):
            wanted = (from, octets)
            break packets
          case .end:
            break packets
          }
        } catch {
          fault = .capture(error)
          break packets
        }
      }
    }
    guard let wanted else { return finish(fault) }
    refill(&window, from: wanted.from, octets: wanted.octets)
    head = findPacket(in: &window)
  }

  /// The packet at the offset or the first after it; nil at the end, which is then noted.
  private mutating func findPacket(in window: inout CaptureWindow) -> CapturedPacket? {
    while input != nil {
      do {
        switch try reader.next(in: window, from: offset) {
        case .packet(let packet, let next):
          offset = next
          return packet
        case .needsMore(let from, let octets):
          refill(&window, from: from, octets: octets)
        case .end:
          finish(nil)
        }
      } catch {
        finish(.capture(error))
      }
    }
    window.empty()
    return nil
  }

  private mutating func refill(_ window: inout CaptureWindow, from: Int, octets: Int) {
    guard let input else { return }
    offset = 0
    do {
      try window.refill(from: from, wanted: octets, of: input)
    } catch {
      finish(error)
    }
  }

  /// Lets the file go, and keeps what the reader knows.
  private mutating func finish(_ error: CaptureFileError.Kind?) {
    summary.tally.close(reader)
    summary.error = error.map { CaptureFileError($0, path: summary.path) }
    input = nil
  }
}

extension CaptureReader {
  fileprivate mutating func next(
    in window: CaptureWindow, from offset: Int
  ) throws(CaptureError) -> CaptureStep {
    try next(window.octets.span.extracting(first: window.filled), from: offset, isLast: window.isLast)
  }
}
