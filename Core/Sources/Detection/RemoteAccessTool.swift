import Vocabulary

/// Remote-access tool: a host uses a service by which people reach machines from afar.
///
/// Sees: connections to such a service by the name in the hello, by its certificate or by its own protocol,
/// and questions for its name.
///
/// Why it matters: attackers bring these tools along, for no firewall stops them and no virus scanner
/// complains. A forgotten one of a service partner is as open.
///
/// Threshold: one. A connection is medium; by a control device, an HMI, an engineering workstation, or from
/// the networks that the owner named as the plant's, high. A name that was only asked for is low, from the
/// plant medium.
///
/// Stays silent: the maker's other web sites.
struct RemoteAccessTool: Sendable {
  private(set) var causes: CauseTable

  init(_ settings: DetectionSettings) {
    causes = CauseTable(limit: settings.causeLimit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.deed == .remoteAccess else { return }
    causes.add(activity)
  }

  mutating func observe(_ flow: FlowSummary) {
    switch flow.name {
    case .teamviewer, .anydesk, .rustdesk: break
    default: return
    }
    let isAnswered = flow.packetsToServer > 0 && flow.packetsToClient > 0
    causes.add(
      ActivityObservation(
        time: flow.first, place: flow.place, actor: flow.client, target: flow.server, verb: .connect,
        deed: .remoteAccess, outcome: isAnswered ? .succeeded : .unanswered, name: flow.name))
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    // All that one host does is one finding; a connection says more than a question.
    var hosts: [CausedTally] = []
    for one in causes.byDevice(profiles) {
      guard let last = hosts.last, last.actor.asset == one.actor.asset else {
        hosts.append(one)
        continue
      }
      var (best, other) = (last, one)
      if !Self.isConnection(last), Self.isConnection(one) { swap(&best, &other) }
      best.tally.merge(other.tally)
      hosts[hosts.count - 1] = best
    }
    return hosts.map { one in
      let plantRoles: RoleSet = [.hmi, .engineeringWorkstation]
      let isInPlant =
        one.actor.isControlDevice || one.actor.isInOTNetwork || one.actor.knownRoles.intersects(plantRoles)
        || one.target.isControlDevice
      let isConnection = Self.isConnection(one)
      return one.finding(
        .remoteAccessTool, isInPlant ? isConnection ? .high : .medium : isConnection ? .medium : .low)
    }
  }

  private static func isConnection(_ one: CausedTally) -> Bool {
    one.cause.name != .dns && one.tally.succeeded > 0
  }
}
