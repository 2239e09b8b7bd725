public import Vocabulary

/// A request that waits for its reply.
public struct PendingRequest: Sendable {
  /// What the request asks for; ``ActivityObservation/outcome`` is set when it ends.
  public var activity: ActivityObservation
  /// What the dissector wants to remember of the request.
  public var memory: UInt64
  var id: UInt64
  var serial: UInt32
  var fromLow: Bool
  var isOpen: Bool
}

/// The requests of all flows that wait for a reply, found by flow, direction and the protocol's own id.
///
/// At most ``requestLimit`` wait: then the oldest give way to new ones, one after another, and count as
/// unanswered.
public struct PendingRequests: Sendable {
  public static let requestLimit = 32_768
  /// Nanoseconds that a request waits: as long as a stream may be silent. Then it counts as unanswered.
  public static let waitLimit: Int64 = 3_600_000_000_000
  /// Requests that each new one looks at, whether they have waited too long.
  static let sweep = 2

  private var requests: [PendingRequest] = []
  /// The place that was left last, -1 where all are taken; each free place names the one left before it.
  private var firstFree = -1
  /// The next to give way where all places are taken.
  private var hand = 0
  /// The next to be looked at whether it has waited too long.
  private var broom = 0
  private var index = SlotIndex(capacity: 1_024)
  private let seed: UInt64
  /// Requests that gave way before their reply could come.
  public private(set) var dropped = 0

  init(seed: UInt64) {
    self.seed = seed
  }

  /// Adds a request. One with the same id that still waits ends unanswered.
  mutating func open(
    _ activity: ActivityObservation, memory: UInt64, serial: UInt32, fromLow: Bool, id: UInt64,
    into observations: inout Observations
  ) {
    let hash = hash(serial, fromLow, id)
    if let stale = find(hash, serial: serial, fromLow: fromLow, id: id) {
      close(stale, .unanswered, into: &observations)
    }
    giveUp(at: activity.time, into: &observations)
    if firstFree < 0, requests.count >= Self.requestLimit {
      hand = hand + 1 < requests.count ? hand + 1 : 0
      dropped += 1
      close(hand, .unanswered, into: &observations)
    }
    let request = PendingRequest(
      activity: activity, memory: memory, id: id, serial: serial, fromLow: fromLow, isOpen: true)
    let position: Int
    if firstFree >= 0 {
      position = firstFree
      firstFree = requests[position].nextFree
      requests[position] = request
    } else {
      position = requests.count
      requests.append(request)
    }
    index.insert(hash, record: position)
  }

  func find(serial: UInt32, fromLow: Bool, id: UInt64) -> Int? {
    find(hash(serial, fromLow, id), serial: serial, fromLow: fromLow, id: id)
  }

  @inline(__always)
  private func find(_ hash: UInt64, serial: UInt32, fromLow: Bool, id: UInt64) -> Int? {
    index.find(hash) {
      requests[$0].id == id && requests[$0].serial == serial && requests[$0].fromLow == fromLow
    }
  }

  @inline(__always)
  subscript(position: Int) -> PendingRequest { requests[position] }

  /// Ends a request and emits its activity.
  @inline(never)
  mutating func close(_ position: Int, _ outcome: Outcome, into observations: inout Observations) {
    var activity = requests[position].activity
    activity.outcome = outcome
    observations.activities.append(activity)
    forget(position)
  }

  /// Ends a few requests that nobody will answer any more, so that the table holds what is under way and not
  /// what a capture of one direction left: small, it stays in the processor's cache.
  @inline(__always)
  private mutating func giveUp(at time: Timestamp, into observations: inout Observations) {
    for _ in 0..<min(Self.sweep, requests.count) {
      broom = broom &+ 1 < requests.count ? broom &+ 1 : 0
      if requests[broom].isOpen,
        time.nanoseconds(since: requests[broom].activity.time) > Self.waitLimit
      {
        close(broom, .unanswered, into: &observations)
      }
    }
  }

  /// Ends a request of which the reply says what deed it was.
  mutating func close(_ position: Int, _ outcome: Outcome, deed: Deed, into observations: inout Observations)
  {
    requests[position].activity.deed = deed
    close(position, outcome, into: &observations)
  }

  /// Forgets a request without a word.
  @inline(__always)
  mutating func forget(_ position: Int) {
    index.remove(requests[position].end(seed, nextFree: firstFree), record: position)
    firstFree = position
  }

  /// Ends everything that still waits, in the order in which it was asked.
  public mutating func closeAll(into observations: inout Observations) {
    close(askedUntil: Timestamp(nanoseconds: .max), into: &observations)
  }

  /// Ends what was asked until a moment and still waits, in the order in which it was asked.
  public mutating func close(askedUntil moment: Timestamp, into observations: inout Observations) {
    let waiting = requests.indices.filter { requests[$0].isOpen && requests[$0].activity.time <= moment }
      .sorted {
        let (left, right) = (requests[$0].activity, requests[$1].activity)
        return left.time != right.time
          ? left.time < right.time
          : left.place != right.place ? left.place < right.place : $0 < $1
      }
    for position in waiting { close(position, .unanswered, into: &observations) }
  }

  @inline(__always)
  private func hash(_ serial: UInt32, _ fromLow: Bool, _ id: UInt64) -> UInt64 {
    PendingRequest.hash(serial, fromLow, id, seed)
  }
}

extension PendingRequest {
  @inline(__always)
  static func hash(_ serial: UInt32, _ fromLow: Bool, _ id: UInt64, _ seed: UInt64) -> UInt64 {
    mixed(mixed(seed, UInt64(serial) &<< 1 | (fromLow ? 1 : 0)), id)
  }

  /// Marks it as ended, its place as free; gives the hash under which it was found.
  @inline(__always)
  mutating func end(_ seed: UInt64, nextFree: Int) -> UInt64 {
    let hash = Self.hash(serial, fromLow, id, seed)
    isOpen = false
    id = UInt64(bitPattern: Int64(nextFree))
    return hash
  }

  /// The free place that was left before this one, -1 where there is none: it stands where the id stood.
  @inline(__always)
  var nextFree: Int { Int(truncatingIfNeeded: id) }
}
