public import Vocabulary

/// Something that a scenario file lays into the plant's life: an attack, or benign noise.
public struct PlantEntry: Hashable, Sendable {
  public enum Making: Hashable, Sendable {
    case scenario(Scenario)
    case incident(Incident)
    /// Frames of a capture that others made.
    case recording(Recording)
  }

  public var id: String
  public var isAttack: Bool
  public var making: Making
  public var start: Timestamp
  /// MITRE ATT&CK for ICS; null where none was named.
  public var technique: String?
  /// Seconds that a detector may need; zero where one packet is enough.
  public var windowSeconds: Int

  public init(
    id: String, isAttack: Bool, making: Making, start: Timestamp, technique: String? = nil,
    windowSeconds: Int = 0
  ) {
    self.id = id
    self.isAttack = isAttack
    self.making = making
    self.start = start
    self.technique = technique
    self.windowSeconds = windowSeconds
  }

  /// What was done, in the scenario file's word.
  public var kind: String {
    switch making {
    case .scenario(let scenario): scenario.rawValue
    case .incident(let incident): incident.rawValue
    case .recording(let recording): recording.kind
    }
  }

  var hosts: (actor: String, targets: [String]) {
    switch making {
    case .scenario(let scenario): (scenario.label.actor.text, [scenario.label.target.text])
    case .incident(let incident):
      (
        HostAddress(ipv4: incident.hosts.actor.host.address).text,
        [HostAddress(ipv4: incident.hosts.target.host.address).text]
      )
    case .recording(let recording): (recording.actor, recording.targets)
    }
  }

  /// How it was made: `simulated`, or the capture's name.
  var source: String {
    if case .recording(let recording) = making { return recording.file }
    return "simulated"
  }
}
