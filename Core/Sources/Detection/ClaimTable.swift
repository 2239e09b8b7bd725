import Vocabulary

/// One hardware address that claimed a network address.
struct Claimant: Sendable {
  let mac: EndpointID
  var claims = 1
  /// How often it took the address back from another one that had just claimed it.
  var returns = 0
  var last: Timestamp
}

/// A network address that more than one hardware address claimed.
struct Contest: Sendable {
  let address: EndpointID
  /// In the order in which they came.
  var claimants: [Claimant]
  var returns = 0
  var first: Timestamp
  var last: Timestamp
  /// The earliest changes of the holder.
  var evidence: [Evidence] = []
}

/// Who claims which network address, by what a segment says of itself.
///
/// At most `limit` addresses and `claimantLimit` hardware addresses of each; further ones are counted in
/// ``dropped``.
struct ClaimTable: Sendable {
  static let claimantLimit = 8

  private struct Holding {
    let address: EndpointID
    var mac: EndpointID
    var last: Timestamp
    /// The number of its contest, -1 where only one ever claimed it.
    var contest: Int32 = -1
  }

  private var holdings: [Holding] = []
  private var index = SlotIndex()
  private(set) var contests: [Contest] = []
  let limit: Int
  private(set) var dropped = 0

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes a claim; a change counts as a return where the former holder claimed the address at most `window`
  /// ago.
  mutating func note(_ binding: AddressBinding, window: Int64) {
    let hash = mixed(0, UInt64(binding.address.rawValue))
    guard let at = index.find(hash, where: { holdings[$0].address == binding.address }) else {
      guard holdings.count < limit else {
        dropped += 1
        return
      }
      holdings.append(Holding(address: binding.address, mac: binding.mac, last: binding.time))
      index.insert(hash, record: holdings.count - 1)
      return
    }
    let former = holdings[at]
    holdings[at].mac = binding.mac
    holdings[at].last = max(former.last, binding.time)
    if former.contest < 0 {
      guard former.mac != binding.mac else { return }
      holdings[at].contest = Int32(truncatingIfNeeded: contests.count)
      contests.append(
        Contest(
          address: binding.address, claimants: [Claimant(mac: former.mac, last: former.last)],
          first: binding.time, last: binding.time))
    }
    contest(Int(holdings[at].contest), binding, isChange: former.mac != binding.mac, former.last, window)
  }

  /// Addresses of the same kind that `mac` holds and nobody else ever claimed.
  func hasOwnAddress(_ mac: EndpointID, _ profiles: HostProfiles) -> Bool {
    for holding in holdings where holding.mac == mac && holding.contest < 0 {
      let address = profiles[holding.address].address
      if address.scope != .linkLocal { return true }
    }
    return false
  }

  private mutating func contest(
    _ number: Int, _ binding: AddressBinding, isChange: Bool, _ formerLast: Timestamp, _ window: Int64
  ) {
    guard number >= 0, number < contests.count else { return }
    contests[number].last = max(contests[number].last, binding.time)
    let known = contests[number].claimants.firstIndex { $0.mac == binding.mac }
    if let known {
      contests[number].claimants[known].claims += 1
      contests[number].claimants[known].last = binding.time
    } else if contests[number].claimants.count < Self.claimantLimit {
      contests[number].claimants.append(Claimant(mac: binding.mac, last: binding.time))
    } else {
      dropped += 1
      return
    }
    guard isChange else { return }
    if let known, binding.time.nanoseconds(since: formerLast) <= window {
      contests[number].claimants[known].returns += 1
      contests[number].returns += 1
    }
    if contests[number].evidence.count < Finding.evidenceLimit {
      contests[number].evidence.append(Evidence(time: binding.time, place: binding.place))
    }
  }
}
