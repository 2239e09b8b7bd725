public import Vocabulary

/// Where a scenario stands in the frames that were made: what a test of a detector is held to.
public struct ScenarioTrace: Hashable, Sendable {
  public let scenario: Scenario
  /// The first frame that the scenario brought, what prepares the deed included; from 1, as in the capture.
  public let firstFrame: Int
  public let firstTime: Timestamp
  /// The first frame of the deed itself; null while none has passed.
  public internal(set) var deedFrame: Int?
  public internal(set) var deedTime: Timestamp?
  /// How many frames the scenario brought.
  public internal(set) var frames = 1
}

/// Counts frames and notes where each scenario begins.
public struct ScenarioTraces: Sendable {
  /// In the order in which the scenarios began.
  public private(set) var traces: [ScenarioTrace] = []
  public private(set) var frames = 0

  public init() {}

  /// Takes note of the next frame.
  public mutating func note(_ frame: SimulatedFrame) {
    frames += 1
    guard let mark = frame.mark else { return }
    if let place = traces.firstIndex(where: { $0.scenario == mark.scenario }) {
      traces[place].frames += 1
      if mark.isDeed, traces[place].deedFrame == nil {
        traces[place].deedFrame = frames
        traces[place].deedTime = frame.time
      }
    } else {
      traces.append(
        ScenarioTrace(
          scenario: mark.scenario, firstFrame: frames, firstTime: frame.time,
          deedFrame: mark.isDeed ? frames : nil, deedTime: mark.isDeed ? frame.time : nil))
    }
  }
}

extension ScenarioTraces {
  /// A table with a head, columns parted by tabs: what the command line writes beside a capture.
  public var table: String {
    var text = "scenario\tfinding\tfirst_packet\tfirst_time\tdeed_packet\tdeed_time\tactor\ttarget\tsummary\n"
    for trace in traces {
      let label = trace.scenario.label
      text += trace.scenario.rawValue + "\t" + (label.kind?.text ?? "-")
      text += "\t" + String(trace.firstFrame) + "\t" + trace.firstTime.rfc3339
      text += "\t" + (trace.deedFrame.map { String($0) } ?? "-")
      text += "\t" + (trace.deedTime?.rfc3339 ?? "-")
      text += "\t" + label.actor.text + " " + label.actorName
      text += "\t" + label.target.text + " " + label.targetName
      text += "\t" + trace.scenario.summary + "\n"
    }
    return text
  }
}
