public import Vocabulary

/// How far the plant's clocks are ahead of UTC, and when that changes: a table that comes from outside.
public struct UTCOffsets: Equatable, Sendable {
  /// From this moment on, clocks are `seconds` ahead of UTC; behind it where that is negative.
  public struct Transition: Equatable, Sendable {
    public let from: Timestamp
    public let seconds: Int64

    public init(from: Timestamp, seconds: Int64) {
      self.from = from
      self.seconds = seconds
    }
  }

  /// The most changes of a table: two a year for five centuries.
  public static let transitionLimit = 1_000
  /// No clock on earth is further from UTC.
  public static let furthestSeconds: Int64 = 18 * 3_600

  /// In order; the first holds before its moment too.
  public let transitions: [Transition]

  /// Clocks that never change.
  public static let utc = UTCOffsets()

  public init() {
    transitions = [Transition(from: Timestamp(nanoseconds: .min), seconds: 0)]
  }

  /// nil where there is none, too many, one that is not later than the one before, or an impossible offset.
  public init?(_ transitions: [Transition]) {
    guard (1...Self.transitionLimit).contains(transitions.count),
      transitions.allSatisfy({ (-Self.furthestSeconds...Self.furthestSeconds).contains($0.seconds) }),
      zip(transitions, transitions.dropFirst()).allSatisfy({ $0.from < $1.from })
    else { return nil }
    self.transitions = transitions
  }

  public func seconds(at time: Timestamp) -> Int64 {
    var low = 0
    var high = transitions.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if transitions[middle].from <= time { low = middle } else { high = middle }
    }
    return transitions.isEmpty ? 0 : transitions[low].seconds
  }

  /// Day since 1970-01-01 and second of the day that the plant's clocks show.
  public func local(_ time: Timestamp) -> (day: Int64, second: Int64) {
    let seconds = Self.floorDivide(time.nanoseconds, 1_000_000_000) + seconds(at: time)
    let day = Self.floorDivide(seconds, 86_400)
    return (day, seconds - day * 86_400)
  }

  /// The first and the last moment at which the plant's clocks show `local` seconds since 1970-01-01.
  ///
  /// Both are the same, but where clocks go back over it. Clocks that go forward over it never show it: then
  /// it is the moment at which they do so.
  public func moments(local: Int64) -> (first: Timestamp, last: Timestamp) {
    var first: Timestamp?
    var last = Timestamp(seconds: local, nanoseconds: 0)
    for (index, transition) in transitions.enumerated() {
      let moment = Timestamp(seconds: local - transition.seconds, nanoseconds: 0)
      let begins = index == 0 || moment >= transition.from
      let ends = index + 1 == transitions.count || moment < transitions[index + 1].from
      if begins && ends {
        first = first ?? moment
        last = moment
      } else if !begins, first == nil {
        // Too early for this offset, and it was too late for the one before: the clocks passed over it.
        return (transition.from, transition.from)
      }
    }
    return (first ?? last, last)
  }

  private static func floorDivide(_ value: Int64, _ by: Int64) -> Int64 {
    let quotient = value / by
    return value % by < 0 ? quotient - 1 : quotient
  }
}
