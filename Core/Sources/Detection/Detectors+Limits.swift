public import Vocabulary

extension Detectors {
  /// Each limit by name, with how often it was met.
  public var limits: [LimitReport] {
    [
      LimitReport(name: "detectionCauseLimit", limit: settings.causeLimit, dropped: droppedCauses),
      LimitReport(name: "scanAttemptLimit", limit: settings.attemptLimit, dropped: droppedAttempts),
      LimitReport(
        name: "peerLimit", limit: settings.peerLimit,
        dropped: officeProtocolToController.peers.dropped + controlDeviceOnInternet.peers.dropped
          + protocolOnForeignPort.peers.dropped),
      LimitReport(
        name: "addressClaimLimit", limit: settings.bindingLimit,
        dropped: addressConflict.claims.dropped + arpFlood.dropped),
      LimitReport(
        name: "leaseClientLimit", limit: RogueDHCP.clientLimit, dropped: rogueDHCP.droppedClients),
    ]
  }

  private var droppedCauses: Int {
    let tables = [
      controllerStopped.causes, controllerStarted.causes, controllerRestarted.causes,
      controllerModeChanged.causes, controllerProgrammed.causes, controllerLocked.causes,
      programUploaded.causes,
      firmwareUpdated.causes,
      clockChanged.causes, outputForced.causes, unexpectedWrite.causes, unexpectedOperation.causes,
      reportsSilenced.silenced, reportsSilenced.wanted,
      deviceRenamed.causes, deviceReaddressed.causes, deviceReset.causes, deviceDiscovery.causes,
      unprotectedWrite.anonymous,
      unprotectedWrite.unencrypted, conflictingOverlap.causes, malformedControlTraffic.causes,
      gooseAnomaly.publishers, gooseAnomaly.numbers, gooseAnomaly.changes,
      secretInClear.causes, smbWorm.attacks, smbWorm.answers, smbWeaknessProbe.probes,
      remoteAccessTool.causes, defaultCredentials.causes,
      webAttack.exploits.causes, exploitAttempt.exploits.causes, commandServer.exploits.causes,
      rogueDNS.seconds,
      disguisedProgram.causes,
    ]
    let wire =
      dnsTunnel.dropped + icmpTunnel.dropped + rogueDHCP.dropped + rogueDNS.dropped + covertRegisters.dropped
      + beaconing.dropped + commandFlood.dropped
      + exfiltration.dropped + indicatorSeen.dropped
    return tables.reduce(unprotectedWrite.dropped + droppedSystemCauses + wire + smbRansomware.dropped) {
      $0 + $1.dropped
    }
  }

  private var droppedAttempts: Int {
    let tables = [
      addressScan.attempts, addressScan.asked, loginBurst.attempts, loginBurst.entries, portScan.attempts,
      unitScan.silent,
      unitScan.answering,
      functionCodeScan.attempts, namePoisoning.answers,
      refusalBurst.requests, generatedNames.attempts,
    ]
    return tables.reduce(flood.dropped + droppedSystemAttempts) { $0 + $1.dropped }
  }
}
