/// What a scenario has seen, and whether it is live.
struct ScenarioMeter: Equatable, Sendable {
  /// Items in hours.
  var sightings = 0
  var items = 0
  /// Items seen in one hour, and in two.
  var once = 0
  var twice = 0
  /// The hour at which it went live, since 1970; nil while it learns.
  var liveSince: UInt32?

  var estimate: UnseenEstimate { UnseenEstimate(once: once, twice: twice, sightings: sightings) }

  /// An item was seen in another hour than before; `hours` are those in which it was seen by now.
  mutating func count(hours: UInt16) {
    sightings += 1
    switch hours {
    case 1:
      items += 1
      once += 1
    case 2:
      once -= 1
      twice += 1
    case 3: twice -= 1
    default: break
    }
  }
}

/// A scenario's figures, for people.
public struct ScenarioFigures: Equatable, Sendable {
  public let scenario: Scenario
  /// Different items that were seen, those not trusted included.
  public let items: Int
  /// What is probably still unseen.
  public let unseen: UnseenEstimate
  /// Whether new items are told.
  public let isLive: Bool
}
