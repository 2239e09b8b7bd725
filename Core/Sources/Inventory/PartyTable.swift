public import Vocabulary

/// The endpoints grouped into parties, numbered in the order of their ids' octets.
struct PartyTable: Sendable {
  /// By endpoint.
  private(set) var partyOf: [UInt32] = []
  let conflicts: [BindingConflict]
  let proxies: [EndpointID]
  /// Endpoints by party, each party's sorted by address and VLAN; party n's begin at `starts[n]`.
  private var members: [UInt32] = []
  private var starts: [UInt32] = [0]
  private var idOctets: [UInt8] = []
  private var idEnds: [UInt32] = []

  var count: Int { idEnds.count }

  init(_ endpoints: EndpointTable, _ bindings: BindingTable, addressesOfOneHostLimit: Int) {
    let judgement = BindingJudgement(
      bindings, endpoints, addressesOfOneHostLimit: addressesOfOneHostLimit)
    conflicts = judgement.conflicts
    proxies = judgement.proxies
    var groups = UnionFind(count: endpoints.count)
    Self.joinHardware(endpoints, &groups)
    for binding in judgement.accepted where max(binding.mac.index, binding.address.index) < endpoints.count {
      groups.join(binding.mac.index, binding.address.index)
    }
    number(endpoints, &groups)
  }

  func id(_ party: Int) -> ArraySlice<UInt8> {
    guard party < idEnds.count else { return [] }
    return idOctets[(party == 0 ? 0 : Int(idEnds[party - 1]))..<Int(idEnds[party])]
  }

  func members(_ party: Int) -> ArraySlice<UInt32> {
    guard party < count else { return [] }
    return members[Int(starts[party])..<Int(starts[party + 1])]
  }

  /// One universal hardware address in several VLANs is one device: a router, or a host with tagged ports.
  private static func joinHardware(_ endpoints: EndpointTable, _ groups: inout UnionFind) {
    var hardware: [(mac: UInt64, endpoint: Int)] = []
    for number in 0..<endpoints.count {
      let endpoint = endpoints[EndpointID(rawValue: UInt32(truncatingIfNeeded: number))]
      if let mac = endpoint.address.mac, mac.isUniversal { hardware.append((mac.rawValue, number)) }
    }
    hardware.sort { $0 < $1 }
    for next in hardware.indices.dropFirst() where hardware[next].mac == hardware[next - 1].mac {
      groups.join(hardware[next - 1].endpoint, hardware[next].endpoint)
    }
  }

  private mutating func number(_ endpoints: EndpointTable, _ groups: inout UnionFind) {
    var namers = [UInt32](repeating: .max, count: endpoints.count)
    for number in 0..<endpoints.count {
      let root = groups.root(number)
      let namer = namers[root]
      if namer == .max || Self.names(endpoints.at(number), before: endpoints.at(Int(namer))) {
        namers[root] = UInt32(truncatingIfNeeded: number)
      }
    }
    var texts: [UInt8] = []
    var parties: [(start: UInt32, end: UInt32, root: UInt32)] = []
    for root in 0..<endpoints.count where namers[root] != .max {
      let start = texts.count
      endpoints.at(Int(namers[root])).appendID(to: &texts)
      parties.append(
        (
          UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: texts.count),
          UInt32(truncatingIfNeeded: root)
        ))
    }
    parties.sort { left, right in
      precedes(texts, Int(left.start)..<Int(left.end), Int(right.start)..<Int(right.end))
    }
    // The namers are used up: their place now holds each root's party.
    idOctets.reserveCapacity(texts.count)
    for (party, entry) in parties.enumerated() {
      idOctets.append(contentsOf: texts[Int(entry.start)..<Int(entry.end)])
      idEnds.append(UInt32(truncatingIfNeeded: idOctets.count))
      namers[Int(entry.root)] = UInt32(truncatingIfNeeded: party)
    }
    partyOf = [UInt32](repeating: 0, count: endpoints.count)
    for number in 0..<endpoints.count { partyOf[number] = namers[groups.root(number)] }
    list(endpoints)
  }

  private mutating func list(_ endpoints: EndpointTable) {
    members = (0..<UInt32(truncatingIfNeeded: endpoints.count)).map { $0 }
    members.sort { left, right in
      let (leftParty, rightParty) = (partyOf[Int(left)], partyOf[Int(right)])
      return leftParty != rightParty
        ? leftParty < rightParty : endpoints.at(Int(left)) < endpoints.at(Int(right))
    }
    var at = 0
    for party in 0..<count {
      while at < members.count && Int(partyOf[Int(members[at])]) == party { at += 1 }
      starts.append(UInt32(truncatingIfNeeded: at))
    }
  }

  /// The lowest universal hardware address names a party, else its lowest network address, else what it has.
  private static func names(_ left: Endpoint, before right: Endpoint) -> Bool {
    let (leftRank, rightRank) = (left.idRank, right.idRank)
    return leftRank != rightRank ? leftRank < rightRank : left < right
  }
}

extension Endpoint {
  /// What of an asset's endpoints names it, the lowest first: universal hardware addresses, network
  /// addresses, others.
  fileprivate var idRank: Int {
    guard let mac = address.mac else { return 1 }
    return mac.isUniversal ? 0 : 2
  }

  /// Appends the id that an asset of this endpoint alone has, in ASCII: its universal hardware address, else
  /// `ADDRESS@VLAN`.
  ///
  /// Source: contracts/activities, "Endpoints and assets".
  public func appendID(to text: inout [UInt8]) {
    address.append(to: &text)
    if idRank > 0 {
      text.append(UInt8(ascii: "@"))
      appendDecimal(UInt64(vlan), to: &text)
    }
  }
}

extension EndpointTable {
  func at(_ number: Int) -> Endpoint { self[EndpointID(rawValue: UInt32(truncatingIfNeeded: number))] }
}

/// Octets of `text` in the range `left` sort before those in `right`.
func precedes(_ text: [UInt8], _ left: Range<Int>, _ right: Range<Int>) -> Bool {
  var at = 0
  while at < left.count && at < right.count {
    let (a, b) = (text[left.lowerBound + at], text[right.lowerBound + at])
    if a != b { return a < b }
    at += 1
  }
  return left.count < right.count
}
