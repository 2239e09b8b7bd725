import Inventory
import Protocols
import Streams
import Vocabulary

extension Inspection {
  /// What this inspection would be if no packet followed: flows that go on as far as they are, and requests
  /// that have waited for ``Sensor/replyPatience`` as unanswered. The inspection itself goes on unchanged.
  func asItStands(at time: Timestamp) -> Inspection {
    var standing = self
    standing.sensor.tellOpen(at: time)
    standing.handOver()
    return standing
  }

  /// Records that a report walks through.
  var recordCount: Int {
    sensor.endpoints.count + plant.inventory.activities.count + plant.inventory.conversations.count
  }

  /// How full the fullest table is that is kept for as long as the inspection lasts, in percent.
  var fill: Int {
    let inventory = plant.inventory
    let shares = [
      (sensor.endpoints.count, sensor.endpoints.limit), (sensor.names.octetCount, sensor.names.limit),
      (inventory.activities.count, inventory.activities.limit),
      (inventory.conversations.count, inventory.conversations.limit),
    ]
    return shares.reduce(0) { max($0, $1.0 * 100 / max(1, $1.1)) }
  }
}

extension Sensor {
  /// Nanoseconds after which a request counts as unanswered where somebody wants to know now; should its
  /// reply come later, it counts as what the reply says.
  static let replyPatience: Int64 = 5_000_000_000

  /// Tells of everything that is open as it stands.
  mutating func tellOpen(at time: Timestamp) {
    let open = (0..<flows.recordCount)
      .filter { flows[$0].isLive }
      .sorted { flows[$0].serial < flows[$1].serial }
    for position in open { dissection.observations.flows.append(flows.summary(position)) }
    dissectors.finish(&dissection)
    let (patience, isTooEarly) = time.nanoseconds.subtractingReportingOverflow(Self.replyPatience)
    guard !isTooEarly else { return }
    dissection.pending.close(
      askedUntil: Timestamp(nanoseconds: patience), into: &dissection.observations)
  }

  /// Ends those of a share of the flows that have been silent for long; the next call goes on behind them.
  ///
  /// - Parameter next: where the next look begins
  mutating func endSilentFlows(from next: inout Int, share: Int, at time: Timestamp) {
    let count = flows.recordCount
    let start = next < count ? next : 0
    next = min(count, start + count / share + 1)
    for position in start..<next where flows.isSilent(position, at: time) { end(position) }
  }
}
