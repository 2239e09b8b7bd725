import IdentityRecords
import Ledger
import LedgerFiles
import Operations
import Sealing

/// What came to an end after a backup was made, and must not begin anew in a site that is made from it.
struct Aftermath {
  /// Ends that are kept; a ledger that tells of more is refused.
  static let limit = 1 << 20

  var forgotten: Set<Pseudonym> = []
  var endedAccounts: Set<Pseudonym> = []
  var endedDevices: Set<String> = []
  var usedCodes: Set<CodeUse> = []
  /// How often something else was done that a backup has no trace of, by action.
  var changes: [String: Int] = [:]

  struct CodeUse: Hashable {
    let purpose: OneTimeCode.Purpose
    let subject: String
  }

  private var count: Int {
    forgotten.count + endedAccounts.count + endedDevices.count + usedCodes.count
  }
}

extension Aftermath {
  /// Reads a ledger from an entry on. What began and is not told as failed counts as done: cut off in the
  /// middle, it may have happened.
  ///
  /// - Parameter start: the first entry that the backup's ledger has not
  init(ofLedger path: String, from start: UInt64) throws {
    let reader = try LedgerReader(path)
    let checkpoint = try Checkpoint(parsing: try reader.note().text)
    var open: [LedgerEntry] = []
    try reader.forEachEntry(in: start..<checkpoint.size, of: checkpoint) { (_, octets) throws in
      let entry = try LedgerEntry(parsing: octets)
      let isSame = { (other: LedgerEntry) in
        other.action == entry.action && other.target == entry.target && other.actor == entry.actor
      }
      switch entry.outcome {
      case .begun: open.append(entry)
      case .done:
        open.removeAll(where: isSame)
        take(entry)
      case .failed: open.removeAll(where: isSame)
      case .refused, .unknown: break
      }
      guard count + open.count <= Self.limit else {
        throw BackupFailure.malformed(path: path, reason: "it tells of more than \(Self.limit) ends")
      }
    }
    for entry in open { take(entry) }
  }

  private mutating func take(_ entry: LedgerEntry) {
    let subject = entry.target.split(separator: "/", maxSplits: 1).last.map(String.init) ?? ""
    switch entry.action {
    case "forgetPerson": forgotten.insert(Pseudonym(subject))
    case "endAccount": endedAccounts.insert(Pseudonym(subject))
    case "revokeDevice": endedDevices.insert(subject)
    case "breakGlass": usedCodes.insert(CodeUse(purpose: .breakGlass, subject: entry.actor.id))
    case "openAccount":
      usedCodes.insert(CodeUse(purpose: .invitation, subject: entry.actor.id))
      usedCodes.insert(CodeUse(purpose: .firstStart, subject: entry.actor.id))
    case "enrolDevice" where entry.actor.kind == .device:
      usedCodes.insert(CodeUse(purpose: .enrolment, subject: entry.actor.id))
    case let action where Self.changing.contains(action): changes[action, default: 0] += 1
    default: break
    }
  }

  /// What changes a site and can't be done once more: the ledger names it, it does not hold what was set.
  private static let changing: Set<String> = [
    "inviteAccount", "assignRole", "assignZone", "resetCredentials", "changePassword", "setSecondFactor",
    "enrolDevice",
    "renewDevice", "reportPosture", "configureSite", "changePolicies", "rotateKeys",
  ]
}
