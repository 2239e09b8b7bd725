import JSON
import Vocabulary

/// A plant's days as a person writes them down: a JSON text.
///
/// It is read whole or not at all: an unknown word, a missing member or a time outside the days is an error
/// with its line and column. `Documentation/scenarios.md` says what each member means.
public enum ScenarioFile {
  /// Larger texts are refused.
  public static let textLimitOctets = 4 << 20
  /// More entries, or more work orders, are refused.
  public static let entryLimit = 10_000

  /// - Parameter days: how long the plant lives; what is laid in lies within
  public static func read(_ text: [UInt8], days: Int) throws(ScenarioError) -> PlantPlan {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader(textLimitOctets: textLimitOctets).read(text)
    } catch {
      throw ScenarioError(line: error.line, column: error.column, message: error.message)
    }
    let root = ScenarioNode(value: value, path: [], text: text)
    let members = try root.members(
      ["scenario", "start", "zone", "slowness", "calendar", "noise", "entries"], required: ["scenario"])
    guard members["scenario"]?.value.integer == 1 else {
      throw (members["scenario"] ?? root).error("the scenario format is 1: \"scenario\": 1")
    }
    var plan = PlantPlan()
    if let zone = members["zone"] { (plan.zone, plan.hours.offsetSeconds) = try readZone(zone) }
    var clock = ScenarioClock(offsetSeconds: plan.hours.offsetSeconds, days: days)
    if let start = members["start"] { clock.firstDay = try clock.day(start) }
    plan.start = clock.start
    if let slowness = members["slowness"] { plan.slowness = try slowness.integer(1...100) }
    if let calendar = members["calendar"] { try readCalendar(calendar, clock, into: &plan) }
    if let noise = members["noise"] { plan.noise = try readNoise(noise) }
    if let entries = members["entries"] { plan.entries = try readEntries(entries, clock) }
    return plan
  }

  private static func readZone(_ node: ScenarioNode) throws(ScenarioError) -> (String, Int) {
    let members = try node.members(["name", "utcOffset"], required: ["name", "utcOffset"])
    guard let name = members["name"], let offset = members["utcOffset"] else {
      throw node.error("'name' and 'utcOffset' are needed")
    }
    guard let seconds = ScenarioClock.offset(try offset.string()) else {
      throw offset.error("an offset from UTC is expected, such as \"+01:00\"")
    }
    return (try name.string(), seconds)
  }

  /// How often benign work is done, in hundredths of the usual; 0 is never.
  private static func readNoise(_ node: ScenarioNode) throws(ScenarioError) -> [String: Int] {
    var noise: [String: Int] = [:]
    let members = try node.members(Duty.names)
    for name in Duty.names {
      if let percent = members[name] { noise[name] = try percent.integer(0...1_000) }
    }
    return noise
  }

  private static func readEntries(
    _ node: ScenarioNode, _ clock: ScenarioClock
  ) throws(ScenarioError) -> [PlantEntry] {
    var entries: [PlantEntry] = []
    var ids: Set<String> = []
    for element in try node.elements(limit: entryLimit) {
      let entry = try readEntry(element, clock)
      guard ids.insert(entry.id).inserted else { throw element.error("the id '\(entry.id)' stands twice") }
      entries.append(entry)
    }
    return entries
  }
}
