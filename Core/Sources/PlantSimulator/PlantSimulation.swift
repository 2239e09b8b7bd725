public import Vocabulary

/// A metal-parts plant's network from a seed, frame by frame, in the order of time.
///
/// The same seed, hours and scenarios give the same frames, octet for octet. Memory does not grow with the
/// hours.
///
/// ```swift
/// var plant = PlantSimulation(seed: 7, hours: 8, scenarios: [.s7Stop])
/// while let frame = plant.next() { … }
/// ```
public struct PlantSimulation: Sendable {
  /// When every plant's day begins: Monday, 2026-03-02T05:50:00Z, ten minutes before the early shift.
  public static let start = Timestamp(seconds: 1_772_430_600, nanoseconds: 0)

  private var network: Network
  private var routines: [Routine]
  private let end: Timestamp

  /// - Parameters:
  ///   - seed: what everything random in the plant depends on
  ///   - hours: how long the tap listens, from 1
  ///   - scenarios: what happens besides the plant's normal day, spread over the hours in this order
  public init(seed: UInt64, hours: Int, scenarios: [Scenario] = []) {
    network = Network(seed: seed)
    end = Self.start + .seconds(3_600 * max(1, hours))
    routines = []
    for entry in PlantDay.entries {
      begin(entry.routine, at: Self.start + entry.offset)
    }
    // The first quarter of an hour stays calm; the last five minutes leave room to end.
    let room = 3_600 * max(1, hours) - 1_200
    for (place, scenario) in scenarios.enumerated() {
      let offset = 900 + room * place / scenarios.count + network.random.number(in: 0...40)
      begin(.chore(Chore(kind: .attack(scenario), every: nil)), at: Self.start + .seconds(offset))
    }
  }

  /// The next frame that passes the tap; null when the hours are over.
  public mutating func next() -> SimulatedFrame? {
    while let event = network.queue.pop() {
      guard event.time < end else { return nil }
      switch event.kind {
      case .frame(var frame):
        network.number(&frame)
        return SimulatedFrame(time: event.time, octets: frame.octets, mark: frame.mark, entry: nil)
      case .log: continue
      case .wake(let index):
        guard routines.indices.contains(index) else { continue }
        if let next = routines[index].wake(at: event.time, in: &network) {
          network.queue.push(.wake(index), at: next)
        }
      }
    }
    return nil
  }

  private mutating func begin(_ routine: Routine, at time: Timestamp) {
    network.queue.push(.wake(routines.count), at: time)
    routines.append(routine)
  }
}
