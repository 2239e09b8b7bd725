import Vocabulary

/// What of a plant changes in the course of days: its hours, who is away, which polls run at another pace.
struct PlantDays: Sendable {
  let hours: PlantHours
  /// Whether stations write logs.
  let keepsLogs: Bool
  /// How many times slower than in a plant of hours the polls run.
  let slowness: Int
  private(set) var pauses: [Pause] = []
  private(set) var paces: [Pace] = []

  /// A station that is off, or a poll that has stopped.
  struct Pause: Sendable {
    let client: HostID
    /// Null where all polls of the client stop.
    let server: HostID?
    let from: Timestamp
    let until: Timestamp
  }

  /// A poll with another period for a time.
  struct Pace: Sendable {
    let client: HostID
    let server: HostID
    let from: Timestamp
    let until: Timestamp
    /// Hundredths of the usual period.
    let percent: Int
  }

  init(hours: PlantHours, keepsLogs: Bool, slowness: Int) {
    self.hours = hours
    self.keepsLogs = keepsLogs
    self.slowness = slowness
  }

  /// Notes a pause and forgets those that are over.
  mutating func add(_ pause: Pause) {
    pauses.removeAll { $0.until < pause.from }
    pauses.append(pause)
  }

  mutating func add(_ pace: Pace) {
    paces.removeAll { $0.until < pace.from }
    paces.append(pace)
  }

  /// Until when a poll is still; null where it runs.
  func rest(of client: HostID, _ server: HostID, at now: Timestamp) -> Timestamp? {
    for pause in pauses where pause.client == client && pause.from <= now && now < pause.until {
      if pause.server == nil || pause.server == server { return pause.until }
    }
    // The historian listens to a plant that stands, too.
    guard client != .historian, hours.crew(at: now) == nil else { return nil }
    return hours.nextWorked(after: now)
  }

  /// The next turn of a poll, by its pace now.
  func paced(_ next: Timestamp, of client: HostID, _ server: HostID, at now: Timestamp) -> Timestamp {
    var percent = Int64(100 * slowness)
    for pace in paces
    where pace.client == client && pace.server == server && pace.from <= now && now < pace.until {
      percent = percent * Int64(pace.percent) / 100
    }
    return Timestamp(nanoseconds: now.nanoseconds + next.nanoseconds(since: now) / 100 * percent)
  }
}
