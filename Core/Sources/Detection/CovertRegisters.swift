import Vocabulary

/// Covert channel in registers: what is written to a device's registers is a text or a cipher, not values.
///
/// Sees: writes of 32 octets or more whose content is printable throughout or as varied as chance, told apart
/// by their digests.
///
/// Why it matters: a device that two hosts can reach is a letter box between them, past every firewall; and a
/// program may be brought in pieces.
///
/// Threshold: 16 different contents from one host to one device, medium.
///
/// Stays silent: process values, tables of a recipe that is written again, names and serial numbers.
struct CovertRegisters: Sendable {
  static let threshold = 16

  private struct Box: Sendable {
    let cause: Cause
    var contents = DistinctCount()
    var octets: UInt64 = 0
    var object: ObjectReference
    var tally: Tally
  }

  private var boxes: [Box] = []
  private var index = SlotIndex()
  private let limit: Int
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.causeLimit
  }

  mutating func observe(_ anomaly: Anomaly) {
    guard anomaly.kind == .registersCarryData else { return }
    let cause = Cause(actor: anomaly.source, target: anomaly.target, name: anomaly.name)
    let at: Int
    if let known = index.find(cause.hash, where: { boxes[$0].cause == cause }) {
      at = known
      boxes[at].tally.add(Evidence(anomaly))
    } else {
      guard boxes.count < limit else {
        dropped += 1
        return
      }
      at = boxes.count
      index.insert(cause.hash, record: at)
      boxes.append(Box(cause: cause, object: anomaly.object, tally: Tally(Evidence(anomaly))))
    }
    boxes[at].contents.add(UInt64(anomaly.mark))
    boxes[at].octets &+= UInt64(anomaly.octets)
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    boxes.compactMap { box in
      let (actor, target) = (box.cause.actor, box.cause.target)
      guard box.contents.atLeast >= Self.threshold, profiles[actor].asset != profiles[target].asset,
        !profiles[actor].isOwnersScanner
      else { return nil }
      return Finding(
        kind: .covertRegisters, severity: .medium, endpoints: [actor, target],
        parameters: [
          FindingParameter(.actor, .endpoint(actor)), FindingParameter(.target, .endpoint(target)),
          FindingParameter(.protocolName, .protocolName(box.cause.name)),
          FindingParameter(.count, .number(UInt64(box.tally.count))),
          FindingParameter(.octets, .number(box.octets)),
          FindingParameter(.object, .object(box.tally.evidence.first?.object ?? box.object)),
        ], first: box.tally.first, last: box.tally.last, count: box.tally.count, evidence: box.tally.evidence)
    }
  }
}
