import Vocabulary

/// Something that a station does again and again, or once.
enum Routine: Sendable {
  case s7Poll(S7Poll)
  case modbusPoll(ModbusPoll)
  case cipPoll(CIPPoll)
  case amsPoll(AMSPoll)
  case opcuaPoll(OPCUAPoll)
  case chore(Chore)
  case duty(Duty)

  /// Does the next step and says when the one after it is due; null at the end.
  mutating func wake(at now: Timestamp, in network: inout Network) -> Timestamp? {
    let next: Timestamp?
    switch self {
    case .s7Poll(var poll):
      next = poll.wake(at: now, in: &network)
      self = .s7Poll(poll)
    case .modbusPoll(var poll):
      next = poll.wake(at: now, in: &network)
      self = .modbusPoll(poll)
    case .cipPoll(var poll):
      next = poll.wake(at: now, in: &network)
      self = .cipPoll(poll)
    case .amsPoll(var poll):
      next = poll.wake(at: now, in: &network)
      self = .amsPoll(poll)
    case .opcuaPoll(var poll):
      next = poll.wake(at: now, in: &network)
      self = .opcuaPoll(poll)
    case .chore(var chore):
      next = chore.wake(at: now, in: &network)
      self = .chore(chore)
    case .duty(var duty):
      next = duty.wake(at: now, in: &network)
      self = .duty(duty)
    }
    return next
  }
}
