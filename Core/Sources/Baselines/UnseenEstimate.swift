/// How much of what is legitimate is still unseen: the share of coming sightings that will be of something
/// new.
///
/// A sighting is an item in an hour, however often the item was seen in it: a poll loop weighs no more than a
/// person. `once` items were seen in one hour only, `twice` in two. The share is `once` of all `sightings`
/// (Good and Turing); its interval is the 95 % one of the normal approximation, and where nothing was seen
/// once, the rule of three gives its upper end.
///
/// Source: I. J. Good, The population frequencies of species, Biometrika 40 (1953); W. W. Esty, A normal
/// limit law for a nonparametric estimator of the coverage of a random sample, Annals of Statistics
/// 11 (1983).
public struct UnseenEstimate: Equatable, Sendable {
  /// 0 to 1.
  public let share: Double
  public let lower: Double
  public let upper: Double

  /// Nothing seen leaves everything unseen.
  public init(once: Int, twice: Int, sightings: Int) {
    guard sightings > 0 else {
      (share, lower, upper) = (1, 0, 1)
      return
    }
    let all = Double(sightings)
    let single = Double(min(max(once, 0), sightings))
    let share = single / all
    let variance = (single * (1 - share) + 2 * Double(max(twice, 0))) / (all * all)
    let width = 1.96 * variance.squareRoot()
    self.share = share
    lower = max(0, share - width)
    upper = min(1, max(share + width, 3 / all))
  }
}
