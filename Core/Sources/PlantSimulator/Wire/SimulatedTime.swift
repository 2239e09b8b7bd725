import Vocabulary

extension Duration {
  var wholeNanoseconds: Int64 {
    let parts = components
    return parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
  }

  static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
}

extension Timestamp {
  static func + (moment: Timestamp, span: Duration) -> Timestamp {
    Timestamp(nanoseconds: moment.nanoseconds + span.wholeNanoseconds)
  }

  static func += (moment: inout Timestamp, span: Duration) {
    moment = moment + span
  }

  /// Milliseconds since 1970, the clock of TCP's time stamps and of simulated processes.
  var milliseconds: Int64 { nanoseconds / 1_000_000 }
}
