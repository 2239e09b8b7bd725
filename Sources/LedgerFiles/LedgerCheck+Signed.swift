public import Ledger

extension LedgerCheck {
  /// What a ledger is verified with.
  public struct Trust: Sendable {
    /// The log's public key, from elsewhere than the ledger's folder.
    public let log: NoteKey
    /// A checkpoint that witnesses cosigned, and their keys.
    public let witnessed: SignedNote?
    public let quorum: WitnessQuorum?

    public init(log: NoteKey, witnessed: SignedNote? = nil, quorum: WitnessQuorum? = nil) {
      self.log = log
      self.witnessed = witnessed
      self.quorum = quorum
    }
  }

  /// What a check says.
  public struct Verdict: Sendable {
    /// Nil where there is none that can be read.
    public let checkpoint: Checkpoint?
    public let entries: UInt64
    public let faults: [LedgerFault]
    public let furtherFaults: Int
    /// What is worth knowing and no fault.
    public let remarks: [String]

    public var isWhole: Bool { faults.isEmpty && furtherFaults == 0 }
  }

  /// Verifies a ledger by the log's key alone, and where there is one by what a witness has seen.
  public static func verify(_ reader: LedgerReader, _ trust: Trust) throws(LedgerFailure) -> Verdict {
    let checkpoint: Checkpoint
    do {
      checkpoint = try Checkpoint(of: try reader.note(), log: trust.log, NoteCrypto.check)
    } catch {
      return Verdict(
        checkpoint: nil, entries: 0, faults: [.checkpoint(reason: "\(error)")], furtherFaults: 0, remarks: [])
    }
    var check = LedgerCheck(reader, checkpoint)
    check.run()
    let remarks = try check.walk()
    if let witnessed = trust.witnessed { check.hold(against: witnessed, trust) }
    return check.verdict(checkpoint, remarks)
  }

  /// Looks for damage without any key: whether the files agree with each other and with their checkpoint.
  public static func inspect(_ reader: LedgerReader) throws(LedgerFailure) -> Verdict {
    let checkpoint: Checkpoint
    do {
      checkpoint = try Checkpoint(parsing: try reader.note().text)
    } catch {
      return Verdict(
        checkpoint: nil, entries: 0, faults: [.checkpoint(reason: "\(error)")], furtherFaults: 0, remarks: [])
    }
    var check = LedgerCheck(reader, checkpoint)
    check.run()
    let remarks = try check.walk()
    return check.verdict(checkpoint, remarks)
  }

  private func verdict(_ checkpoint: Checkpoint, _ remarks: [String]) -> Verdict {
    Verdict(
      checkpoint: checkpoint, entries: entries, faults: faults, furtherFaults: furtherFaults,
      remarks: remarks)
  }

  private mutating func hold(against note: SignedNote, _ trust: Trust) {
    do {
      let seen = try Checkpoint(of: note, log: trust.log, NoteCrypto.check)
      if let quorum = trust.quorum, try !quorum.holds(for: note, NoteCrypto.check) {
        self.note(.witness(reason: "fewer than \(quorum.count) of the witnesses cosigned it"))
        return
      }
      guard seen.origin == checkpoint.origin else {
        self.note(.witness(reason: "it is another log's"))
        return
      }
      guard seen.size <= checkpoint.size else {
        self.note(.tailDropped(size: checkpoint.size, witnessed: seen.size))
        return
      }
      // Damage that was told is no rewriting: the roots of whole files alone are compared.
      guard faults.isEmpty else { return }
      var tree = files.tree(size: checkpoint.size)
      if try tree.root(atSize: seen.size) != seen.root {
        self.note(.historyRewritten(witnessed: seen.size))
      }
    } catch {
      self.note(.witness(reason: "\(error)"))
    }
  }
}
