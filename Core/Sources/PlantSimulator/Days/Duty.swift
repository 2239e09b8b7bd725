import Vocabulary

/// A chore with the hours in which it is done.
struct Duty: Sendable {
  private var chore: Chore
  private(set) var hours: Hours
  /// After so many steps the chore's own count begins anew; zero for never.
  let cycle: Int

  /// The part of which days a chore may begin in, and how often it does there.
  struct Hours: Sendable {
    let days: Set<Weekday>
    let from: Int  // minutes of the day
    let to: Int
    /// Where this is longer than the part of the day, once in each.
    var every: Duration
    /// Not on a holiday, and not while the plant stands.
    let whenWorked: Bool
  }

  init(_ kind: Chore.Kind, _ hours: Hours, cycle: Int = 0) {
    chore = Chore(kind: kind, every: nil)
    self.hours = hours
    self.cycle = cycle
  }

  /// The name that a scenario file knows it by.
  var name: String {
    switch chore.kind {
    case .getAddress: "lease"
    case .signOn: "sign-on"
    case .useERP: "erp"
    case .useFiles: "files"
    case .printPages: "print"
    case .serviceReport: "service-report"
    case .fetchRecipe: "recipe"
    case .administer: "administration"
    case .webVisits: "web-visits"
    case .serviceVisit: "service-visit"
    case .remoteVisit: "remote-visit"
    case .backUp: "program-backup"
    case .backUpFiles: "file-backup"
    case .scanAssets: "asset-scan"
    case .patchScan: "patch-scan"
    case .patrol: "panel-restart"
    default: "other"
    }
  }

  func done(percent: Int) -> Duty {
    var duty = self
    duty.hours.every = .nanoseconds(hours.every.wholeNanoseconds / Int64(percent) * 100)
    return duty
  }

  mutating func wake(at now: Timestamp, in network: inout Network) -> Timestamp? {
    guard let days = network.days else { return nil }
    if isDue(at: now, days.hours) {
      if cycle > 0 { chore.step %= cycle }
      _ = chore.wake(at: now, in: &network)
    }
    return next(after: now, days.hours, &network.random)
  }

  /// The first time on or after the plant's start.
  func first(from start: Timestamp, _ plant: PlantHours, _ random: inout SeededGenerator) -> Timestamp {
    let local = LocalTime(start, offsetSeconds: plant.offsetSeconds)
    if hours.days.contains(local.weekday), (hours.from..<hours.to).contains(local.minute) {
      return start + random.duration(.seconds(1), every)
    }
    return opening(after: local, plant, &random)
  }

  private var every: Duration { min(hours.every, .seconds((hours.to - hours.from) * 60)) }

  private func isDue(at now: Timestamp, _ plant: PlantHours) -> Bool {
    let local = LocalTime(now, offsetSeconds: plant.offsetSeconds)
    guard hours.days.contains(local.weekday), (hours.from..<hours.to).contains(local.minute) else {
      return false
    }
    return !hours.whenWorked || (!plant.holidays.contains(local.day) && plant.crew(at: now) != nil)
  }

  private func next(
    after now: Timestamp, _ plant: PlantHours, _ random: inout SeededGenerator
  ) -> Timestamp {
    let tenth = Duration.nanoseconds(every.wholeNanoseconds / 10)
    let candidate = now + every + random.duration(.zero, tenth)
    let local = LocalTime(candidate, offsetSeconds: plant.offsetSeconds)
    let isSameDay = local.day == LocalTime(now, offsetSeconds: plant.offsetSeconds).day
    if isSameDay, local.minute < hours.to, hours.every < .seconds((hours.to - hours.from) * 60) {
      return candidate
    }
    return opening(after: LocalTime(now, offsetSeconds: plant.offsetSeconds), plant, &random)
  }

  /// A moment near the beginning of the next day's part.
  private func opening(
    after local: LocalTime, _ plant: PlantHours, _ random: inout SeededGenerator
  ) -> Timestamp {
    var day = local.minute < hours.from ? local.day : local.day + 1
    for _ in 0..<7 where !hours.days.contains(Weekday(day: day)) { day += 1 }
    let opens = LocalTime.moment(
      day: day, second: hours.from * 60, offsetSeconds: plant.offsetSeconds)
    let latest = min(every, .seconds((hours.to - hours.from) * 60 - 1))
    return opens + random.duration(.zero, latest)
  }
}
