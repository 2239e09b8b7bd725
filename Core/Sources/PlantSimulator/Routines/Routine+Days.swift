import Vocabulary

/// Polls in a plant that lives through days: they rest when nothing is made, and some change their pace.
extension Routine {
  /// The next step, or the rest that is due instead.
  mutating func live(at now: Timestamp, in network: inout Network) -> Timestamp? {
    guard let days = network.days, let (client, server) = ends else { return wake(at: now, in: &network) }
    if let until = days.rest(of: client, server, at: now) {
      hangUp(at: now, in: &network)
      return until + network.random.duration(.seconds(1), .seconds(20))
    }
    guard let next = wake(at: now, in: &network) else { return nil }
    return days.paced(next, of: client, server, at: now)
  }

  /// Who polls whom; null for what is no poll.
  private var ends: (HostID, HostID)? {
    switch self {
    case .s7Poll(let poll): (poll.client, poll.server)
    case .modbusPoll(let poll): (poll.client, poll.server)
    case .cipPoll(let poll): (poll.client, poll.server)
    case .amsPoll(let poll): (poll.client, poll.server)
    case .opcuaPoll(let poll): (poll.client, poll.server)
    case .chore, .duty: nil
    }
  }

  /// Closes the poll's connection; the next turn opens another.
  private mutating func hangUp(at now: Timestamp, in network: inout Network) {
    var time = now
    switch self {
    case .s7Poll(var poll):
      if var session = poll.session { network.close(&session.connection, at: &time) }
      poll.session = nil
      self = .s7Poll(poll)
    case .modbusPoll(var poll):
      if var session = poll.session { network.close(&session.connection, at: &time) }
      poll.session = nil
      self = .modbusPoll(poll)
    case .cipPoll(var poll):
      if var session = poll.session { network.close(&session.connection, at: &time) }
      poll.session = nil
      self = .cipPoll(poll)
    case .amsPoll(var poll):
      if var session = poll.session { network.close(&session.connection, at: &time) }
      poll.session = nil
      self = .amsPoll(poll)
    case .opcuaPoll(var poll):
      if var session = poll.session { network.close(&session.connection, at: &time) }
      poll.session = nil
      self = .opcuaPoll(poll)
    case .chore, .duty: break
    }
  }
}
