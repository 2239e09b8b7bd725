import Vocabulary

/// How bad it is that a host without a part in the process steers it: one judgement for writes and
/// operations.
///
/// What the host writes here plays no part: only the owner's list, what the host says of itself, what it
/// answers and whether it polls.
enum UnexpectedSteering {
  /// Nil where the host has a reason to steer.
  static func severity(of one: CausedTally) -> Severity? {
    if one.actor.maySteer || !one.isBetweenDevices { return nil }
    let wasRefused = one.tally.refused == one.tally.count
    if one.actor.isOwnersBystander { return wasRefused ? .medium : .high }
    return wasRefused ? .low : .medium
  }
}
