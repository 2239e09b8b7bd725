public import Captures
import Vocabulary

/// How far reading has come, over all captures.
public struct CaptureProgress: Sendable {
  public let octetsRead: Int
  /// The size of all captures; nil where one of them is a pipe.
  public let octetsInAll: Int?
}

/// The packets of several captures as one sequence, by time, ties in the order in which the captures were
/// given.
///
/// Within a capture packets keep their order, also where their times go back. Memory is a block a capture,
/// less each where there are many; nothing is mapped. A capture that cannot be read does not keep back the
/// others: its ``CaptureSummary`` says why.
public struct MergedCaptures {
  /// The octets read at a time; measured to be faster than a mapped file, whose pages would count as
  /// resident.
  public static let blockOctets = 256 << 10
  /// All blocks together, for more captures than 64.
  static let blocksLimitOctets = 16 << 20

  private var sources: [CaptureSource] = []

  /// Opens the captures and reads each one's first block. `-` is standard input.
  public init(paths: [String], blockOctets: Int = blockOctets) {
    let share = max(Self.blocksLimitOctets / max(paths.count, 1), 4_096)
    for path in paths {
      sources.append(CaptureSource(path: path, blockOctets: min(blockOctets, share)))
    }
  }

  /// What was read of each capture so far, in the order given; complete when all packets were given.
  public var summaries: [CaptureSummary] { sources.map(\.summary) }

  /// Gives every packet to `body`: the block, the packet, whose octets are a range of the block, and the
  /// number of its capture in the order given, from 0. The block is borrowed for the call.
  ///
  /// - Parameter onProgress: called about once a block of a file.
  public mutating func forEachPacket<Failure: Error>(
    onProgress: (CaptureProgress) -> Void = { _ in },
    _ body: (Span<UInt8>, CapturedPacket, Int) throws(Failure) -> Void
  ) throws(Failure) {
    while let turn = nextTurn() {
      let readBefore = sources[turn.capture].octetsRead
      try sources[turn.capture].give(
        before: turn.limit, includesLimit: turn.includesLimit, capture: turn.capture, to: body)
      if sources[turn.capture].octetsRead != readBefore { onProgress(progress) }
    }
  }

  /// The capture whose packet is next, and how long it stays so: up to the next packet of the runner-up.
  ///
  /// Captures one after the other, the usual case, change hands once each.
  private func nextTurn() -> (capture: Int, limit: Timestamp, includesLimit: Bool)? {
    var best: (index: Int, time: Timestamp)?
    var second: (index: Int, time: Timestamp)?
    for index in sources.indices {
      guard let time = sources[index].head?.time else { continue }
      if let leader = best, leader.time <= time {
        if second.map({ time < $0.time }) ?? true { second = (index, time) }
      } else {
        second = best
        best = (index, time)
      }
    }
    guard let best else { return nil }
    guard let second else { return (best.index, Timestamp(nanoseconds: .max), true) }
    return (best.index, second.time, best.index < second.index)
  }

  private var progress: CaptureProgress {
    var read = 0
    var size: Int? = 0
    for source in sources {
      read += source.octetsRead
      size = size.flatMap { sum in source.sizeOctets.map { sum + $0 } }
    }
    return CaptureProgress(octetsRead: read, octetsInAll: size)
  }
}
