import BuiltProgram
import Foundation
import Ledger
import LedgerFiles
import Vocabulary

/// Ledgers for tests: a log's keys, a witness's, entries by number.
enum Ledgers {
  static let origin = "plant.example/ledger"

  static func log() throws -> NoteSigner {
    try NoteCrypto.signer(seed: [UInt8](repeating: 3, count: 32), name: origin)
  }

  static func witness() throws -> NoteSigner {
    try NoteCrypto.signer(
      seed: [UInt8](repeating: 5, count: 32), name: "witness.example/w1", algorithm: .cosignature)
  }

  static func entry(_ number: Int) -> LedgerEntry {
    LedgerEntry(
      time: Timestamp(seconds: 1_796_083_200 + Int64(number), nanoseconds: 0),
      clock: LedgerEntry.Clock(source: "ntp", uncertaintyNanoseconds: 1_000_000),
      actor: LedgerEntry.Actor(.person, "p-\(number % 7)"), device: "laptop-7", session: "s-1",
      action: "write", target: "asset:press-\(number)", decision: .allowed, policies: ["shift"],
      outcome: .done)
  }

  static func open(_ path: String) throws -> LedgerLog {
    try LedgerLog(path, origin: origin, signer: try log())
  }

  /// A ledger of so many entries, and its folder's path.
  static func make(_ scratch: ScratchFolder, _ count: Int, batch: Int = 300) async throws -> String {
    let path = scratch.path + "/ledger"
    try LedgerLog.create(path, origin: origin, signer: try log())
    let log = try open(path)
    for start in stride(from: 0, to: count, by: batch) {
      _ = try await log.append((start..<min(start + batch, count)).map(entry))
    }
    await log.close()
    return path
  }

  static func faults(_ path: String, witnessed: SignedNote? = nil) throws -> [LedgerFault] {
    let quorum = WitnessQuorum(keys: [try witness().key], count: 1)
    let trust = LedgerCheck.Trust(
      log: try log().key, witnessed: witnessed, quorum: witnessed == nil ? nil : quorum)
    return try LedgerCheck.verify(try LedgerReader(path), trust).faults
  }

  /// The ledger's checkpoint with the witness's cosignature.
  static func witnessed(_ path: String) throws -> SignedNote {
    var note = try LedgerReader(path).note()
    note.add(try witness().cosign(text: note.text, seconds: 1_796_083_200))
    return note
  }

  static func entries(_ path: String) throws -> [LedgerEntry] {
    let reader = try LedgerReader(path)
    let checkpoint = try Checkpoint(parsing: try reader.note().text)
    var entries: [LedgerEntry] = []
    try reader.forEachEntry(in: 0..<checkpoint.size, of: checkpoint) { (_, octets) throws in
      entries.append(try LedgerEntry(parsing: octets))
    }
    return entries
  }

  /// Every file of a folder by its path below it.
  static func files(_ path: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter {
      let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + $0)
      return attributes[.type] as? FileAttributeType != .typeDirectory
    }.sorted()
  }

  static func change(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
    let url = URL(filePath: path)
    var octets = Array(try Data(contentsOf: url))
    change(&octets)
    try FileManager.default.removeItem(at: url)
    try Data(octets).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }
}
