import Vocabulary

/// 96 bits that stand for an item: a hash over what lasts, addresses and texts, never their numbers in a
/// table.
///
/// The seed is the site's own and secret to who sends packets, so that nobody can make two items one.
public struct ItemKey: Equatable, Sendable {
  let first: UInt64
  let second: UInt32
}

/// Mixes an item's parts into its key.
struct ItemHash {
  private var one: UInt64
  private var two: UInt64

  init(seed: UInt64, _ scenario: Scenario) {
    one = mixed(seed, UInt64(scenario.rawValue) | 0x4248_0000_0000_0000)
    two = mixed(~seed, UInt64(scenario.rawValue) | 0x4C4B_0000_0000_0000)
  }

  var key: ItemKey { ItemKey(first: one, second: UInt32(truncatingIfNeeded: two >> 32)) }

  mutating func add(_ word: UInt64) {
    one = mixed(one, word)
    two = mixed(two, word ^ 0x5A5A_5A5A_5A5A_5A5A)
  }

  mutating func add(_ endpoint: Endpoint) {
    add(UInt64(endpoint.vlan) << 8 | UInt64(endpoint.address.kind.rawValue))
    add(endpoint.address.high)
    add(endpoint.address.low)
  }

  mutating func add(_ text: ArraySlice<UInt8>) {
    add(UInt64(text.count))
    var word: UInt64 = 0
    var count = 0
    for octet in text {
      word = word << 8 | UInt64(octet)
      count += 1
      if count & 7 == 0 { add(word) }
    }
    add(word)
  }
}
