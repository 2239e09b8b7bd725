import Vocabulary

extension ScenarioFile {
  static func readCalendar(
    _ node: ScenarioNode, _ clock: ScenarioClock, into plan: inout PlantPlan
  ) throws(ScenarioError) {
    let members = try node.members(["shifts", "holidays", "stops", "workOrders", "visits"])
    if let shifts = members["shifts"] {
      plan.hours.shifts = []
      for shift in try shifts.elements(limit: 50) { plan.hours.shifts.append(try readShift(shift, clock)) }
    }
    for holiday in try members["holidays"]?.elements(limit: 400) ?? [] {
      plan.hours.holidays.insert(try clock.day(holiday))
    }
    for stop in try members["stops"]?.elements(limit: 400) ?? [] {
      let parts = try stop.members(["name", "from", "to"], required: ["name", "from", "to"])
      let (from, to) = try span(parts, stop, clock)
      plan.hours.stops.append(PlantHours.Stop(name: try text(parts, "name", stop), from: from, to: to))
    }
    for order in try members["workOrders"]?.elements(limit: entryLimit) ?? [] {
      plan.orders.append(try readOrder(order, clock))
    }
    for visit in try members["visits"]?.elements(limit: entryLimit) ?? [] {
      let parts = try visit.members(["id", "who", "from", "to"], required: ["id", "who", "from", "to"])
      let (from, to) = try span(parts, visit, clock)
      plan.visits.append(
        PlantPlan.Visit(
          id: try text(parts, "id", visit), who: try text(parts, "who", visit), from: from, to: to))
    }
  }

  private static func readShift(
    _ node: ScenarioNode, _ clock: ScenarioClock
  ) throws(ScenarioError) -> PlantHours.Shift {
    let keys = ["name", "days", "from", "to", "crew"]
    let parts = try node.members(keys, required: keys)
    var days: Set<Weekday> = []
    for day in try parts["days"]?.elements(limit: 7) ?? [] {
      if let weekday = Weekday(try day.word(Weekday.names)) { days.insert(weekday) }
    }
    let crew = try parts["crew"]?.word(["full", "reduced"]) ?? "full"
    return PlantHours.Shift(
      try text(parts, "name", node), days, from: try minute(parts["from"] ?? node),
      to: try minute(parts["to"] ?? node), crew: PlantHours.Crew(rawValue: crew) ?? .full)
  }

  private static func minute(_ node: ScenarioNode) throws(ScenarioError) -> Int {
    guard let second = ScenarioClock.second(try node.string()) else {
      throw node.error("a time of day is expected, such as \"06:00\"")
    }
    return second / 60
  }

  private static func readOrder(
    _ node: ScenarioNode, _ clock: ScenarioClock
  ) throws(ScenarioError) -> WorkOrder {
    let parts = try node.members(
      ["id", "person", "work", "target", "from", "to", "at"],
      required: ["id", "person", "work", "target", "from", "to"])
    let work = try parts["work"]?.word(WorkOrder.Work.allCases.map(\.rawValue)) ?? ""
    let target = try parts["target"]?.word(["press-plc", "mill-plc"]) ?? ""
    let (from, to) = try span(parts, node, clock)
    var doneAt: Timestamp?
    if let at = parts["at"] {
      let moment = try clock.moment(at)
      guard from <= moment, moment < to else { throw at.error("the work is done outside the order's hours") }
      guard moment < clock.end else { throw at.error("this lies outside the days that the plant lives") }
      doneAt = moment
    }
    return WorkOrder(
      id: try text(parts, "id", node), person: try text(parts, "person", node),
      work: WorkOrder.Work(rawValue: work) ?? .upload, target: target, from: from, to: to, doneAt: doneAt)
  }

  private static func span(
    _ parts: [String: ScenarioNode], _ node: ScenarioNode, _ clock: ScenarioClock
  ) throws(ScenarioError) -> (Timestamp, Timestamp) {
    guard let begins = parts["from"], let ends = parts["to"] else {
      throw node.error("'from' and 'to' are needed")
    }
    let from = try clock.moment(begins)
    let to = try clock.moment(ends)
    guard from < to else { throw ends.error("it ends before it begins") }
    return (from, to)
  }

  static func text(
    _ parts: [String: ScenarioNode], _ key: String, _ node: ScenarioNode
  ) throws(ScenarioError) -> String {
    guard let part = parts[key] else { throw node.error("'\(key)' is missing") }
    return try part.string()
  }
}
