import Ledger
import LedgerFiles
import Operations
import Sealing
import Vocabulary

/// The ledger of a site's folder as operations record into it.
///
/// It is opened at the first entry; what was kept late goes in first. Where it can't be opened, each entry is
/// told so, and what must not wait is kept, sealed.
actor LedgerRecorder: Recorder {
  private let path: String
  private let origin: String
  private let signer: NoteSigner
  private let ring: KeyRing
  private let spool: LedgerSpool
  private var log: LedgerLog?

  init(ledger path: String, origin: String, late: String, ring: KeyRing, signer: NoteSigner) throws {
    self.path = path
    self.origin = origin
    self.signer = signer
    self.ring = ring
    spool = try LedgerSpool(late) { try? ring.seal($0, as: Self.place) }
  }

  func record(_ entry: LedgerEntry) async throws {
    let log = try await opened(at: entry.time)
    do {
      _ = try await log.append(entry)
    } catch {
      // After a failed call the ledger answers nothing more until it is opened anew, which needs its lock.
      await log.close()
      self.log = nil
      throw error
    }
  }

  func recordLate(_ entry: LedgerEntry) async throws { try await spool.add(entry) }

  private func opened(at now: Timestamp) async throws -> LedgerLog {
    if let log { return log }
    let opened = try LedgerLog(path, origin: origin, signer: signer)
    let ring = ring
    _ = try await spool.replay(into: opened, now: now) { try? ring.open($0, as: Self.place) }
    log = opened
    return opened
  }

  private static let place = SealedPlace("late entry", row: "ledger")
}
