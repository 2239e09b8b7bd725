import Dispatch

/// Where a ledger's writer runs: one job after the other, on a thread that may wait for the disk.
final class WritingQueue: SerialExecutor {
  private let queue = DispatchQueue(label: "bulkhead.ledger")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // SAFETY: the job is run once, here, and not touched after; the closure keeps this queue until then.
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
