import Foundation
import Ledger
import LedgerFiles
import Operations
import Sealing
import Storage

/// Copies a site's folder into one encrypted file while others work with it.
///
/// The order is what makes it consistent. An act stands in the ledger, durably, before it changes anything,
/// so the database is copied first and the ledger up to a checkpoint that is read afterwards: every act whose
/// effect is in the copy of the database stands in the copy of the ledger. Late entries are copied in
/// between, for they move into the ledger: one is then in either or in both, and which it is in already the
/// ledger tells when they are replayed. Keys are read before and after: where they were changed meanwhile,
/// the backup fails.
struct SiteBackup: SiteCopier {
  let folder: String
  let database: SiteDatabase
  let policies: PolicyFolder
  /// Nil where the master key lies in the folder: then it is in the backup, too.
  let master: MasterKey?

  func copy(to path: String, under key: BackupKey) throws -> CopiedSite {
    let work = SiteDatabase.workFolder(of: folder + SiteFolder.files.database)
    let lock = try FolderLock(folder + "/backup.lock")
    guard lock.isTaken(.exclusive) else {
      throw BackupFailure.file(path: folder, reason: "another backup of this folder is being made")
    }
    defer { withExtendedLifetime(lock) {} }
    // What a backup that was cut off left behind; nobody else can be at it.
    try? FileManager.default.removeItem(atPath: work)
    try PrivateFile.makeFolder(work)
    defer { try? FileManager.default.removeItem(atPath: work) }
    let writer = try BackupWriter(path, under: key, random: SystemRandom.octets)
    do {
      try write(to: writer, work)
      let copied = try readBack(writer, work)
      try writer.publish()
      return copied
    } catch {
      writer.discard()
      throw error
    }
  }

  private func write(to writer: BackupWriter, _ work: String) throws {
    let before = try keys()
    for (name, octets) in before { try writer.add(name, octets) }
    try database.copy(to: work + SiteFolder.files.database)
    try writer.add(String(SiteFolder.files.database.dropFirst()), file: work + SiteFolder.files.database)
    // A set lies there whole before the database names it.
    try policies.forEachFile { name, octets in try writer.add(name, octets) }
    try addLate(to: writer)
    let reader = try LedgerReader(folder + SiteFolder.files.ledger)
    let note = try reader.note()
    let ledger = SiteFolder.files.ledger.dropFirst()
    try writer.add("\(ledger)/\(LedgerReader.checkpointName)", note.octets)
    try reader.forEachFile(of: try Checkpoint(parsing: note.text)) { name, octets in
      try writer.add("\(ledger)/\(name)", octets)
    }
    for (old, new) in zip(before, try keys()) where old != new {
      throw BackupFailure.file(
        path: "\(folder)/\(old.name)", reason: "was changed while the backup was made; make it once more")
    }
    try writer.finish()
  }

  private func keys() throws -> [(name: String, octets: [UInt8])] {
    let files = SiteFolder.files
    var paths = [
      files.ring, files.name, files.signing, files.publicKey, files.device, files.witness,
      files.witnessPublic,
    ]
    if master == nil { paths.append(files.master) }
    return try paths.map { (String($0.dropFirst()), try PrivateFile.read(folder + $0)) }
  }

  private func addLate(to writer: BackupWriter) throws {
    let late = folder + SiteFolder.files.late
    for name in try FileManager.default.contentsOfDirectory(atPath: late).sorted() {
      // One that is gone meanwhile is in the ledger, which is read after it.
      guard let octets = FileManager.default.contents(atPath: late + "/" + name) else { continue }
      guard octets.count <= LedgerSpool.recordLimitOctets else {
        throw BackupFailure.file(
          path: late + "/" + name, reason: "longer than \(LedgerSpool.recordLimitOctets) octets")
      }
      try writer.add("late/" + name, Array(octets))
    }
  }

  /// Unpacks what was written and holds it against itself, as a restore does.
  private func readBack(_ writer: BackupWriter, _ work: String) throws -> CopiedSite {
    let place = work + "/read-back"
    try PrivateFile.makeFolder(place)
    try writer.reader().unpack(into: place, allows: Self.isName)
    let site = try SiteFolder(place, key: master)
    let copied = try site.check()
    try site.close()
    return copied
  }

  /// Whether a backup may have a file of that name.
  static func isName(_ name: String) -> Bool {
    let files = SiteFolder.files
    let plain = [
      files.master, files.ring, files.database, files.publicKey, files.signing, files.device, files.name,
      files.witness, files.witnessPublic,
    ]
    if plain.contains("/" + name) { return true }
    if name.hasPrefix("ledger/") { return LedgerReader.isCopied(String(name.dropFirst(7))) }
    if name.hasPrefix("policies/") { return PolicyFolder.isCopied(String(name.dropFirst(9))) }
    guard name.hasPrefix("late/") else { return false }
    return (1...64).contains(name.dropFirst(5).utf8.count)
      && name.dropFirst(5).utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) }
  }
}
