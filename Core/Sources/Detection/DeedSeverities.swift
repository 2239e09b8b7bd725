import Vocabulary

/// How bad a deed is, by how it ended and by whether the owner's engineers did it.
///
/// An engineering workstation is one that the owner lists, or that says so of itself where the owner lists no
/// roles for it. What a host does on the wire never makes it one.
struct DeedSeverities: Sendable {
  /// The target did it.
  let done: Severity
  /// No answer was captured: it may have been done.
  let unanswered: Severity
  /// The target said no.
  let refused: Severity
  let doneByEngineering: Severity
  let triedByEngineering: Severity

  func severity(of one: CausedTally) -> Severity {
    // A device that tells itself crosses no wire: somebody tries a simulator.
    if !one.isBetweenDevices { return min(.low, done) }
    if one.actor.isEngineeringWorkstation {
      return one.tally.succeeded > 0 ? doneByEngineering : triedByEngineering
    }
    if one.tally.succeeded > 0 { return done }
    return one.tally.unanswered > 0 ? unanswered : refused
  }
}

extension HostProfile {
  /// The owner's word where there is one, else the device's own.
  var knownRoles: RoleSet { ownerRoles.isEmpty ? statedRoles : ownerRoles }

  var isEngineeringWorkstation: Bool { knownRoles.contains(.engineeringWorkstation) }

  /// The owner lets it look for devices.
  var isOwnersScanner: Bool { ownerRoles.contains(.scanner) }

  /// Acts on the process by itself, by the owner's word, else by its own or by what it answers.
  var isControlDevice: Bool {
    ownerRoles.isEmpty
      ? statedRoles.union(servingRoles).intersects(.controlDevices) : ownerRoles.intersects(.controlDevices)
  }

  /// Has a reason to change process values: by the owner's word, else its own, what it answers or what it
  /// polls.
  var maySteer: Bool {
    maySteerByName
      || (ownerRoles.isEmpty && pollingRoles.intersects([.hmi, .engineeringWorkstation, .controller]))
  }

  /// The same without polling, which anybody can do.
  var maySteerByName: Bool {
    let steering: RoleSet = [.hmi, .engineeringWorkstation, RoleSet(.gateway), .controlDevices]
    if !ownerRoles.isEmpty { return ownerRoles.intersects(steering) }
    return statedRoles.intersects(steering) || servingRoles.intersects(.controlDevices)
  }

  /// The owner lists it as something that has no business with a process: an office machine, a printer.
  var isOwnersBystander: Bool {
    let bystanders: RoleSet = [
      RoleSet(.workstation), RoleSet(.printer), RoleSet(.camera), RoleSet(.domainController),
      RoleSet(.networkSwitch),
    ]
    return !ownerRoles.isEmpty && ownerRoles.isSubset(of: bystanders)
  }
}

extension HostProfile {
  /// Runs devices of its own, by the owner's word, else by its own or by what it answers.
  var isController: Bool {
    ownerRoles.isEmpty
      ? statedRoles.union(servingRoles).contains(.controller) : ownerRoles.contains(.controller)
  }
}
