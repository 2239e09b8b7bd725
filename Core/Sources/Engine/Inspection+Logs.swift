public import Logs
import Protocols
public import Vocabulary

extension Inspection {
  /// Takes one record of a log, in the order of time among the packets.
  ///
  /// - Parameter place: which of the inputs it stands in, and its number there
  public mutating func take(_ record: LogRecord, place: PacketPlace) {
    logs.observe(
      record, place: place, endpoints: &sensor.dissection.endpoints, names: &sensor.dissection.names,
      into: &sensor.dissection.observations)
    if sensor.dissection.observations.areDue(activities: Self.batchLimit) { handOver() }
  }
}
