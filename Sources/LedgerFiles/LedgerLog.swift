public import Ledger
import Vocabulary

/// A ledger that is open for writing: one owner of its folder, in one process at a time.
///
/// Callers that come while a batch is being written wait and make the next one. `append` answers only when
/// the entry's octets, the names of its files and a signed checkpoint over them are durable, and the entry's
/// own proof, made from the files, leads to that checkpoint's root. After a call to the system has failed,
/// nothing is answered but the failure, until the ledger is opened again.
public actor LedgerLog {
  /// Entries of one batch.
  public static let batchLimit = 4_096
  /// Octets of one batch.
  public static let batchLimitOctets = 8 << 20
  /// Entries that may wait for the next ones.
  public static let waitingLimit = 65_536
  /// Octets that may wait.
  public static let waitingLimitOctets = 24 << 20

  /// That an entry stands in the ledger.
  public struct Receipt: Hashable, Sendable {
    public let proof: InclusionProof
    public let checkpoint: Checkpoint
    public var index: UInt64 { proof.index }
  }

  private struct Waiting {
    let entries: [[UInt8]]
    let octets: Int
    let answer: CheckedContinuation<Result<[Receipt], LedgerFailure>, Never>
  }

  private var writer: TreeWriter
  /// Nil when it was closed.
  private var lock: FileLock?
  private var waiting: [Waiting] = []
  private var waitingCount = 0
  private var waitingOctets = 0
  private var isScheduled = false
  private var failure: LedgerFailure?
  private let queue = WritingQueue()

  /// What was found when it was opened.
  public nonisolated let opening: LedgerOpening
  public nonisolated let key: NoteKey

  /// Batches wait for the disk: on a thread of their own, not on one that others need.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    // SAFETY: the queue lives as long as this actor, which is what the runtime asks of it.
    unsafe queue.asUnownedSerialExecutor()
  }

  /// Makes a ledger without entries.
  ///
  /// - Parameters:
  ///   - path: a folder that is made where it is not there
  ///   - origin: the log's name, which stands in each checkpoint
  /// - Throws: also where a ledger is there already
  public static func create(_ path: String, origin: String, signer: NoteSigner) throws(LedgerFailure) {
    try LedgerFolder.make(path)
    let folder = try LedgerFolder(path)
    let lock = try folder.lock(TreeFiles.lockName)
    defer { withExtendedLifetime(lock) {} }
    for name in [TreeFiles.checkpointName, "tile"] {
      guard try folder.status(name) == nil else { throw .exists(path: path) }
    }
    try folder.remove(TreeFiles.nextCheckpointName)
    do {
      let empty = Checkpoint(origin: Array(origin.utf8), size: 0, root: TreeHash.library.empty)
      let note = try empty.signed(by: signer)
      _ = try Checkpoint(of: note, log: signer.key, NoteCrypto.check)
      try TreeWriter.publish(note, in: folder)
    } catch let failure as LedgerFailure {
      throw failure
    } catch let error as LedgerError {
      throw .malformed(path: path, error)
    } catch {
      throw .stopped
    }
    // The folder's own name.
    try folder.sync("..")
  }

  /// Opens a ledger for writing, and brings it to what its checkpoint signed.
  public init(_ path: String, origin: String, signer: NoteSigner) throws(LedgerFailure) {
    let folder = try LedgerFolder(path)
    lock = try folder.lock(TreeFiles.lockName)
    let recovery = Recovery(
      files: TreeFiles(folder: folder), signer: signer, origin: Array(origin.utf8),
      tileLimit: UInt64(Self.batchLimit / TilePath.fullWidth + 1))
    (writer, opening) = try recovery.open()
    key = signer.key
  }

  /// Whether it answers nothing more: a call has failed, or it was closed.
  public var hasStopped: Bool { failure != nil }

  /// Writes no more and gives the lock back, so that the ledger can be opened again; what waits is refused.
  public func close() {
    stop()
    lock = nil
  }

  /// The last checkpoint, as it lies in its file.
  public var checkpoint: SignedNote { writer.note }

  /// Appends an entry; returns when it is durable and proved.
  public func append(_ entry: LedgerEntry) async throws(LedgerFailure) -> Receipt {
    let receipts = try await append([entry])
    guard let receipt = receipts.first else { throw .stopped }
    return receipt
  }

  /// Appends entries, in this order and in one batch; returns when all are durable and proved.
  public func append(_ entries: [LedgerEntry]) async throws(LedgerFailure) -> [Receipt] {
    var octets: [[UInt8]] = []
    octets.reserveCapacity(entries.count)
    do {
      for entry in entries { octets.append(try entry.encoded()) }
    } catch {
      throw .malformed(path: "entry", error)
    }
    if let failure { throw failure }
    if octets.isEmpty { return [] }
    guard octets.count <= Self.batchLimit, waitingCount + octets.count <= Self.waitingLimit else {
      throw .tooManyWaiting(limit: octets.count > Self.batchLimit ? Self.batchLimit : Self.waitingLimit)
    }
    let size = octets.reduce(0) { $0 + $1.count }
    guard size <= Self.batchLimitOctets, waitingOctets + size <= Self.waitingLimitOctets else {
      throw .tooMuchWaiting(
        limitOctets: size > Self.batchLimitOctets ? Self.batchLimitOctets : Self.waitingLimitOctets)
    }
    let result = await withCheckedContinuation { answer in
      waiting.append(Waiting(entries: octets, octets: size, answer: answer))
      waitingCount += octets.count
      waitingOctets += size
      schedule()
    }
    return try result.get()
  }

  /// The entries among the last ones that came late, as they were before they were marked so: what a replay
  /// that was cut off had put there.
  func lateEntries(within count: UInt64) throws(LedgerFailure) -> Set<[UInt8]> {
    var late: Set<[UInt8]> = []
    do {
      var index = writer.size - min(writer.size, count)
      while index < writer.size {
        let bundle = try writer.files.bundle(index >> 8, treeSize: writer.size)
        for place in Int(index & 255)..<bundle.count {
          var entry = try LedgerEntry(parsing: bundle[place])
          guard entry.late != nil else { continue }
          entry.late = nil
          late.insert(try entry.encoded())
        }
        index = (index & ~255) + 256
      }
    } catch {
      throw .malformed(path: writer.files.folder.path, error)
    }
    return late
  }

  private func schedule() {
    guard !isScheduled else { return }
    isScheduled = true
    Task { commit() }
  }

  /// Writes what waits, as much as a batch takes.
  private func commit() {
    isScheduled = false
    // It may have been closed, or stopped, since this was asked for.
    guard failure == nil, !waiting.isEmpty else { return }
    var batch: [[UInt8]] = []
    var octets = 0
    var taken = 0
    for item in waiting {
      guard
        taken == 0
          || (batch.count + item.entries.count <= Self.batchLimit
            && octets + item.octets <= Self.batchLimitOctets)
      else { break }
      batch += item.entries
      octets += item.octets
      taken += 1
    }
    let answered = Array(waiting.prefix(taken))
    waiting.removeFirst(taken)
    waitingCount -= batch.count
    waitingOctets -= octets
    do throws(LedgerFailure) {
      let written = try writer.write(batch)
      var place = 0
      for item in answered {
        let receipts = written.proofs[place..<(place + item.entries.count)].map {
          Receipt(proof: $0, checkpoint: written.checkpoint)
        }
        place += item.entries.count
        item.answer.resume(returning: .success(receipts))
      }
      tidy(written.full)
    } catch {
      for item in answered { item.answer.resume(returning: .failure(error)) }
      stop()
    }
  }

  /// After the answer: files that nobody needs any more.
  private func tidy(_ full: [TilePath]) {
    do throws(LedgerFailure) {
      try writer.tidy(full)
      if !waiting.isEmpty { schedule() }
    } catch {
      // Entries that were answered stay so; a disk that fails here is not to be believed further.
      stop()
    }
  }

  /// After a failure nobody is told that an entry is safe.
  private func stop() {
    failure = .stopped
    for item in waiting { item.answer.resume(returning: .failure(.stopped)) }
    waiting.removeAll()
    waitingCount = 0
    waitingOctets = 0
  }
}
