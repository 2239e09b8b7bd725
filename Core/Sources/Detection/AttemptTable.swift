import Vocabulary

/// One thing that somebody tried for the first time.
struct Attempt: Sendable {
  /// Who tried, and where the detector tells targets apart, on whom.
  let key: UInt64
  /// What was tried: an address, a port, a unit, a function.
  let value: UInt64
  var time: Timestamp
  var place: PacketPlace

  var actor: EndpointID { EndpointID(rawValue: UInt32(truncatingIfNeeded: key >> 32)) }
  var target: EndpointID { EndpointID(rawValue: UInt32(truncatingIfNeeded: key)) }

  var evidence: Evidence { Evidence(time: time, place: place) }

  func isBefore(_ other: Attempt) -> Bool {
    if key != other.key { return key < other.key }
    if time != other.time { return time < other.time }
    if place != other.place { return place < other.place }
    return value < other.value
  }
}

/// Many different things tried by one key within a span of time.
struct Burst: Sendable {
  let attempts: [Attempt]

  var count: Int { attempts.count }
}

/// Which different things each key tried, and when first. Order of arrival does not matter.
///
/// At most `limit` attempts are kept and `limitPerKey` of one key, so that one scanner does not fill the
/// table; further ones are counted in ``dropped``.
struct AttemptTable: Sendable {
  private var attempts: [Attempt] = []
  private var index = SlotIndex()
  private var keys: [(key: UInt64, count: Int)] = []
  private var keyIndex = SlotIndex()
  let limit: Int
  let limitPerKey: Int
  private(set) var dropped = 0

  /// Values come from the wire: a seed that its sender does not know keeps it from choosing where they lie.
  private let seed: UInt64

  init(_ settings: DetectionSettings) {
    limit = settings.attemptLimit
    limitPerKey = settings.attemptsPerHostLimit
    seed = settings.seed
  }

  static func key(_ actor: EndpointID, _ target: EndpointID) -> UInt64 {
    UInt64(actor.rawValue) << 32 | UInt64(target.rawValue)
  }

  mutating func note(key: UInt64, value: UInt64, time: Timestamp, place: PacketPlace) {
    let keyHash = mixed(seed, key)
    let hash = mixed(keyHash, value)
    if let known = index.find(hash, where: { attempts[$0].key == key && attempts[$0].value == value }) {
      if time < attempts[known].time {
        attempts[known].time = time
        attempts[known].place = place
      }
      return
    }
    guard attempts.count < limit else {
      dropped += 1
      return
    }
    if let known = keyIndex.find(keyHash, where: { keys[$0].key == key }) {
      guard keys[known].count < limitPerKey else {
        dropped += 1
        return
      }
      keys[known].count += 1
    } else {
      keys.append((key, 1))
      keyIndex.insert(keyHash, record: keys.count - 1)
    }
    attempts.append(Attempt(key: key, value: value, time: time, place: place))
    index.insert(hash, record: attempts.count - 1)
  }

  func knows(_ key: UInt64) -> Bool {
    keyIndex.find(mixed(seed, key), where: { keys[$0].key == key }) != nil
  }

  /// For each key the attempts that lie in some span of `window` nanoseconds together with `threshold` or
  /// more.
  func bursts(
    of threshold: Int, within window: Int64, where counts: (Attempt) -> Bool = { _ in true }
  ) -> [Burst] {
    guard attempts.count >= threshold else { return [] }
    var candidates: [Attempt] = []
    for attempt in attempts where hasEnough(attempt.key, threshold) && counts(attempt) {
      candidates.append(attempt)
    }
    candidates.sort { $0.isBefore($1) }
    var bursts: [Burst] = []
    var start = 0
    while start < candidates.count {
      var end = start
      while end < candidates.count, candidates[end].key == candidates[start].key { end += 1 }
      let inBurst = Self.crowded(candidates[start..<end], threshold, window)
      if !inBurst.isEmpty { bursts.append(Burst(attempts: inBurst)) }
      start = end
    }
    return bursts
  }

  private func hasEnough(_ key: UInt64, _ threshold: Int) -> Bool {
    keyIndex.find(mixed(seed, key), where: { keys[$0].key == key }).map { keys[$0].count >= threshold }
      ?? false
  }

  /// Those of attempts sorted by time that lie in a span holding enough of them.
  private static func crowded(_ sorted: ArraySlice<Attempt>, _ threshold: Int, _ window: Int64) -> [Attempt] {
    var result: [Attempt] = []
    var left = sorted.startIndex
    var taken = sorted.startIndex
    for right in sorted.indices {
      while sorted[right].time.nanoseconds(since: sorted[left].time) > window { left += 1 }
      guard right - left + 1 >= threshold else { continue }
      result.append(contentsOf: sorted[max(left, taken)...right])
      taken = right + 1
    }
    return result
  }
}

extension Int64 {
  static let nanosecondsPerSecond: Int64 = 1_000_000_000
}

extension FlowSummary {
  /// Packets of an attempt that nobody answers; a program that sends on without answers wants none.
  private static let attemptPacketLimit = 3

  /// An attempt that nothing came of: no answer, turned away, or opened and dropped without a word.
  var cameToNothing: Bool {
    switch state {
    case .refused: return true
    case .unanswered, .oneWay:
      switch transport {
      case .tcp: return state == .unanswered || (isOddlyOpened && packetsToServer <= Self.attemptPacketLimit)
      // What comes from a service's port is an answer whose question was not captured.
      case .udp:
        return packetsToServer <= Self.attemptPacketLimit
          && (clientPort >= 1_024 || clientPort == serverPort)
      case .icmp, .icmpv6: return packetsToServer <= Self.attemptPacketLimit
      case .ethernet, .other: return state == .unanswered
      }
    case .reset, .closed:
      return transport == .tcp && packetsToServer <= Self.attemptPacketLimit && packetsToClient <= 2
    case .established: return false
    }
  }
}
