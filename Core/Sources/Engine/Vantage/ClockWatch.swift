import Vocabulary

/// Notices where the clock that stamped the packets was set: times that go back, and leaps while
/// conversations go on as if no time had passed.
struct ClockWatch: Sendable {
  /// Nanoseconds by which packets of several queues or interfaces may stand out of order.
  static let disorderLimit: Int64 = 1_000_000_000
  /// Nanoseconds in which TCP acknowledges octets, generously: its limit is half a second.
  ///
  /// Source: RFC 9293, section 3.8.6.3.
  static let answerLimit: Int64 = 10_000_000_000
  /// A leap that needs no answer to be one, where traffic was never silent for a thousandth of it.
  static let leapLimit: Int64 = 3_600_000_000_000
  static let steadyFraction: Int64 = 1_000
  static let steadyPackets: UInt64 = 200
  /// Packets behind a leap within which a stream may go on.
  static let followingPackets: UInt64 = 20

  private(set) var back: UInt64 = 0
  private(set) var forward: UInt64 = 0
  /// The last time before the first jump.
  private(set) var after: Timestamp?
  /// There was a leap, which the next segments may bear out.
  private(set) var isLeaping = false

  private var last: Timestamp?
  private var longestStep: Int64 = 0
  /// A longer step is looked at.
  private var stepLimit: Int64 = 0
  private var packets: UInt64 = 0
  private var leap = Leap()

  private struct Leap: Sendable {
    var from = Timestamp(nanoseconds: 0)
    var packet: UInt64 = 0
    var isSteady = false
    var longestStepBefore: Int64 = 0
  }

  /// Takes the time of the next packet.
  @inline(__always)
  mutating func take(_ time: Timestamp) {
    packets &+= 1
    let step = time.nanoseconds(since: last ?? time)
    if step > stepLimit || step < 0 { note(step) }
    last = time
  }

  @inline(never)
  private mutating func note(_ step: Int64) {
    let from = last ?? Timestamp(nanoseconds: 0)
    if step < 0 {
      if step < -Self.disorderLimit {
        back &+= 1
        noteFirst(from)
      }
      return
    }
    if step > Self.answerLimit {
      let isSteady =
        packets > Self.steadyPackets && step >= Self.leapLimit && longestStep < step / Self.steadyFraction
      leap = Leap(from: from, packet: packets, isSteady: isSteady, longestStepBefore: longestStep)
      isLeaping = true
    }
    longestStep = max(longestStep, step)
    stepLimit = min(longestStep, Self.answerLimit)
  }

  /// A segment comes after a leap.
  ///
  /// - Parameters:
  ///   - goesOn: it is the next of a stream that was last seen before the leap
  ///   - isAnswer: it is the first to acknowledge octets sent before the leap
  mutating func judge(goesOn: Bool, isAnswer: Bool) {
    if isAnswer && leap.packet == packets || goesOn && leap.isSteady {
      forward &+= 1
      noteFirst(leap.from)
      // What was no silence is no measure for the next.
      longestStep = leap.longestStepBefore
      isLeaping = false
    } else if packets &- leap.packet >= Self.followingPackets {
      isLeaping = false
    }
  }

  /// The last time before the leap.
  var leapStart: Timestamp { leap.from }

  /// Whether that moment lies before the leap.
  func isBeforeLeap(_ time: Timestamp) -> Bool { time <= leap.from }

  private mutating func noteFirst(_ from: Timestamp) {
    if after == nil { after = from }
  }

  /// nil where the clock is right, and where answers are late all the time: that is a slow link, no clock.
  var fault: VantageFault? {
    let leaps = forward <= max(3, packets / 1_000) ? forward : 0
    guard let after, leaps > 0 || back > 0 else { return nil }
    return .clockJumps(back: back, forward: leaps, after: after)
  }
}
