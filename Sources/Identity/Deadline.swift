public import Vocabulary

/// Until when something holds. The same code decides and tells the person how long is left, so that the two
/// never differ: a session, a step-up, a code, a wait after failed attempts, a certificate.
public struct Deadline: Hashable, Sendable {
  public enum Reason: String, Sendable {
    case idle, sessionEnd, accountEnd, stepUp, breakGlass, code, wait, certificate
  }

  /// When it began; nil where that does not matter.
  public let began: Timestamp?
  public let ends: Timestamp
  public let reason: Reason

  /// Clocks are not taken to agree better than this: nothing began in a future further away.
  public static let clockTolerance: Duration = .seconds(120)

  public init(began: Timestamp? = nil, ends: Timestamp, reason: Reason) {
    self.began = began
    self.ends = ends
    self.reason = reason
  }

  public init(began: Timestamp, lasting duration: Duration, reason: Reason) {
    self.init(began: began, ends: began.advanced(by: duration), reason: reason)
  }

  /// Whether it holds no more. A clock that went back before its beginning ends it too: time that was lived
  /// once is not lived again.
  public func isOver(at now: Timestamp) -> Bool {
    if let began, now < began.advanced(by: .zero - Self.clockTolerance) { return true }
    return now >= ends
  }

  /// What is left of it; zero where it is over.
  public func left(at now: Timestamp) -> Duration {
    isOver(at: now) ? .zero : .nanoseconds(ends.nanoseconds(since: now))
  }

  /// The first of several to end.
  public static func first(_ one: Deadline, _ others: Deadline?...) -> Deadline {
    others.compactMap { $0 }.reduce(one) { $1.ends < $0.ends ? $1 : $0 }
  }

  /// `over`, or what is left as `2 h 5 min`, `4 min 10 s` or `9 s`: whole seconds, rounded up.
  public func words(at now: Timestamp) -> String {
    guard !isOver(at: now) else { return "over" }
    let left = left(at: now).components
    let seconds = left.seconds + (left.attoseconds > 0 ? 1 : 0)
    switch seconds {
    case 86_400...: return "\(seconds / 86_400) d \(seconds % 86_400 / 3600) h"
    case 3600...: return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    case 60...: return "\(seconds / 60) min \(seconds % 60) s"
    default: return "\(seconds) s"
    }
  }
}

extension Timestamp {
  /// The moment a duration later, clamped.
  func advanced(by duration: Duration) -> Timestamp {
    let (seconds, attoseconds) = duration.components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return Timestamp(nanoseconds: seconds < 0 ? .min : .max) }
    let (sum, tooFar) = nanoseconds.addingReportingOverflow(scaled + attoseconds / 1_000_000_000)
    return Timestamp(nanoseconds: tooFar ? (scaled < 0 ? .min : .max) : sum)
  }
}
