import Vocabulary

/// Address conflict: several hardware addresses claim one network address, by a spoofer or by mistake.
///
/// Sees: ARP and neighbour discovery, gratuitous announcements included. It counts returns: a hardware
/// address that takes an address back from another one that claimed it within the last 10 minutes.
///
/// Why it matters: who answers for another host's address reads and changes what is sent to it; two devices
/// with one address lose each other's connections.
///
/// Threshold: one hardware address that contests two addresses with two different rivals, 2 returns each, or
/// that took two addresses from two different holders and claimed each at least three times while it has one
/// of its own, or eight times where none of its own is known, is spoofing: high for the first, medium for the
/// others. 3 returns over a single address are
/// spoofing (medium) where the later claimant has another address of its own, else a duplicate address
/// (medium).
///
/// Stays silent: one clean move (a replaced device, a lease given to another host), a fail-over and its way
/// back, the hardware addresses of VRRP, HSRP and GLBP, several ports of one device, routers that the owner
/// or the device itself names as gateways. Two hardware addresses in a row by the same maker are taken for a
/// team of ports: info.
struct AddressConflict: Sendable {
  static let returnThreshold = 3
  static let returnThresholdOfSeveral = 2
  static let takeoverClaimThreshold = 3
  static let steadyClaimThreshold = 8
  static let window: Int64 = 600 * .nanosecondsPerSecond
  static let listedAddressLimit = 16

  private(set) var claims: ClaimTable

  init(_ settings: DetectionSettings) {
    claims = ClaimTable(limit: settings.bindingLimit)
  }

  mutating func observe(_ binding: AddressBinding) {
    switch binding.source {
    case .arp, .gratuitousARP, .neighbourDiscovery: claims.note(binding, window: Self.window)
    case .dhcp, .dcp, .lldp: return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    let suspects = suspects(profiles)
    var findings: [Finding] = []
    var explained: Set<Int> = []
    for suspect in suspects where suspect.isSpoofer {
      findings.append(suspect.finding(claims.contests))
      for number in suspect.contests { explained.insert(number) }
    }
    for number in claims.contests.indices where !explained.contains(number) {
      if let finding = single(claims.contests[number], profiles) { findings.append(finding) }
    }
    return findings
  }

  /// Each hardware address that takes part in a contest, with the numbers of those contests.
  private func suspects(_ profiles: HostProfiles) -> [Suspect] {
    var suspects: [Suspect] = []
    var numbers: [EndpointID: Int] = [:]
    for (number, contest) in claims.contests.enumerated() where profiles[contest.address].address.isUnicast {
      for (rank, claimant) in contest.claimants.enumerated() {
        guard let rival = Self.rival(of: rank, in: contest),
          Self.isSuspicious(claimant.mac, against: rival, profiles)
        else { continue }
        let at = numbers[claimant.mac] ?? suspects.count
        if at == suspects.count {
          numbers[claimant.mac] = at
          suspects.append(Suspect(mac: claimant.mac))
        }
        if contest.returns >= Self.returnThresholdOfSeveral {
          suspects[at].contested.append(number)
          suspects[at].rivals.insert(rival)
        }
        if rank > 0, claimant.claims >= Self.takeoverClaimThreshold {
          suspects[at].taken.append(number)
          suspects[at].fewestClaims = min(suspects[at].fewestClaims, claimant.claims)
          suspects[at].victims.insert(rival)
        }
      }
    }
    for at in suspects.indices where suspects[at].taken.count > 1 {
      suspects[at].hasOwnAddress = claims.hasOwnAddress(suspects[at].mac, profiles)
    }
    return suspects
  }

  /// A contest that no spoofer of several addresses explains.
  private func single(_ contest: Contest, _ profiles: HostProfiles) -> Finding? {
    guard contest.returns >= Self.returnThreshold, profiles[contest.address].address.isUnicast,
      let holder = contest.claimants.first, let other = contest.claimants.dropFirst().first,
      !contest.claimants.contains(where: { profiles[$0.mac].address.isVirtualRouter }),
      profiles[holder.mac].asset != profiles[other.mac].asset, !profiles[other.mac].isGateway
    else { return nil }
    if contest.claimants.count == 2, profiles[holder.mac].address.isPortBeside(profiles[other.mac].address) {
      return Self.finding(.duplicateAddress, .info, [contest], mac: other.mac, victim: holder.mac)
    }
    let isSpoofing = claims.hasOwnAddress(other.mac, profiles)
    return Self.finding(
      isSpoofing ? .arpSpoofing : .duplicateAddress, .medium, [contest], mac: other.mac, victim: holder.mac)
  }

  /// The one against whom a claimant stands: the first holder, or who came second to it.
  private static func rival(of rank: Int, in contest: Contest) -> EndpointID? {
    rank > 0 ? contest.claimants.first?.mac : contest.claimants.dropFirst().first?.mac
  }

  private static func isSuspicious(
    _ mac: EndpointID, against rival: EndpointID, _ profiles: HostProfiles
  ) -> Bool {
    let own = profiles[mac]
    let other = profiles[rival]
    return !own.isGateway && !own.address.isVirtualRouter && !other.address.isVirtualRouter
      && own.asset != other.asset && !own.address.isPortBeside(other.address)
  }

  fileprivate static func finding(
    _ kind: FindingKind, _ severity: Severity, _ contests: [Contest], mac: EndpointID, victim: EndpointID
  ) -> Finding {
    var evidence: [Evidence] = []
    var first = contests[0].first
    var last = contests[0].last
    var count = 0
    for contest in contests {
      evidence.append(contentsOf: contest.evidence)
      first = min(first, contest.first)
      last = max(last, contest.last)
      for claimant in contest.claimants where claimant.mac == mac { count += claimant.claims }
    }
    evidence.sort { $0.isBefore($1) }
    let addresses = contests.prefix(listedAddressLimit).map { $0.address }
    var parameters: [FindingParameter] = []
    for name in kind.parameters {
      switch name {
      case .mac: parameters.append(FindingParameter(.mac, .endpoint(mac)))
      case .otherMac: parameters.append(FindingParameter(.otherMac, .endpoint(victim)))
      case .address: parameters.append(FindingParameter(.address, .endpoint(contests[0].address)))
      case .targets: parameters.append(FindingParameter(.targets, .number(UInt64(contests.count))))
      case .count: parameters.append(FindingParameter(.count, .number(UInt64(count))))
      default: continue
      }
    }
    return Finding(
      kind: kind, severity: severity, endpoints: [mac, victim] + addresses, parameters: parameters,
      first: first,
      last: last, count: count, evidence: Array(evidence.prefix(Finding.evidenceLimit)))
  }
}

/// A hardware address that claims what others claim too.
private struct Suspect {
  let mac: EndpointID
  /// Contests that went to and fro.
  var contested: [Int] = []
  /// Contests in which it kept on claiming.
  var taken: [Int] = []
  var rivals: Set<EndpointID> = []
  var victims: Set<EndpointID> = []
  var hasOwnAddress = false
  /// Of the addresses that it took.
  var fewestClaims = Int.max

  init(mac: EndpointID) {
    self.mac = mac
  }

  /// A fail-over pair contests its addresses among two; a spoofer stands against several.
  var isContesting: Bool { contested.count > 1 && rivals.count > 1 }
  var isSpoofer: Bool { isContesting || isTaking }
  var isTaking: Bool {
    taken.count > 1 && victims.count > 1
      && (hasOwnAddress || fewestClaims >= AddressConflict.steadyClaimThreshold)
  }

  /// The contests that make it a spoofer, in the order in which they began.
  var contests: [Int] { isContesting ? contested : taken }

  func finding(_ all: [Contest]) -> Finding {
    let own = contests.map { all[$0] }
    let victim = own[0].claimants.first { $0.mac != mac }?.mac ?? mac
    return AddressConflict.finding(
      .arpSpoofing, isContesting ? .high : .medium, own, mac: mac, victim: victim)
  }
}

extension HostProfile {
  /// Answers for others because that is its work, by the owner's word or its own.
  var isGateway: Bool { knownRoles.intersects([RoleSet(.gateway), RoleSet(.networkSwitch)]) }
}

extension HostAddress {
  /// A hardware address that a group of routers shares, so that one can take over from another.
  ///
  /// Source: RFC 5798, 7.3 (00-00-5E-00-01-XX, 00-00-5E-00-02-XX); RFC 2281, 5.2 (00-00-0C-07-AC-XX); Cisco's
  /// HSRP version 2 (00-00-0C-9F-FX-XX, 00-05-73-A0-0X-XX) and GLBP (00-07-B4-XX-XX-XX).
  var isVirtualRouter: Bool {
    guard let mac else { return false }
    let number = mac.rawValue
    return number >> 8 == 0x00_005E_0001 || number >> 8 == 0x00_005E_0002 || number >> 8 == 0x00_000C_07AC
      || number >> 12 == 0x0_0000_C9FF || number >> 12 == 0x0_0057_3A00 || number >> 24 == 0x00_07B4
  }

  /// A hardware address of the same maker that lies at most 16 numbers away: another port of the same device.
  func isPortBeside(_ other: HostAddress) -> Bool {
    guard let mac, let otherMac = other.mac, mac.organisation == otherMac.organisation else { return false }
    let distance =
      mac > otherMac ? mac.rawValue - otherMac.rawValue : otherMac.rawValue - mac.rawValue
    return distance <= 16
  }
}
