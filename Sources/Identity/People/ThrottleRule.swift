import IdentityRecords
import Vocabulary

/// How failed attempts slow the next ones down: some are free, then each doubles the wait, up to a limit.
struct ThrottleRule: Hashable, Sendable {
  var free: Int
  var firstWait: Duration
  var longestWait: Duration
  /// From so many on nothing is tried any more until somebody opens it; nil where it never closes.
  /// Source: NIST SP 800-63B-4, section 3.2.2: at most 100 failed attempts in a row.
  var closesAt: Int?
  /// After so long without an attempt nothing is held against anybody; nil where only a success clears it.
  var forgets: Duration?

  /// One person's name, at a device where that person worked before.
  static let knownDevice = ThrottleRule(
    free: 10, firstWait: .seconds(1), longestWait: .seconds(900), closesAt: 100, forgets: nil)
  /// One person's name, from all unknown devices together: what bounds guessing.
  static let name = ThrottleRule(
    free: 10, firstWait: .seconds(2), longestWait: .seconds(3600), closesAt: 100, forgets: nil)
  /// One person's name from one unknown address.
  static let nameAtAddress = ThrottleRule(
    free: 5, firstWait: .seconds(2), longestWait: .seconds(900), closesAt: nil, forgets: .seconds(86_400))
  /// Any names from one unknown address.
  static let address = ThrottleRule(
    free: 30, firstWait: .seconds(1), longestWait: .seconds(300), closesAt: nil, forgets: .seconds(86_400))

  enum Verdict: Hashable, Sendable {
    case open
    case wait(until: Timestamp)
    case closed
  }

  /// How long the next attempt waits after so many failures.
  func wait(after failures: Int) -> Duration {
    guard failures > free else { return .zero }
    return min(longestWait, firstWait * (1 << min(30, failures - free - 1)))
  }

  func verdict(_ state: ThrottleState, at now: Timestamp) -> Verdict {
    let state = current(state, at: now)
    if let closesAt, state.failures >= closesAt { return .closed }
    return state.until > now ? .wait(until: state.until) : .open
  }

  /// The state with one attempt more, counted as failed before anything of it is tried: two at once both
  /// count.
  func counted(_ state: ThrottleState, at now: Timestamp) -> ThrottleState {
    let failures = current(state, at: now).failures + 1
    return ThrottleState(failures: failures, last: now, until: now.advanced(by: wait(after: failures)))
  }

  /// The fewest failures at which the longest wait holds.
  var failuresAtLongestWait: Int { (0...200).first { wait(after: $0) == longestWait } ?? free }

  /// What is held against somebody now. Where the clock went back, a wait is as long as it was, no longer.
  private func current(_ state: ThrottleState, at now: Timestamp) -> ThrottleState {
    guard state.failures > 0 else { return .none }
    if let forgets, now >= state.last.advanced(by: forgets) { return .none }
    guard now < state.last else { return state }
    let wait = Duration.nanoseconds(state.until.nanoseconds(since: state.last))
    return ThrottleState(failures: state.failures, last: now, until: now.advanced(by: wait))
  }
}
