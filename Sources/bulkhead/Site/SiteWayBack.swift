import Operations
import Sealing
import Storage

/// Goes back to the database of an earlier Bulkhead, while nobody else works with the folder.
struct SiteWayBack: SiteUpgrade {
  let folder: String
  let database: SiteDatabase
  /// Shared by every process that works with the folder, for as long as it does.
  let lock: FolderLock

  func goBack(toSchema number: Int) throws {
    guard lock.isTaken(.exclusive) else {
      throw SealingError.file(path: folder, reason: "another process works with this folder: stop it first")
    }
    try database.close()
    try SiteDatabase.goBack(
      path: folder + SiteFolder.files.database, toSchema: number, at: SystemClock.now().time)
  }
}
