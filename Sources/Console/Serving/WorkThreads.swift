import NIOPosix

/// Threads that may wait: for the disk, for the ledger, for scrypt. Neither the event loops that serve
/// everybody nor Swift's own few threads ever do.
///
/// What runs with this as its preferred executor runs here, the actors that it calls included.
final class WorkThreads: TaskExecutor {
  private let pool: NIOThreadPool

  init(count: Int) {
    pool = NIOThreadPool(numberOfThreads: count)
    pool.start()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // SAFETY: the pool keeps this executor until the job ran.
    // A pool that is being stopped runs what it still has: a job that is dropped would never end its task.
    pool.submit { _ in unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  func run<Answer: Sendable>(_ body: @Sendable () async throws -> Answer) async rethrows -> Answer {
    try await withTaskExecutorPreference(self) { try await body() }
  }

  func stop() async throws { try await pool.shutdownGracefully() }
}
