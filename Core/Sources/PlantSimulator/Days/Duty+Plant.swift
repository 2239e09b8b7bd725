import Vocabulary

/// What happens in a week besides the polls, and in which hours.
extension Duty {
  private static let all = office + people + maintenance

  /// The names by which a scenario file changes how often benign work is done.
  static let names = Array(Set(all.map(\.name))).sorted()

  /// - Parameter noise: hundredths of how often, by name; what is not named is done as usual
  static func all(noise: [String: Int]) -> [Duty] {
    all.compactMap { duty in
      guard let percent = noise[duty.name] else { return duty }
      return percent > 0 ? duty.done(percent: percent) : nil
    }
  }

  private static let office: [Duty] = {
    var duties: [Duty] = []
    let desks: [(HostID, Int)] = [(.planningPC, 420), (.qualityPC, 450), (.purchasingPC, 480)]
    for (host, begins) in desks {
      duties.append(daily(.getAddress(host), begins - 12, begins - 6))
      duties.append(daily(.signOn(host), begins - 5, begins))
      duties.append(often(.useERP(host), begins, begins + 540, minutes: 9))
      duties.append(often(.useFiles(host), begins, begins + 540, minutes: 34))
      duties.append(often(.printPages(host), begins + 60, begins + 500, minutes: 150))
    }
    duties.append(often(.serviceReport, 0, 1_440, minutes: 60, days: Weekday.all))
    return duties
  }()

  private static let people: [Duty] = [
    daily(.signOn(.engineering), 425, 440),
    daily(.signOn(.hmiA), 358, 364),
    often(.fetchRecipe, 380, 1_300, minutes: 110, worked: true),
    often(.administer, 500, 980, minutes: 190),
    daily(.webVisits, 560, 900),
    Duty(
      .serviceVisit, Hours(days: [.wednesday], from: 570, to: 600, every: .minutes(1_440), whenWorked: true)),
    Duty(
      .remoteVisit,
      Hours(days: [.tuesday, .thursday], from: 600, to: 660, every: .minutes(1_440), whenWorked: true)),
  ]

  private static let maintenance: [Duty] = [
    daily(.backUp, 110, 125, days: Weekday.all),
    daily(.backUpFiles, 150, 170, days: Weekday.all),
    Duty(
      .scanAssets, Hours(days: Weekday.all, from: 370, to: 409, every: .minutes(4), whenWorked: false),
      cycle: 9),
    Duty(
      .patchScan, Hours(days: [.tuesday], from: 1_230, to: 1_240, every: .minutes(1_440), whenWorked: false)),
    Duty(.patrol, Hours(days: [.monday], from: 380, to: 395, every: .minutes(1_440), whenWorked: false)),
    Duty(
      .getAddress(.printer),
      Hours(days: [.thursday], from: 590, to: 600, every: .minutes(1_440), whenWorked: false)),
  ]

  private static func daily(
    _ kind: Chore.Kind, _ from: Int, _ to: Int, days: Set<Weekday> = Weekday.working
  ) -> Duty {
    Duty(kind, Hours(days: days, from: from, to: to, every: .minutes(1_440), whenWorked: days != Weekday.all))
  }

  private static func often(
    _ kind: Chore.Kind, _ from: Int, _ to: Int, minutes: Int, days: Set<Weekday> = Weekday.working,
    worked: Bool = false
  ) -> Duty {
    Duty(
      kind,
      Hours(
        days: days, from: from, to: to, every: .minutes(minutes), whenWorked: worked || days != Weekday.all))
  }
}
