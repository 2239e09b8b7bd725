import ArgumentParser
import PlantSimulator
import Vocabulary

extension PlantCommand.Make {
  /// Nothing is written before the scenario file has been read whole and its recordings were found.
  func live(days: Int) throws {
    let plan = try readPlan(days: days)
    var plant = PlantLife(seed: seed, days: days, plan: plan, keepsLogs: logs != nil)
    var recordings = try LaidRecordings(plan, folder: folder)
    var marks = PlantLabels(plan)
    if let calendar { try OutputFile(calendar).write(plan.calendar) }
    var capture = try CaptureOutput(out)
    let log = try logs.map { path throws(OutputError) in try OutputFile(path) }
    var lines: [UInt8] = []
    func write(_ frame: SimulatedFrame) throws {
      marks.note(frame)
      try capture.append(frame.octets, at: frame.time)
    }
    while let event = plant.next() {
      switch event {
      case .frame(let frame):
        while let other = try recordings.next(before: frame.time) { try write(other) }
        try write(frame)
      case .log(let line):
        marks.note(line)
        lines += line.text.utf8
        lines.append(UInt8(ascii: "\n"))
        if lines.count >= OutputFile.blockOctets {
          try log?.write(lines)
          lines.removeAll(keepingCapacity: true)
        }
      }
    }
    let end = plan.start.nanoseconds + Int64(days) * 86_400_000_000_000
    while let other = try recordings.next(before: Timestamp(nanoseconds: end)) { try write(other) }
    try capture.finish()
    try log?.write(lines)
    if let labels { try OutputFile(labels).write([UInt8](marks.table.utf8)) }
  }

  /// The scenario file's folder, from which its recordings are named.
  private var folder: String {
    guard let scenario, let slash = scenario.lastIndex(of: "/") else { return "" }
    return slash == scenario.startIndex ? "/" : String(scenario[..<slash])
  }

  private func readPlan(days: Int) throws -> PlantPlan {
    guard let scenario else { return PlantPlan() }
    let text = [UInt8](try readText(scenario).utf8)
    do throws(ScenarioError) {
      return try ScenarioFile.read(text, days: days)
    } catch {
      throw refusal("\(scenario): \(error)")
    }
  }
}
