import JSON
import Vocabulary

extension PlantCalendar {
  private static let lists = [
    "shifts", "holidays", "shutdowns", "commissioning", "visits", "workOrders",
  ]
  private static let keys = ["calendar", "name", "timeZone", "weekend"] + lists

  /// Reads a calendar's file.
  ///
  /// - Parameters:
  ///   - file: JSON in UTF-8
  ///   - offsets: the table of a time zone by its name; nil where there is none of that name
  /// - Throws: what is wrong, with the line and column of the entry or key
  public init(
    parsing file: [UInt8], offsets: (String) -> UTCOffsets?
  ) throws(CalendarError) {
    var entries: [CalendarEntry] = []
    var tooMany: Int?
    var misplaced: CalendarEntry?
    let root: JSONValue
    do throws(JSONError) {
      let reader = JSONReader(textLimitOctets: Self.fileLimitOctets, nestingLimit: 8)
      root = try reader.read(file.span, handingOver: Self.lists) { element in
        guard entries.count < Self.entryLimit else {
          tooMany = tooMany ?? element.offset
          return
        }
        let entry = CalendarEntry(
          list: element.array, value: element.value, offset: element.offset, file: file)
        if element.depth == 1 { entries.append(entry) } else { misplaced = misplaced ?? entry }
      }
    } catch {
      throw CalendarError(line: error.line, column: error.column, message: error.message)
    }
    let start = file.firstIndex { $0 > 0x20 } ?? 0
    let whole = CalendarEntry(list: "the calendar", value: root, offset: start, file: file)
    if let tooMany {
      let place = TextPlace(tooMany, in: file.span)
      throw CalendarError(
        line: place.line, column: place.column,
        message: "a calendar has at most \(Self.entryLimit) entries")
    }
    if let misplaced { throw misplaced.error("'\(misplaced.list)' has no place inside an entry") }
    guard root.members != nil else { throw whole.error("a calendar is an object in braces") }
    try whole.check(Self.keys)
    for list in Self.lists where root[list] != nil && root[list]?.elements == nil {
      throw whole.error(list, "'\(list)' must be a list in brackets")
    }
    guard let version = root["calendar"] else {
      throw whole.error("'calendar' is missing: a calendar of this form begins with \"calendar\": 1")
    }
    guard version.integer == 1 else { throw whole.error("calendar", "'calendar' must be 1") }
    self.init()
    name = try whole.optionalText("name")
    timeZone = try whole.optionalText("timeZone") ?? "UTC"
    guard let table = timeZone == "UTC" ? .utc : offsets(timeZone) else {
      throw whole.error("timeZone", "'\(CalendarEntry.shown(timeZone))' is no time zone known here")
    }
    self.offsets = table
    if root["weekend"] != nil {
      weekend = root["weekend"]?.elements?.isEmpty == true ? [] : try whole.days("weekend")
    }
    var numbers: Set<[UInt8]> = []
    for entry in entries { try take(entry, &numbers) }
  }

  private mutating func take(
    _ entry: CalendarEntry, _ numbers: inout Set<[UInt8]>
  ) throws(CalendarError) {
    switch entry.list {
    case "shifts": try takeShift(entry)
    case "holidays":
      try entry.check(["date", "name"])
      let date = try entry.time("date")
      guard date.second == nil else { throw entry.error("date", "'date' must be a day alone") }
      holidays.append(Holiday(day: date.day, name: try entry.text("name")))
    case "shutdowns":
      try entry.check(["name", "from", "to"])
      shutdowns.append(Shutdown(name: try entry.text("name"), period: try entry.period(offsets)))
    case "commissioning":
      try entry.check(["name", "from", "to", "machines"])
      commissionings.append(
        Commissioning(
          name: try entry.text("name"), period: try entry.period(offsets),
          machines: try entry.texts("machines").map(CalendarName.init)))
    case "visits":
      try entry.check(["who", "company", "from", "to", "machines"])
      let people = try entry.texts("who")
      visits.append(
        Visit(
          who: people.map(CalendarName.init), company: try entry.optionalText("company"),
          period: try entry.period(offsets), machines: try entry.texts("machines").map(CalendarName.init),
          people: people))
    default: try takeOrder(entry, &numbers)
    }
  }

  private mutating func takeShift(_ entry: CalendarEntry) throws(CalendarError) {
    try entry.check(["name", "days", "from", "to", "onCall", "holidays"])
    let from = try entry.clock("from")
    let to = try entry.clock("to")
    guard from < 86_400 else { throw entry.error("from", "a shift cannot begin at 24:00; write 00:00") }
    guard from != to else {
      throw entry.error("to", "'to' is 'from': a shift of a whole day is from 00:00 to 24:00")
    }
    shifts.append(
      Shift(
        name: try entry.text("name"), days: try entry.days("days"), from: from, to: to,
        onCall: try entry.texts("onCall", isOptional: true), worksOnHolidays: try entry.flag("holidays")))
  }

  private mutating func takeOrder(
    _ entry: CalendarEntry, _ numbers: inout Set<[UInt8]>
  ) throws(CalendarError) {
    try entry.check(["number", "machines", "verbs", "who", "from", "to", "reason"])
    let number = try entry.text("number")
    guard numbers.insert(Array(number.utf8)).inserted else {
      throw entry.error("number", "work order '\(CalendarEntry.shown(number))' stands twice")
    }
    let people = try entry.texts("who")
    workOrders.append(
      WorkOrder(
        number: number, period: try entry.period(offsets),
        machines: try entry.texts("machines").map(CalendarName.init), verbs: try entry.verbs("verbs"),
        who: people.map(CalendarName.init), reason: try entry.text("reason"), people: people))
  }
}
