import Foundation
import Glibc

/// `tcpdump --count` on the same capture: it does no more than read the packets, the floor of all analysers.
enum Peer {
  /// Nanoseconds of processor time, the fewest of several runs; nil where tcpdump is not installed.
  static func nanoseconds(_ capture: [UInt8], rounds: Int) throws -> Double? {
    let file = FileManager.default.temporaryDirectory.appending(path: "bulkhead-\(getpid()).pcap")
    try Data(capture).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var best: Double?
    for _ in 0..<rounds {
      let before = childNanoseconds()
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["tcpdump", "-n", "--count", "-r", file.path]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { return nil }
      best = min(best ?? .infinity, childNanoseconds() - before)
    }
    return best
  }

  private static func childNanoseconds() -> Double {
    var usage = rusage()
    // SAFETY: the call writes one rusage into the variable, which outlives it.
    _ = unsafe getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime)
  }

  private static func nanoseconds(_ time: timeval) -> Double {
    Double(time.tv_sec) * 1e9 + Double(time.tv_usec) * 1e3
  }
}
