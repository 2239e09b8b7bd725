import WatchRecords

/// Batches that wait for the console to keep them, oldest first. A plain value; who shares it locks it.
struct BatchQueue: Sendable {
  /// Octets that wait at most: what a console that is away for some minutes misses is little.
  static let octetLimit = 16 << 20

  struct Batch: Sendable {
    let number: Int64
    var lines: [UInt8]
    /// Only what matters most is left of it.
    var isReduced = false
  }

  private(set) var waiting: [Batch] = []
  private(set) var octets = 0
  private var last: Int64 = 0
  /// Lines that were given up because the console was away for too long.
  private(set) var droppedLines: UInt64 = 0

  var isEmpty: Bool { waiting.isEmpty }

  func hasRoom(for count: Int) -> Bool { octets + count <= Self.octetLimit || waiting.isEmpty }

  /// Adds lines as one batch. Where there is no room, of these and of those that wait only what matters most
  /// is kept: findings and assets; then the oldest give way.
  mutating func add(_ lines: [UInt8]) {
    var (lines, isReduced) = (lines, false)
    if !hasRoom(for: lines.count) {
      lines = essential(lines)
      isReduced = true
      for place in waiting.indices.dropFirst() where !waiting[place].isReduced {
        waiting[place].lines = essential(waiting[place].lines)
        waiting[place].isReduced = true
      }
      octets = waiting.reduce(0) { $0 + $1.lines.count }
    }
    // The first may be on its way already. Numbers have no gaps: an empty batch stands for what is lost.
    for place in waiting.indices.dropFirst() where !hasRoom(for: lines.count) {
      octets -= waiting[place].lines.count
      droppedLines &+= UInt64(waiting[place].lines.count { $0 == 0x0A })
      waiting[place].lines = []
    }
    last += 1
    waiting.append(Batch(number: last, lines: lines, isReduced: isReduced))
    octets += lines.count
  }

  /// The console keeps everything up to a number.
  mutating func acknowledge(_ number: Int64) {
    while let first = waiting.first, first.number <= number {
      octets -= first.lines.count
      waiting.removeFirst()
    }
  }

  private mutating func essential(_ lines: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    for line in lines.split(separator: 0x0A) {
      let head = String(decoding: line.prefix(80), as: UTF8.self)
      if ["finding", "withdrawn", "asset"].contains(where: { head.contains("\"type\":\"\($0)\"") }) {
        kept += line
        kept.append(0x0A)
      } else {
        droppedLines &+= 1
      }
    }
    return kept
  }
}
