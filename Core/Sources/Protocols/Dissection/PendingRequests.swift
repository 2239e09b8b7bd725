public import Vocabulary

/// A request that waits for its reply.
public struct PendingRequest: Sendable {
  /// What the request asks for; ``ActivityObservation/outcome`` is set when it ends.
  public var activity: ActivityObservation
  /// What the dissector wants to remember of the request.
  public var memory: UInt64
  var serial: UInt32
  var fromLow: Bool
  var id: UInt64
  var isOpen: Bool
}

/// The requests of all flows that wait for a reply, found by flow, direction and the protocol's own id.
///
/// At most ``requestLimit`` wait: then the oldest give way to new ones, one after another, and count as
/// unanswered.
public struct PendingRequests: Sendable {
  public static let requestLimit = 32_768

  private var requests: [PendingRequest] = []
  private var free: [UInt32] = []
  /// The next to give way where all places are taken.
  private var hand = 0
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
    if let stale = find(serial: serial, fromLow: fromLow, id: id) {
      close(stale, .unanswered, into: &observations)
    }
    if free.isEmpty, requests.count >= Self.requestLimit {
      hand = hand + 1 < requests.count ? hand + 1 : 0
      dropped += 1
      close(hand, .unanswered, into: &observations)
    }
    let request = PendingRequest(
      activity: activity, memory: memory, serial: serial, fromLow: fromLow, id: id, isOpen: true)
    let position: Int
    if let reused = free.popLast() {
      position = Int(reused)
      requests[position] = request
    } else {
      position = requests.count
      requests.append(request)
    }
    index.insert(hash(serial, fromLow, id), record: position)
  }

  func find(serial: UInt32, fromLow: Bool, id: UInt64) -> Int? {
    index.find(hash(serial, fromLow, id)) {
      requests[$0].id == id && requests[$0].serial == serial && requests[$0].fromLow == fromLow
    }
  }

  subscript(position: Int) -> PendingRequest { requests[position] }

  /// Ends a request and emits its activity.
  mutating func close(_ position: Int, _ outcome: Outcome, into observations: inout Observations) {
    requests[position].activity.outcome = outcome
    observations.activities.append(requests[position].activity)
    forget(position)
  }

  /// Forgets a request without a word.
  mutating func forget(_ position: Int) {
    requests[position].isOpen = false
    index.remove(
      hash(requests[position].serial, requests[position].fromLow, requests[position].id), record: position)
    free.append(UInt32(truncatingIfNeeded: position))
  }

  /// Ends everything that still waits, in the order in which it was asked.
  public mutating func closeAll(into observations: inout Observations) {
    let waiting = requests.indices.filter { requests[$0].isOpen }.sorted {
      let (left, right) = (requests[$0].activity, requests[$1].activity)
      return left.time != right.time
        ? left.time < right.time
        : left.place != right.place ? left.place < right.place : $0 < $1
    }
    for position in waiting { close(position, .unanswered, into: &observations) }
  }

  private func hash(_ serial: UInt32, _ fromLow: Bool, _ id: UInt64) -> UInt64 {
    mixed(mixed(seed, UInt64(serial) &<< 1 | (fromLow ? 1 : 0)), id)
  }
}
