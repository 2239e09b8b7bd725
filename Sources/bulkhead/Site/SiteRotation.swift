import Foundation
import Operations
import Sealing
import Storage

/// Changes the key that a site's secrets are sealed under.
///
/// Another process would go on sealing under the key that it opened, so this one must be alone: each process
/// shares the folder's lock, and a rotation has it for itself. The new key is in the ring's file before
/// anything is sealed under it, and the old ones leave it after everything was opened without them: wherever
/// it is cut off, all opens, and the next rotation goes on.
struct SiteRotation: SiteKeys {
  let folder: String
  let name: String
  let file: KeyRingFile
  let master: MasterKey
  let ring: KeyRing
  let database: SiteDatabase
  let recorder: LedgerRecorder
  /// Shared by every process that works with the folder, for as long as it does.
  let lock: FolderLock

  func rotate() async throws -> Int {
    guard lock.isTaken(.exclusive) else {
      throw SealingError.file(path: folder, reason: "another process works with this folder: stop it first")
    }
    let late = folder + SiteFolder.files.late
    // The ledger took all it could before this act was recorded.
    guard try FileManager.default.contentsOfDirectory(atPath: late).isEmpty else {
      throw SealingError.file(
        path: late, reason: "entries wait for the ledger, sealed under the key of today")
    }
    var ring = ring
    let old = ring.ids
    guard ring.rotate(random: SystemRandom.octets) != nil else {
      throw SealingError.file(path: file.path, reason: "it holds \(KeyRing.keyLimit) keys already")
    }
    try file.write(ring, under: master, random: SystemRandom.octets)
    var count = try database.reseal(under: ring)
    for (what, path) in SiteFolder.sealedFiles {
      let place = SealedPlace(what, row: name)
      guard let sealed = try ring.resealed(try PrivateFile.read(folder + path), as: place) else { continue }
      try PrivateFile.write(sealed, to: folder + path)
      count += 1
    }
    for id in old { _ = ring.retire(id) }
    _ = try database.check(with: ring)
    for (what, path) in SiteFolder.sealedFiles {
      _ = try ring.open(try PrivateFile.read(folder + path), as: SealedPlace(what, row: name))
    }
    try file.write(ring, under: master, random: SystemRandom.octets)
    try await recorder.seal(under: ring)
    return count
  }
}
