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

  let backup: String
  let folder: String
  let key: BackupKey
  let master: MasterKey?
  /// Pseudonyms of who was forgotten, one a line.
  let forgotten: String?
  /// A ledger of the same site that went on after the backup.
  let newer: String?

  /// - Returns: what was in the backup, what came to an end once more, and what else was done since
  func run() async throws -> (copied: CopiedSite, again: EndedAgain, since: [String: Int]) {
    let place = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    if let names = try? FileManager.default.contentsOfDirectory(atPath: place) {
      guard names.isEmpty else { throw BackupFailure.file(path: place, reason: "it is not empty") }
    } else if FileManager.default.fileExists(atPath: place) {
      throw BackupFailure.file(path: place, reason: "no folder")
    }
    let listed = try forgotten.map(listed) ?? []
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
      // The backup's own ledger tells of forgetting that its database had not finished.
      let earlier = try Aftermath(ofLedger: draft + SiteFolder.files.ledger, from: 0)
      var after = try newer.map { try aftermath(inNewer: $0, site, copied) } ?? Aftermath()
      after.forgotten.formUnion(listed.union(earlier.forgotten))
      let again = try site.end(after)
      try await site.site.noteRestored(
        again, reason: "from \(copied.entries) entries; \(source)",
        as: try site.site.caller(systemUser: SystemUser.name))
      try site.close()
      sync()
      try PrivateFile.rename(draft, to: place)
      return (copied, again, after.changes)
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
  private func aftermath(
    inNewer path: String, _ site: SiteFolder, _ copied: CopiedSite
  ) throws -> Aftermath {
    let checkpoint = try site.verified(ledger: path)
    guard checkpoint.size >= copied.entries else {
      throw BackupFailure.malformed(
        path: path, reason: "older than the backup: \(checkpoint.size) entries, not \(copied.entries)")
    }
    let then = try LedgerReader(path).root(atSize: copied.entries, of: checkpoint)
    guard then.base64 == copied.root else {
      throw BackupFailure.malformed(path: path, reason: "it does not go on from the backup's ledger")
    }
    return try Aftermath(ofLedger: path, from: copied.entries)
  }
}
