import Vocabulary

/// Unprotected write: values were changed in a session without a user, or without protection on the wire.
///
/// Sees: an OPC UA session that was opened with the anonymous token, or a secure channel opened with the
/// policy None, and a write, call or command of the same client at the same server in it. A later session
/// with a user, or a protected channel, ends it.
///
/// Why it matters: nobody can say who changed the value, and anybody on the wire can change it on its way.
///
/// Threshold: one change that was not refused. Anonymous: medium by a host of which nothing else shows that
/// it has a part in the process, low by one that has. Unencrypted: low. Both where both hold.
///
/// Stays silent: anonymous sessions that only read; sessions whose opening was not
/// captured; programs of one device among themselves.
struct UnprotectedWrite: Sendable {
  private struct Session {
    let cause: Cause
    var isAnonymous = false
    var isUnencrypted = false
    /// The code of the message that opened the channel: other associations ride on it and protect nothing.
    var channelCode: UInt32 = 0
  }

  private(set) var anonymous: CauseTable
  private(set) var unencrypted: CauseTable
  private var sessions: [Session] = []
  private var index = SlotIndex()
  let limit: Int
  private(set) var dropped = 0

  init(_ settings: DetectionSettings) {
    limit = settings.causeLimit
    anonymous = CauseTable(limit: limit)
    unencrypted = CauseTable(limit: limit)
  }

  mutating func observe(_ activity: ActivityObservation) {
    // A login that was refused, or a write, changed nothing.
    guard activity.outcome != .refused, activity.outcome != .failed else { return }
    // A share for everybody is no control device.
    if activity.deed == .fileDelete || activity.deed == .fileRename { return }
    let cause = Cause(actor: activity.actor, target: activity.target, name: activity.name)
    switch activity.verb {
    case .connect:
      let isUnencrypted = activity.deed == .unencrypted
      guard let at = find(cause, orOpenIf: isUnencrypted) else { return }
      if isUnencrypted {
        sessions[at].isUnencrypted = true
        sessions[at].channelCode = activity.code
      } else if sessions[at].channelCode == activity.code {
        sessions[at].isUnencrypted = false
      }
    case .authenticate:
      let isAnonymous = activity.deed == .anonymous
      if let at = find(cause, orOpenIf: isAnonymous) { sessions[at].isAnonymous = isAnonymous }
    case .write, .operate, .program, .setMode, .configure, .update:
      guard let at = find(cause) else { return }
      if sessions[at].isAnonymous { anonymous.add(activity) }
      if sessions[at].isUnencrypted { unencrypted.add(activity) }
    case .browse, .identify, .read, .transfer, .signal:
      return
    }
  }

  func conclude(_ profiles: HostProfiles) -> [Finding] {
    anonymous.byDevice(profiles).filter { $0.isBetweenDevices }.map {
      $0.finding(.anonymousWrite, $0.actor.maySteer ? .low : .medium)
    }
      + unencrypted.byDevice(profiles).filter { $0.isBetweenDevices }.map {
        $0.finding(.unencryptedWrite, .low)
      }
  }

  private func find(_ cause: Cause) -> Int? {
    sessions.isEmpty ? nil : index.find(cause.hash, where: { sessions[$0].cause == cause })
  }

  /// A protected session of which nothing is known yet needs no memory.
  private mutating func find(_ cause: Cause, orOpenIf isLoose: Bool) -> Int? {
    if let known = find(cause) { return known }
    guard isLoose else { return nil }
    guard sessions.count < limit else {
      dropped += 1
      return nil
    }
    sessions.append(Session(cause: cause))
    index.insert(cause.hash, record: sessions.count - 1)
    return sessions.count - 1
  }
}
