import Vocabulary

/// How bad it is that a host without a part in the process steers it: one judgement for writes and
/// operations.
///
/// What the host writes here plays no part: only the owner's list, what the host says of itself, what it
/// answers and whether it polls.
enum UnexpectedSteering {
  /// Nil where the host has a reason to steer.
  static func severity(of one: CausedTally, _ profiles: HostProfiles) -> Severity? {
    if one.actor.maySteer || !one.isBetweenDevices { return nil }
    let wasRefused = one.tally.refused == one.tally.count
    if one.actor.isOwnersBystander { return wasRefused ? .medium : .high }
    return wasRefused || isLoneCentre(one, profiles) ? .low : .medium
  }

  /// In protocols of telecontrol, stations report by themselves: their control centre need not poll. Where
  /// nobody else in the capture could be the centre, who commands most likely is.
  static func isLoneCentre(_ one: CausedTally, _ profiles: HostProfiles) -> Bool {
    switch one.cause.name {
    case .dnp3, .iec104, .iec104ASDU, .synphasor: break
    default: return false
    }
    let centres: RoleSet = [.hmi, .engineeringWorkstation]
    for number in 0..<profiles.count {
      let other = profiles[EndpointID(rawValue: UInt32(truncatingIfNeeded: number))]
      if other.asset != one.actor.asset, other.knownRoles.union(other.pollingRoles).intersects(centres) {
        return false
      }
    }
    return true
  }
}
