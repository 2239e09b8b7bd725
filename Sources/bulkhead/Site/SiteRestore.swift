import Foundation
import IdentityRecords
import Ledger
import LedgerFiles
import Operations
import Sealing

/// Makes a site's folder from a backup: unpacked beside its place, verified, told of who was forgotten since,
/// and then renamed, so that it is there whole or not at all.
struct SiteRestore {
  static let forgottenLimitOctets = 16 << 20
  /// Entries of a newer ledger are read in blocks; of people forgotten in it so many are kept.
  static let forgottenLimit = 1 << 20

  let backup: String
  let folder: String
  let key: BackupKey
  let master: MasterKey?
  /// Pseudonyms of who was forgotten, one a line.
  let forgotten: String?
  /// A ledger of the same site that went on after the backup.
  let newer: String?

  /// - Returns: what was in the backup, and whom it forgot once more
  func run() async throws -> (CopiedSite, [Pseudonym]) {
    let place = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    if let names = try? FileManager.default.contentsOfDirectory(atPath: place) {
      guard names.isEmpty else { throw BackupFailure.file(path: place, reason: "it is not empty") }
    } else if FileManager.default.fileExists(atPath: place) {
      throw BackupFailure.file(path: place, reason: "no folder")
    }
    var people = try forgotten.map(listed) ?? []
    let reader = try BackupReader(backup, with: key)
    let draft = place + ".restoring"
    // SAFETY: the path is a null-terminated copy that lives through the call.
    guard unsafe mkdir(draft, 0o700) == 0 else {
      throw BackupFailure.file(
        path: draft,
        reason: errno == EEXIST ? "left by a restore that was cut off: remove it" : "can't be made")
    }
    do {
      try reader.unpack(into: draft, allows: SiteBackup.isName)
      let site = try SiteFolder(draft, key: master)
      let copied = try site.check()
      people.formUnion(try Self.forgotten(in: draft + SiteFolder.files.ledger))
      if let newer { people.formUnion(try forgotten(inNewer: newer, site, copied)) }
      let again = try site.forgetAgain(people)
      try await site.site.noteRestored(
        forgotten: again, reason: "from \(copied.entries) entries; \(source)",
        as: try site.site.caller(systemUser: SystemUser.name))
      try site.close()
      sync()
      try PrivateFile.rename(draft, to: place)
      return (copied, again)
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw error
    }
  }

  private var source: String {
    switch (forgotten, newer) {
    case (nil, nil): "nothing newer told who was forgotten since"
    case (_?, nil): "a list told who was forgotten since"
    case (nil, _?): "a newer ledger told who was forgotten since"
    case (_?, _?): "a list and a newer ledger told who was forgotten since"
    }
  }

  private func listed(_ path: String) throws -> Set<Pseudonym> {
    let octets: [UInt8]
    do {
      octets = try readOctets(path, limitOctets: Self.forgottenLimitOctets)
    } catch {
      throw BackupFailure.file(path: path, reason: error.message)
    }
    var people: Set<Pseudonym> = []
    let lines = octets.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.isEmpty {
      let text = String(decoding: line, as: UTF8.self)
      guard text.hasPrefix("p-"), Hexadecimal.octets(text.dropFirst(2))?.count == Pseudonym.randomOctets
      else {
        throw BackupFailure.malformed(path: path, reason: "line \(number + 1) is no pseudonym")
      }
      people.insert(Pseudonym(text))
    }
    return people
  }

  /// Of a ledger that must be this site's, whole, and go on from where the backup's ends.
  private func forgotten(
    inNewer path: String, _ site: SiteFolder, _ copied: CopiedSite
  ) throws -> Set<Pseudonym> {
    let checkpoint = try site.verified(ledger: path)
    guard checkpoint.size >= copied.entries else {
      throw BackupFailure.malformed(
        path: path, reason: "older than the backup: \(checkpoint.size) entries, not \(copied.entries)")
    }
    let then = try LedgerReader(path).root(atSize: copied.entries, of: checkpoint)
    guard then.base64 == copied.root else {
      throw BackupFailure.malformed(path: path, reason: "it does not go on from the backup's ledger")
    }
    return try Self.forgotten(in: path)
  }

  /// Who was forgotten by a ledger: what is recorded as done, or begun and not as failed.
  private static func forgotten(in path: String) throws -> Set<Pseudonym> {
    let reader = try LedgerReader(path)
    let checkpoint = try Checkpoint(parsing: try reader.note().text)
    var done: Set<Pseudonym> = []
    var begun: Set<Pseudonym> = []
    try reader.forEachEntry(in: 0..<checkpoint.size, of: checkpoint) { (_, octets) throws in
      let entry = try LedgerEntry(parsing: octets)
      guard entry.action == "forgetPerson", entry.target.hasPrefix("User/") else { return }
      let pseudonym = Pseudonym(String(entry.target.dropFirst(5)))
      switch entry.outcome {
      case .done: done.insert(pseudonym)
      case .begun: begun.insert(pseudonym)
      case .failed: begun.remove(pseudonym)
      case .refused, .unknown: break
      }
      guard done.count + begun.count <= forgottenLimit else {
        throw BackupFailure.malformed(path: path, reason: "more than \(forgottenLimit) people were forgotten")
      }
    }
    return done.union(begun)
  }
}
