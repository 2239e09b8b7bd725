import ArgumentParser
import Foundation
import Synchronization

/// The processes of one site, started together and ended together.
final class ServedProcesses: Sendable {
  /// A watch that ended by a fault is started again this many seconds later; twice as late each time, until
  /// it lasted for a minute.
  private static let firstPause = 1
  private static let longestPause = 60
  /// Seconds that processes have to end by themselves.
  private static let patience = 40

  private let console: [String]
  private let watch: [String]
  private let running = Mutex<[Process]>([])
  private let isEnding = Mutex(false)

  init(console: [String], watch: [String]) {
    self.console = console
    self.watch = watch
  }

  /// Returns when a signal came or the console ended, and both are over.
  func run() async throws {
    let signals = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { [self] in number == SIGINT ? endLater() : end() }
      source.resume()
      return source
    }
    let console = try start(console)
    let watching = Task { await keepWatching() }
    let status = await ended(console)
    end()
    await watching.value
    for source in signals { source.cancel() }
    if status != 0 { throw ExitCode(status) }
  }

  private func keepWatching() async {
    var pause = Self.firstPause
    while !isEnding.withLock({ $0 }) {
      let began = ContinuousClock.now
      guard let process = try? start(watch) else { return }
      let status = await ended(process)
      // All captures were replayed, or what was asked for can't be: starting again would change nothing.
      if isEnding.withLock({ $0 }) || status == 0 || status == 2 || (status == 1 && pause > 8) { return }
      if ContinuousClock.now - began > .seconds(60) { pause = Self.firstPause }
      StandardStream.error.write(
        line: "bulkhead: the watch ended with status \(status); it is started again in \(pause) s")
      try? await Task.sleep(for: .seconds(pause))
      pause = min(Self.longestPause, pause * 2)
    }
  }

  private func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = arguments
    try process.run()
    running.withLock { $0.append(process) }
    return process
  }

  private func ended(_ process: Process) async -> Int32 {
    await withCheckedContinuation { continuation in
      let thread = Thread {
        process.waitUntilExit()
        continuation.resume(returning: process.terminationStatus)
      }
      thread.start()
    }
  }

  /// At a terminal Ctrl-C reaches all three, and each ends in order by itself; a second signal would cut
  /// that short, so it comes only where one stays.
  private func endLater() {
    isEnding.withLock { $0 = true }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.patience)) { [self] in terminate() }
  }

  private func end() {
    guard
      isEnding.withLock({ isEnding in
        defer { isEnding = true }
        return !isEnding
      })
    else { return }
    terminate()
  }

  private func terminate() {
    running.withLock { processes in
      for process in processes where process.isRunning { process.terminate() }
    }
  }
}
