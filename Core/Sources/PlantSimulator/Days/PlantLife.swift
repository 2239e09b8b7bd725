import Vocabulary

/// The metal-parts plant living through days: shifts, nights, weekends, and what a plan lays into them.
///
/// The same seed, days and plan give the same octets. Memory does not grow with the days.
public struct PlantLife: Sendable {
  public enum Event: Sendable {
    case frame(SimulatedFrame)
    case log(LogLine)
  }

  private var network: Network
  private var routines: [Routine] = []
  private let end: Timestamp

  /// - Parameter keepsLogs: whether stations write log lines, which come among the frames by time
  public init(seed: UInt64, days: Int, plan: PlantPlan, keepsLogs: Bool = false) {
    network = Network(seed: seed)
    network.days = PlantDays(hours: plan.hours, keepsLogs: keepsLogs, slowness: max(1, plan.slowness))
    end = plan.start + .seconds(86_400 * max(1, days))
    for entry in PlantDay.polls { begin(entry.routine, at: plan.start + entry.offset) }
    for duty in Duty.all(noise: plan.noise) {
      begin(.duty(duty), at: duty.first(from: plan.start, plan.hours, &network.random))
    }
    for order in plan.orders {
      guard let doneAt = order.doneAt else { continue }
      begin(.chore(Chore(kind: .order(order), every: nil)), at: doneAt)
    }
    for (index, entry) in plan.entries.enumerated() {
      let kind: Chore.Kind
      switch entry.making {
      case .scenario(let scenario): kind = .attack(scenario)
      case .incident(let incident): kind = .incident(incident)
      case .recording: continue
      }
      entryOf[routines.count] = SimulatedFrame.Entry(index: index, isDeed: false)
      begin(.chore(Chore(kind: kind, every: nil)), at: entry.start)
    }
  }

  /// Which routines belong to an entry.
  private var entryOf: [Int: SimulatedFrame.Entry] = [:]

  /// The next frame or log line; null when the days are over.
  public mutating func next() -> Event? {
    while let event = network.queue.pop() {
      guard event.time < end else { return nil }
      switch event.kind {
      case .frame(var frame):
        network.number(&frame)
        return .frame(
          SimulatedFrame(time: event.time, octets: frame.octets, mark: frame.mark, entry: frame.entry))
      case .log(let line): return .log(line)
      case .wake(let index):
        guard routines.indices.contains(index) else { continue }
        network.entry = entryOf[index]
        if let next = routines[index].live(at: event.time, in: &network) {
          network.queue.push(.wake(index), at: next)
        }
        network.entry = nil
      }
    }
    return nil
  }

  private mutating func begin(_ routine: Routine, at time: Timestamp) {
    network.queue.push(.wake(routines.count), at: time)
    routines.append(routine)
  }
}
