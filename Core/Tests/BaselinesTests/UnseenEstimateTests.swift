import Baselines
import Testing

@Suite("How much is still unseen")
struct UnseenEstimateTests {
  @Test("nothing seen leaves everything unseen")
  func nothing() {
    let estimate = UnseenEstimate(once: 0, twice: 0, sightings: 0)
    #expect(estimate.share == 1)
    #expect(estimate.lower == 0)
    #expect(estimate.upper == 1)
  }

  @Test("the share is what was seen once, of all sightings; the interval is Esty's")
  func share() {
    let estimate = UnseenEstimate(once: 10, twice: 5, sightings: 1_000)
    #expect(estimate.share == 0.01)
    // The variance is (10 * 0.99 + 10) / 1000², its root 0.004461.
    #expect(abs(estimate.upper - 0.018744) < 0.000001)
    #expect(abs(estimate.lower - 0.001256) < 0.000001)
  }

  @Test("no singletons: at most three of all sightings, by the rule of three")
  func ruleOfThree() {
    #expect(UnseenEstimate(once: 0, twice: 0, sightings: 300).upper == 0.01)
    #expect(UnseenEstimate(once: 0, twice: 0, sightings: 2).upper == 1)
  }

  @Test("holds over draws from a known population: the true share lies in 9 of 10 intervals or more")
  func coverage() {
    // 500 items with weights 1/rank, drawn 2,000 times from a fixed sequence.
    let weights = (1...500).map { 1 / Double($0) }
    let sum = weights.reduce(0, +)
    var state: UInt64 = 42
    var held = 0
    for _ in 0..<100 {
      var seen = [Int](repeating: 0, count: 500)
      for _ in 0..<2_000 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var left = Double(state >> 11) / Double(1 << 53) * sum
        var item = 0
        while item < 499, left >= weights[item] {
          left -= weights[item]
          item += 1
        }
        seen[item] += 1
      }
      let unseen = zip(seen, weights).filter { $0.0 == 0 }.map(\.1).reduce(0, +) / sum
      let estimate = UnseenEstimate(
        once: seen.count { $0 == 1 }, twice: seen.count { $0 == 2 }, sightings: 2_000)
      if estimate.lower <= unseen, unseen <= estimate.upper { held += 1 }
    }
    #expect(held >= 90)
  }
}
