import Vocabulary

/// Something that a station does again and again, or once.
enum Routine: Sendable {
  case s7Poll(S7Poll)
  case modbusPoll(ModbusPoll)

  /// Does the next step and says when the one after it is due; null at the end.
  mutating func wake(at now: Timestamp, in network: inout Network) -> Timestamp? {
    switch self {
    case .s7Poll(var poll):
      let next = poll.wake(at: now, in: &network)
      self = .s7Poll(poll)
      return next
    case .modbusPoll(var poll):
      let next = poll.wake(at: now, in: &network)
      self = .modbusPoll(poll)
      return next
    }
  }
}
