import Glibc
import LiveCapture

/// How far reading has come: one line on standard error, for work of more than a second, on a terminal only.
struct ProgressBar {
  private static let columns = 40

  private let isShown = StandardStream.error.isTerminal
  private let start = Self.now()
  private var last: Int64 = 0
  private var wasDrawn = false

  mutating func show(_ done: Int, of all: Int?) {
    guard isShown else { return }
    let now = Self.now()
    guard now - start > 1_000, now - last > 100 else { return }
    last = now
    wasDrawn = true
    let megabytes = "\(done / 1_000_000) MB"
    guard let all, all > 0 else { return draw("reading  \(megabytes)") }
    let filled = min(Self.columns, done * Self.columns / all)
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: Self.columns - filled)
    draw("reading  [\(bar)] \(min(100, done * 100 / all)) %  \(megabytes)")
  }

  /// Of a live capture nobody knows the end: what was captured, and how to end it.
  mutating func show(_ summary: LiveSummary) {
    guard isShown else { return }
    wasDrawn = true
    draw(
      "listening on \(summary.interface)  \(summary.counts.packets) packets, \(summary.kernelDropped) lost  "
        + "(Ctrl-C ends it and reports)")
  }

  mutating func finish() {
    guard wasDrawn else { return }
    StandardStream.error.write(Array("\r\u{1B}[K".utf8))
    wasDrawn = false
  }

  private func draw(_ text: String) {
    StandardStream.error.write(Array("\r\u{1B}[K\(text)".utf8))
  }

  /// Milliseconds of a clock that only goes forward.
  private static func now() -> Int64 {
    var time = timespec()
    // SAFETY: the pointer is to a local value and is not kept.
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
