import Vocabulary

/// A job that a station does from beginning to end at once, once or again after a time.
struct Chore: Sendable {
  enum Kind: Sendable {
    case announce, keepTime, listIdentity
    case getAddress(HostID)
    case useERP(HostID), useFiles(HostID), replicate, serviceReport
    case fetchRecipe, backUp, scanAssets, administer, serviceVisit, webVisits
    case attack(Scenario)
    // Of a plant that lives through days
    case signOn(HostID), backUpFiles, patchScan, printPages(HostID), remoteVisit, patrol
    case order(WorkOrder), incident(Incident)
  }

  let kind: Kind
  /// How long until the next time, give or take a tenth; null for once.
  let every: Duration?
  /// Steps that follow each other before the pause begins anew, for chores that have several.
  var step = 0

  mutating func wake(at now: Timestamp, in network: inout Network) -> Timestamp? {
    var time = now
    switch kind {
    case .announce: announce(in: &network, at: &time)
    case .keepTime: keepTime(in: &network, at: &time)
    case .listIdentity: listIdentity(in: &network, at: &time)
    case .getAddress(let host): network.lease(host, at: &time)
    case .useERP(let host): useERP(host, in: &network, at: &time)
    case .useFiles(let host): useFiles(host, in: &network, at: &time)
    case .replicate:
      network.converseSealed(
        .historian, .historianMirror, name: "histmirror.metalworks.example", exchanges: 2,
        answerOctets: 80...200, at: &time)
    case .serviceReport: serviceReport(in: &network, at: &time)
    case .fetchRecipe: fetchRecipe(in: &network, at: &time)
    case .backUp: backUp(in: &network, at: &time)
    case .scanAssets: scanAssets(in: &network, at: &time)
    case .administer: administer(in: &network, at: &time)
    case .serviceVisit: serviceVisit(in: &network, at: &time)
    case .webVisits: webVisits(in: &network, at: &time)
    case .attack(let scenario): scenario.perform(in: &network, at: &time)
    case .signOn(let host): signOn(host, in: &network, at: &time)
    case .backUpFiles: backUpFiles(in: &network, at: &time)
    case .patchScan: scanForPatches(in: &network, at: &time)
    case .printPages(let host): printPages(host, in: &network, at: &time)
    case .remoteVisit: visitRemotely(in: &network, at: &time)
    case .patrol: patrol(in: &network, at: &time)
    case .order(let order): order.perform(in: &network, at: &time)
    case .incident(let incident): incident.perform(in: &network, at: &time)
    }
    step += 1
    guard let every else { return nil }
    let tenth = Duration.nanoseconds(every.wholeNanoseconds / 10)
    return max(time + .milliseconds(1), now + every + network.random.duration(.zero, tenth))
  }
}
