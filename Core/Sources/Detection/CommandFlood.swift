import Vocabulary

/// Command flood: one host writes the same value or gives the same command without pause.
///
/// Sees: writes, operations and mode changes in control protocols, counted by actor, target and object in
/// windows of ten seconds.
///
/// Why it matters: whoever repeats a command faster than the controller's own program undoes what program and
/// operator do, and keeps a slow controller busy.
///
/// Threshold: 1,000 of the same within ten seconds: 100 a second is more than any cycle of an HMI or gateway.
/// Medium; low from a host that may steer.
///
/// Stays silent: set points that a gateway writes each cycle, bulk writes of many objects, reads.
struct CommandFlood: Sendable {
  static let threshold = 1_000
  static let window: Int64 = 10 * .nanosecondsPerSecond

  private struct Command: Sendable {
    let cause: Cause
    let object: ObjectReference
    var start: Timestamp
    var place: PacketPlace
    var count = 0
    var flood: (first: Timestamp, place: PacketPlace, last: Timestamp, count: Int)?

    mutating func add(_ activity: ActivityObservation) {
      if activity.time.nanoseconds(since: start) > CommandFlood.window {
        start = activity.time
        place = activity.place
        count = 0
      }
      count += 1
      guard count >= CommandFlood.threshold else { return }
      var flood = self.flood ?? (start, place, activity.time, 0)
      // The commands that led up to the threshold belong to the flood.
      flood.count += count == CommandFlood.threshold ? CommandFlood.threshold : 1
      flood.last = max(flood.last, activity.time)
      self.flood = flood
    }
  }

  private var commands: [Command] = []
  private var index = SlotIndex()
  /// Commands come in runs, so the last one is looked at first.
  private var latest = 0
  private let limit: Int
  private let seed: UInt64
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.causeLimit
    seed = settings.seed
  }

  mutating func observe(_ activity: ActivityObservation) {
    guard activity.name.isIndustrial else { return }
    let cause = Cause(actor: activity.actor, target: activity.target, name: activity.name)
    if latest < commands.count, commands[latest].cause == cause, commands[latest].object == activity.object {
      return commands[latest].add(activity)
    }
    let object = activity.object
    let hash = mixed(
      mixed(mixed(seed, cause.hash), UInt64(object.part) << 32 | UInt64(object.from)),
      UInt64(object.name.rawValue) << 8 | UInt64(object.space.rawValue))
    if let known = index.find(hash, where: { commands[$0].cause == cause && commands[$0].object == object }) {
      latest = known
      return commands[known].add(activity)
    }
    guard commands.count < limit else {
      dropped += 1
      return
    }
    latest = commands.count
    index.insert(hash, record: commands.count)
    var command = Command(cause: cause, object: object, start: activity.time, place: activity.place)
    command.add(activity)
    commands.append(command)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    var findings: [Finding] = []
    for command in commands {
      guard let flood = command.flood else { continue }
      let actor = profiles[command.cause.actor]
      guard actor.asset != profiles[command.cause.target].asset else { continue }
      let seconds = max(1, flood.last.nanoseconds(since: flood.first) / .nanosecondsPerSecond)
      findings.append(
        Finding(
          kind: .commandFlood, severity: actor.maySteer ? .low : .medium,
          endpoints: [command.cause.actor, command.cause.target],
          parameters: [
            FindingParameter(.actor, .endpoint(command.cause.actor)),
            FindingParameter(.target, .endpoint(command.cause.target)),
            FindingParameter(.protocolName, .protocolName(command.cause.name)),
            FindingParameter(.count, .number(UInt64(flood.count))),
            FindingParameter(.seconds, .number(UInt64(seconds))),
            FindingParameter(.object, .object(command.object)),
          ], first: flood.first, last: flood.last, count: flood.count,
          evidence: [Evidence(time: flood.first, place: flood.place, object: command.object)]))
    }
    return findings
  }
}
