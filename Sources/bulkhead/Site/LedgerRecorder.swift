import Ledger
import LedgerFiles
import Operations
import Sealing
import Vocabulary

/// The ledger of a site's folder as operations record into it.
///
/// It is opened for an entry, and closed when none waits any more, so that a long act keeps no other process
/// from recording; what was kept late goes in first. Where it can't be opened, each entry is told so, and
/// what must not wait is kept, sealed.
actor LedgerRecorder: Recorder {
  private let path: String
  private let origin: String
  private let signer: NoteSigner
  private let late: String
  private var ring: KeyRing
  private var spool: LedgerSpool
  private var log: LedgerLog?
  /// Entries that are being recorded.
  private var users = 0

  init(ledger path: String, origin: String, late: String, ring: KeyRing, signer: NoteSigner) throws {
    self.path = path
    self.origin = origin
    self.signer = signer
    self.ring = ring
    self.late = late
    spool = try LedgerSpool(late) { try? ring.seal($0, as: Self.place) }
  }

  func record(_ entry: LedgerEntry) async throws {
    users += 1
    do {
      _ = try await opened(at: entry.time).append(entry)
    } catch {
      users -= 1
      // After a failed call the ledger answers nothing more until it is opened anew.
      log = nil
      throw error
    }
    users -= 1
    guard users == 0, let log else { return }
    self.log = nil
    await log.close()
  }

  func recordLate(_ entry: LedgerEntry) async throws { try await spool.add(entry) }

  /// From now on what is late is sealed so.
  func seal(under ring: KeyRing) throws {
    self.ring = ring
    spool = try LedgerSpool(late) { try? ring.seal($0, as: Self.place) }
  }

  private func opened(at now: Timestamp) async throws -> LedgerLog {
    let deadline = ContinuousClock.now.advanced(by: Self.patience)
    while log == nil {
      guard let opened = try unlocked(by: deadline) else {
        try await Task.sleep(for: Self.pause)
        continue
      }
      let ring = ring
      _ = try await spool.replay(into: opened, now: now) { try? ring.open($0, as: Self.place) }
      log = opened
      return opened
    }
    guard let log else { throw LedgerFailure.stopped }
    return log
  }

  /// Nil while another process writes it, until the deadline.
  private func unlocked(by deadline: ContinuousClock.Instant) throws -> LedgerLog? {
    do {
      return try LedgerLog(path, origin: origin, signer: signer)
    } catch {
      guard case .locked = error, ContinuousClock.now < deadline else { throw error }
      return nil
    }
  }

  /// How long another process may be at the ledger before it can't be written.
  private static let patience = Duration.seconds(5)
  private static let pause = Duration.milliseconds(10)
  private static let place = SealedPlace("late entry", row: "ledger")
}
