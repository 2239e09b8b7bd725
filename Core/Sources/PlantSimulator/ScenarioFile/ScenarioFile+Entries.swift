import Vocabulary

extension ScenarioFile {
  static func readEntry(
    _ node: ScenarioNode, _ clock: ScenarioClock
  ) throws(ScenarioError) -> PlantEntry {
    let parts = try node.members(
      ["id", "is", "kind", "at", "technique", "windowSeconds"] + recordingKeys,
      required: ["id", "is", "kind", "at"])
    guard let kind = parts["kind"], let at = parts["at"], let side = parts["is"] else {
      throw node.error("'is', 'kind' and 'at' are needed")
    }
    if parts["recording"] != nil { return try readRecording(parts, node, clock) }
    for key in recordingKeys {
      if let part = parts[key] {
        throw part.error("'\(key)' is for an entry with a 'recording'", atKey: true)
      }
    }
    let word = try kind.word(Scenario.allCases.map(\.rawValue) + Incident.allCases.map(\.rawValue))
    let making: PlantEntry.Making
    var technique: String?
    var window = 0
    if let scenario = Scenario(rawValue: word) {
      making = .scenario(scenario)
      technique = scenario.label.kind?.techniques.first
    } else if let incident = Incident(rawValue: word) {
      making = .incident(incident)
      technique = incident.technique
      window = incident.windowSeconds
    } else {
      throw kind.error("'\(word)' is not known here")
    }
    if let named = parts["technique"] { technique = try named.string() }
    if let seconds = parts["windowSeconds"] { window = try seconds.integer(0...604_800) }
    let moment = try clock.moment(at)
    guard moment < clock.end else { throw at.error("this lies outside the days that the plant lives") }
    return PlantEntry(
      id: try text(parts, "id", node), isAttack: try side.word(["attack", "benign"]) == "attack",
      making: making, start: moment, technique: technique, windowSeconds: window)
  }
}
