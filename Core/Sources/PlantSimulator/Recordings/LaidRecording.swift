public import Vocabulary

/// A recording on its way into the plant's days: each of its packets becomes a frame at its new time.
public struct LaidRecording: Sendable {
  public let recording: Recording
  private let start: Timestamp
  private let index: Int
  private var rewriter: FrameRewriter
  private var firstTime: Timestamp?
  private var lastTime: Timestamp
  private var packets = 0

  /// - Parameter index: the entry's place in the plan
  public init(_ recording: Recording, entry index: Int, start: Timestamp) {
    self.recording = recording
    self.start = start
    self.index = index
    lastTime = start
    rewriter = FrameRewriter(recording)
  }

  /// The frame of the recording's next packet; null where the packet is none.
  public mutating func frame(of octets: [UInt8], at time: Timestamp) -> SimulatedFrame? {
    packets += 1
    let first = firstTime ?? time
    firstTime = first
    guard let rewritten = rewriter.rewrite(octets) else { return nil }
    // Packets that a capture holds out of their order keep it.
    let gone = max(0, time.nanoseconds(since: first))
    let (scaled, isTooFar) = gone.multipliedReportingOverflow(by: Int64(recording.timePercent))
    let (moment, isTooLate) = start.nanoseconds.addingReportingOverflow(scaled / 100)
    guard !isTooFar, !isTooLate else { return nil }
    lastTime = max(lastTime, Timestamp(nanoseconds: moment))
    return SimulatedFrame(
      time: lastTime, octets: rewritten, mark: nil,
      entry: SimulatedFrame.Entry(index: index, isDeed: packets >= recording.deedFrame))
  }
}
