import Vocabulary

/// A capture whose octets are pushed in pieces of any size, as a page or a pipe has them.
///
/// Holds the octets of the packet that is not whole yet, at most a block of
/// ``CaptureReader/blockLimitOctets``. Where pieces begin changes nothing.
public struct CaptureFeed: Sendable {
  public private(set) var tally = CaptureTally()
  /// Why the capture, or the rest of it, could not be read.
  public private(set) var error: CaptureError?
  public private(set) var isFinished = false

  private var reader = CaptureReader()
  private var waiting: [UInt8] = []
  /// Octets that must be together before another try is worth it.
  private var wanted = 0

  public init() {}

  /// Takes the next octets of the capture and gives every packet that they complete to `body`, with the block
  /// that holds it. Octets behind an error are not read.
  public mutating func take(
    _ octets: Span<UInt8>, isLast: Bool, to body: (Span<UInt8>, CapturedPacket) -> Void
  ) {
    guard !isFinished else { return }
    var at = 0
    // The packet that began in an earlier piece is completed, and no more than that is copied.
    while !waiting.isEmpty {
      let missing = max(wanted - waiting.count, 1)
      let taken = min(missing, octets.count - at)
      for index in at..<(at + taken) { waiting.append(octets[index]) }
      at += taken
      let isWhole = isLast && at == octets.count
      guard waiting.count >= wanted || isWhole else { return }
      var whole: [UInt8] = []
      swap(&whole, &waiting)
      let rest = read(whole.span, isLast: isWhole, to: body)
      if isFinished { return }
      for index in rest..<whole.count { waiting.append(whole[index]) }
      if waiting.isEmpty { break }
      if at == octets.count { return }
    }
    let block = octets.extracting(at..<octets.count)
    if block.isEmpty && !isLast { return }
    let rest = read(block, isLast: isLast, to: body)
    if isFinished { return }
    for index in rest..<block.count { waiting.append(block[index]) }
  }

  /// Reads packets to the block's end; gives where in the block the octets begin that must wait.
  private mutating func read(
    _ block: Span<UInt8>, isLast: Bool, to body: (Span<UInt8>, CapturedPacket) -> Void
  ) -> Int {
    var offset = 0
    while true {
      do throws(CaptureError) {
        switch try reader.next(block, from: offset, isLast: isLast) {
        case .packet(let packet, let next):
          tally.count(packet)
          body(block, packet)
          offset = next
        case .needsMore(let from, let octets):
          wanted = octets
          return min(max(from, 0), block.count)
        case .end:
          finish(nil)
          return block.count
        }
      } catch {
        finish(error)
        return block.count
      }
    }
  }

  private mutating func finish(_ error: CaptureError?) {
    self.error = error
    isFinished = true
    tally.close(reader)
    waiting = []
  }
}
