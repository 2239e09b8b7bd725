import IdentityRecords
import Ledger
import LedgerFiles
import Operations
import Sealing
import Vocabulary

/// A site's ledger before its witnesses, and the site as a witness.
///
/// What it saw of other ledgers lies in the database: that a checkpoint continues the last one and that it is
/// the last one from now on is one transaction. What witnesses cosigned of its own ledger lies in files, a
/// checkpoint each, for whoever verifies.
struct SiteWitness: LedgerExchange {
  let folder: String
  /// The key of the site's own ledger.
  let log: NoteKey
  let store: any WitnessStore
  let cosigner: NoteSigner

  func request(to witness: NoteKey, since size: UInt64?) throws -> WitnessRequest {
    let reader = try LedgerReader(folder + SiteFolder.files.ledger)
    let note = try reader.note()
    let checkpoint = try Checkpoint(of: note, log: log, NoteCrypto.check)
    let seen = try size ?? kept(from: witness)?.size ?? 0
    guard seen <= checkpoint.size else {
      throw WitnessFailure.putBack(size: checkpoint.size, witnessed: seen)
    }
    let path = seen == 0 ? [] : try reader.consistencyProof(from: seen, to: checkpoint).path
    return WitnessRequest(oldSize: seen, path: path, note: note)
  }

  func cosign(_ request: WitnessRequest, by key: NoteKey?) throws -> SignedNote {
    let told = try Checkpoint(parsing: request.note.text)
    let seconds = UInt64(max(0, SystemClock.now().time.nanoseconds / 1_000_000_000))
    // Made before what it signs is kept, and given after: where it can't be made nothing is kept.
    let cosignature = try cosigner.cosign(text: request.note.text, seconds: seconds)
    let judged = try store.changeWitnessed(told.origin) { known in
      let judged = Result { try judge(request, told.origin, key, known) }
      return (try? judged.get(), judged)
    }
    var note = try SignedNote(parsing: try judged.get().note)
    note.add(cosignature)
    return note
  }

  private func judge(
    _ request: WitnessRequest, _ origin: [UInt8], _ key: NoteKey?, _ known: WitnessedLog?
  ) throws -> WitnessedLog {
    let name = String(decoding: origin, as: UTF8.self)
    if let key, let known, key.text != known.key { throw WitnessFailure.otherKey(log: name) }
    guard let key = try key ?? known.map({ try NoteKey(parsing: Array($0.key.utf8), .library) }) else {
      throw WitnessFailure.unknown(log: name)
    }
    guard key != log else { throw WitnessFailure.own }
    let seen = try known.map { try Checkpoint(parsing: try SignedNote(parsing: $0.note).text) }
    var witness = Witness(log: key, origin: origin, checkpoint: seen)
    do {
      _ = try witness.judge(request, NoteCrypto.check, .library)
    } catch {
      throw WitnessFailure.refused(log: name, error)
    }
    // Of the signatures the log's own is kept: nobody else's was looked at.
    let signatures = request.note.signatures.filter { $0.keyID == key.id && $0.name == key.name }
    let note = SignedNote(text: request.note.text, signatures: signatures)
    return WitnessedLog(origin: origin, key: key.text, note: note.octets)
  }

  func keep(_ note: SignedNote, from witness: NoteKey) throws -> String {
    let checkpoint = try Checkpoint(of: note, log: log, NoteCrypto.check)
    guard try WitnessQuorum(keys: [witness], count: 1).holds(for: note, NoteCrypto.check) else {
      throw WitnessFailure.notCosigned(witness: String(decoding: witness.name, as: UTF8.self))
    }
    let reader = try LedgerReader(folder + SiteFolder.files.ledger)
    let now = try Checkpoint(of: try reader.note(), log: log, NoteCrypto.check)
    guard checkpoint.origin == now.origin else { throw WitnessFailure.foreign }
    guard checkpoint.size <= now.size else {
      throw WitnessFailure.putBack(size: now.size, witnessed: checkpoint.size)
    }
    guard try checkpoint.size == 0 || reader.root(atSize: checkpoint.size, of: now) == checkpoint.root else {
      throw WitnessFailure.rewritten(witnessed: checkpoint.size)
    }
    if let kept = try kept(from: witness), kept.size > checkpoint.size {
      throw WitnessFailure.older(size: checkpoint.size, kept: kept.size)
    }
    try PrivateFile.makeFolder(folder + SiteFolder.files.cosigned)
    let path = path(of: witness)
    try PrivateFile.write(note.octets, to: path)
    return path
  }

  /// What a witness cosigned last, of what was kept.
  private func kept(from witness: NoteKey) throws -> Checkpoint? {
    guard let octets = try? readOctets(path(of: witness), limitOctets: SignedNote.octetLimit) else {
      return nil
    }
    return try Checkpoint(of: try SignedNote(parsing: octets), log: log, NoteCrypto.check)
  }

  /// Named by the key's id: eight hexadecimal digits.
  private func path(of witness: NoteKey) -> String {
    let digits = String(witness.id, radix: 16)
    return folder + SiteFolder.files.cosigned + "/" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}

/// Why a checkpoint is not asked for, cosigned or kept.
enum WitnessFailure: Error, CustomStringConvertible {
  case unknown(log: String)
  case otherKey(log: String)
  case own
  case refused(log: String, Witness.Refusal)
  case putBack(size: UInt64, witnessed: UInt64)
  case rewritten(witnessed: UInt64)
  case notCosigned(witness: String)
  case foreign
  case older(size: UInt64, kept: UInt64)

  var description: String {
    switch self {
    case .unknown(let log): "\(log): its key is not known here yet: give it by --log-key, once"
    case .otherKey(let log): "\(log): this site knows another key of it"
    case .own: "this is the site's own ledger: nobody is a witness of their own"
    case .refused(let log, let why): "\(log): not cosigned: \(Self.words(why))"
    case .putBack(let size, let witnessed):
      "the ledger has \(size) entries, and its witness saw \(witnessed): it was put back to an older state"
    case .rewritten(let witnessed):
      "the ledger is not the one whose first \(witnessed) entries the witness saw: it was written anew"
    case .notCosigned(let witness): "\(witness) did not cosign it"
    case .foreign: "it is another ledger's checkpoint"
    case .older(let size, let kept): "of \(size) entries: one of \(kept) is kept from that witness already"
    }
  }

  private static func words(_ refusal: Witness.Refusal) -> String {
    switch refusal {
    case .malformed(let error): "\(error)"
    case .unknownLog: "it is another log's"
    case .unsigned: "its key did not sign it"
    case .conflict(let size): "this witness saw \(size) entries: ask with --old \(size)"
    case .inconsistent: "it does not continue what this witness saw: it was put back or written anew"
    }
  }
}
