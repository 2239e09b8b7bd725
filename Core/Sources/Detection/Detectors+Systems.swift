import Vocabulary

/// What hosts do to each other's systems and directories, and how they log in.
extension Detectors {
  /// Takes a login, or an activity whose deed is against another system.
  mutating func observeSystems(_ activity: ActivityObservation) {
    if activity.verb == .authenticate {
      bruteForce.observe(activity)
      authenticationCoercion.observe(activity)
      passwordSpraying.observe(activity)
    }
    switch activity.deed {
    case .adminShareWrite:
      adminShareWrites.note(activity.actor, activity.target, at: activity.time)
    case .adminExecutableWrite:
      adminShareWrites.note(activity.actor, activity.target, at: activity.time)
      remoteProgramLaid.observe(activity)
    case .serviceCreated, .commandService, .serviceChanged: remoteServiceCreated.observe(activity)
    case .taskCreated: remoteTaskCreated.observe(activity)
    case .remoteExecution: remoteExecution.observe(activity)
    case .registryChanged, .secretsSaved: remoteRegistry.observe(activity)
    case .driverInstalled: remoteDriverInstalled.observe(activity)
    case .logCleared: logCleared.observe(activity)
    case .replication, .replicaAdded: directoryReplication.observe(activity)
    case .emptyCredential: zerologon.observe(activity)
    case .coercion, .possibleCoercion: authenticationCoercion.observe(activity)
    case .weakTicket, .downgradedTicket: kerberoasting.observe(activity)
    case .noPreauthentication: asrepRoasting.observe(activity)
    case .unknownAccount, .accountListing: accountEnumeration.observe(activity)
    case .broadSearch, .roastableSearch: directoryEnumeration.observe(activity)
    default: return
    }
  }

  func concludeSystems(_ profiles: HostProfiles) -> [Finding] {
    var findings: [Finding] = []
    findings += remoteProgramLaid.conclude(profiles)
    findings += remoteServiceCreated.conclude(profiles, adminShareWrites)
    findings += remoteTaskCreated.conclude(profiles, adminShareWrites)
    findings += remoteExecution.conclude(profiles, adminShareWrites)
    findings += remoteRegistry.conclude(profiles)
    findings += remoteDriverInstalled.conclude(profiles)
    findings += logCleared.conclude(profiles)
    findings += directoryReplication.conclude(profiles)
    findings += zerologon.conclude(profiles)
    findings += authenticationCoercion.conclude(profiles)
    findings += kerberoasting.conclude(profiles)
    findings += asrepRoasting.conclude(profiles)
    findings += bruteForce.conclude(profiles)
    findings += passwordSpraying.conclude(profiles)
    findings += accountEnumeration.conclude(profiles)
    findings += directoryEnumeration.conclude(profiles)
    return findings
  }

  /// Deeds that were not kept, of causes beyond their limit.
  var droppedSystemCauses: Int {
    let tables = [
      authenticationCoercion.returns, remoteProgramLaid.causes, remoteServiceCreated.causes,
      remoteServiceCreated.commands, remoteTaskCreated.causes,
      remoteExecution.causes, remoteRegistry.causes, remoteRegistry.secrets, remoteDriverInstalled.causes,
      logCleared.causes, directoryReplication.causes, zerologon.causes, zerologon.proofs,
      authenticationCoercion.causes, authenticationCoercion.certain,
    ]
    return tables.reduce(adminShareWrites.dropped + authenticationCoercion.droppedLogins) { $0 + $1.dropped }
  }

  /// Attempts that were not kept.
  var droppedSystemAttempts: Int {
    let tables = [
      kerberoasting.downgraded, kerberoasting.weak, asrepRoasting.accounts, bruteForce.refused,
      bruteForce.succeeded, bruteForce.communities, passwordSpraying.refused, passwordSpraying.succeeded,
      accountEnumeration.unknown,
      accountEnumeration.listings, directoryEnumeration.searches, directoryEnumeration.roastable,
    ]
    return tables.reduce(0) { $0 + $1.dropped }
  }
}
