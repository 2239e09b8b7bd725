import CaptureFiles
import Captures
import Engine
import Foundation
import Reports
import Vocabulary

/// Captures inspected in this process.
enum Inspected {
  /// The report on the captures, which it names as `shown`.
  static func report(_ paths: [String], shown: [String]? = nil, seed: UInt64 = 0) -> InspectReport {
    var merged = MergedCaptures(paths: paths)
    var inspection = Inspection(seed: seed)
    merged.forEachPacket { block, packet, capture in
      inspection.take(packet, in: block, capture: capture)
    }
    inspection.finish()
    let rows = zip(merged.summaries, shown ?? paths).map { summary, name in
      CaptureRow(summary.tally, path: name, truncatedAt: summary.truncatedAt)
    }
    return inspection.report(captures: rows)
  }

  static func json(_ report: InspectReport) -> [UInt8] {
    var whole: [UInt8] = []
    var json = JSONReport(report)
    json.write { octets in
      whole += octets
      octets.removeAll(keepingCapacity: true)
    }
    return whole
  }

  /// Every activity of a capture, with what its numbers stand for.
  static func activities(_ path: String) -> [ObservedActivity] {
    var merged = MergedCaptures(paths: [path])
    var sensor = Sensor()
    var observations: [ActivityObservation] = []
    merged.forEachPacket { block, packet, capture in
      sensor.take(packet, in: block, capture: capture)
      observations += sensor.takeObservations().activities
    }
    sensor.finish()
    observations += sensor.takeObservations().activities
    let (endpoints, names) = (sensor.endpoints, sensor.names)
    return observations.map { ObservedActivity($0, endpoints, names) }
  }
}

/// An activity as a row of a table spells it.
struct ObservedActivity: Equatable {
  /// The frame, then actor, target, unit, verb, object, outcome.
  let fields: [String]

  init(_ activity: ActivityObservation, _ endpoints: EndpointTable, _ names: NameTable) {
    fields = [
      String(activity.place.packet), endpoints[activity.actor].address.text,
      endpoints[activity.target].address.text,
      activity.unit == ActivityObservation.noUnit ? "-" : String(activity.unit), activity.verb.text,
      activity.object.spelled(names).map { String(decoding: $0, as: UTF8.self) } ?? "-",
      activity.outcome.text,
    ]
  }
}
