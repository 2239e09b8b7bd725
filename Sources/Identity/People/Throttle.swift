import IdentityRecords
import Vocabulary

/// The counts that one attempt stands under.
///
/// At a known device only that device's own count: whoever guesses elsewhere, or floods an address, cannot
/// keep a shift from signing in at its panels. From an unknown one: the name's, the name's at this address,
/// and the address's.
struct Throttle: Sendable {
  let store: any SessionStore
  private let counts: [(key: ThrottleKey, rule: ThrottleRule)]
  private let isKnown: Bool
  private let nameKey: ThrottleKey

  init(_ store: any SessionStore, login: String, device: DeviceKey, address: String, isKnown: Bool) {
    self.store = store
    self.isKnown = isKnown
    let name = store.tag(login: login)
    func key(_ kind: String, _ octets: [UInt8], subject: [UInt8]) -> ThrottleKey {
      ThrottleKey(store.tag(Array(kind.utf8) + octets), subject: subject)
    }
    nameKey = key("name", name, subject: name)
    let addressOctets = Array(address.utf8.prefix(64))
    counts =
      isKnown
      ? [(key("device", name + device.octets, subject: name), .knownDevice)]
      : [
        (nameKey, .name), (key("name at address", name + addressOctets, subject: name), .nameAtAddress),
        (key("address", addressOctets, subject: []), .address),
      ]
  }

  /// For codes that are no name's: they are too long to be guessed, their address is counted all the same.
  init(_ store: any SessionStore, address: String) {
    self.store = store
    isKnown = false
    nameKey = ThrottleKey(store.tag(Array("codes".utf8)), subject: [])
    counts = [
      (ThrottleKey(store.tag(Array("address".utf8) + address.utf8.prefix(64)), subject: []), .address)
    ]
  }

  /// Counts the attempt as failed and lets it be tried; `settle` takes that back.
  /// - Throws: `wait` or `closedToNewDevices`, and nothing is counted.
  func begin(at now: Timestamp) throws(IdentityError) {
    let rules = counts.map(\.rule)
    let verdict = try change { states in
      var until: Timestamp?
      for (state, rule) in zip(states, rules) {
        switch rule.verdict(state, at: now) {
        case .closed: return (nil, ThrottleRule.Verdict.closed)
        case .wait(let one): until = max(until ?? one, one)
        case .open: continue
        }
      }
      if let until { return (nil, ThrottleRule.Verdict.wait(until: until)) }
      return (zip(states, rules).map { $1.counted($0, at: now) }, .open)
    }
    switch verdict {
    case .open: return
    case .wait(let until): throw .wait(Deadline(ends: until, reason: .wait))
    case .closed: throw .closedToNewDevices
    }
  }

  enum Outcome: Sendable {
    /// The person is who they say. What stood against the name at this place is cleared.
    case success
    /// Nothing was guessed: this attempt does not count, those before do.
    case neutral
  }

  func settle(_ outcome: Outcome, at now: Timestamp) throws(IdentityError) {
    let isName = counts.map { !$0.key.subject.isEmpty }
    try change { states in
      let settled = zip(states, isName).map { state, isName in
        outcome == .success && isName
          ? .none : ThrottleState(failures: max(0, state.failures - 1), last: state.last, until: now)
      }
      return (settled, ())
    }
    guard outcome == .success, isKnown else { return }
    // Somebody guesses elsewhere, and the person is here: the name opens again for new devices, slowly.
    let rule = ThrottleRule.name
    _ = try stored { () throws(StoreError) in
      try store.changeThrottles([nameKey]) { states in
        guard let state = states.first, rule.verdict(state, at: now) == .closed else { return (nil, ()) }
        let failures = rule.failuresAtLongestWait
        return (
          [ThrottleState(failures: failures, last: now, until: now.advanced(by: rule.longestWait))], ()
        )
      }
    }
  }

  private func change<Answer: Sendable>(
    _ body: ([ThrottleState]) -> ([ThrottleState]?, Answer)
  ) throws(IdentityError) -> Answer {
    try stored { () throws(StoreError) in try store.changeThrottles(counts.map(\.key), body) }
  }
}
