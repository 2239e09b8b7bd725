import Vocabulary

/// What happens next in the plant: frames that pass the tap, and routines that wake up.
///
/// A binary heap ordered by time, then by order of arrival, so that equal times have one order.
struct EventQueue: Sendable {
  enum Kind: Sendable {
    case frame(PendingFrame)
    /// The routine with this index does its next step.
    case wake(Int)
    /// A line that a station writes into its log.
    case log(LogLine)
  }

  struct Event: Sendable {
    let time: Timestamp
    let sequence: UInt64
    let kind: Kind
  }

  private var heap: [Event] = []
  private var nextSequence: UInt64 = 0

  var count: Int { heap.count }

  mutating func push(_ kind: Kind, at time: Timestamp) {
    heap.append(Event(time: time, sequence: nextSequence, kind: kind))
    nextSequence += 1
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard Self.isBefore(heap[child], heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> Event? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if heap.isEmpty { return first }
    heap[0] = last
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if Self.isBefore(heap[child], heap[smallest]) { smallest = child }
      }
      if smallest == parent { return first }
      heap.swapAt(parent, smallest)
      parent = smallest
    }
  }

  private static func isBefore(_ left: Event, _ right: Event) -> Bool {
    left.time != right.time ? left.time < right.time : left.sequence < right.sequence
  }
}

/// A frame on its way to the tap. The IPv4 identification is given when it passes, so that each host counts
/// on.
struct PendingFrame: Sendable {
  var octets: [UInt8]
  /// The host whose counter numbers the packet; null where there is no IPv4 header.
  var sender: HostID?
  /// Where the IPv4 header begins.
  var internetOffset = 0
  var mark: SimulatedFrame.Mark?
  var entry: SimulatedFrame.Entry?
}
