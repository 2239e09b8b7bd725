import Foundation
import Synchronization
import WatchRecords

/// The watch's end: it takes lines at once, and brings them to the console as that can be reached.
///
/// Nothing that happens to the console slows who captures: what waits is bounded, see ``BatchQueue``. A
/// capture file can wait, and does where it is asked to.
public final class WatchSender: Sendable {
  private struct State {
    var queue = BatchQueue()
    var isEnding = false
    var isConnected = false
  }

  private let path: String
  private let sensor: String
  private let run: Int64
  private let state = Mutex(State())
  private let added = DispatchSemaphore(value: 0)
  private let kept = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - path: of the console's socket
  ///   - sensor: as the site calls it: letters, digits, `-`, `_` and `.`
  ///   - run: tells this start from others
  public init(to path: String, sensor: String, run: Int64) {
    self.path = path
    self.sensor = sensor
    self.run = run
    let thread = Thread { [self] in work() }
    thread.name = "sender"
    thread.start()
  }

  /// Takes lines over and leaves none.
  ///
  /// - Parameter waits: until there is room, rather than to give anything up
  public func send(_ lines: inout [UInt8], waits: Bool) {
    guard !lines.isEmpty else { return }
    var start = 0
    while start < lines.count {
      var end = min(lines.count, start + WatchMessage.batchLimit)
      // A batch is whole lines.
      if end < lines.count { end = lines[start..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? end }
      let part = Array(lines[start..<end])
      if waits {
        while !state.withLock({ $0.queue.hasRoom(for: part.count) }) { _ = kept.wait(timeout: .now() + 1) }
      }
      state.withLock { $0.queue.add(part) }
      added.signal()
      start = end
    }
    lines.removeAll(keepingCapacity: true)
  }

  /// Lines that were given up because the console was away for too long.
  public var droppedLines: UInt64 { state.withLock { $0.queue.droppedLines } }

  public var isConnected: Bool { state.withLock { $0.isConnected } }

  /// Waits until the console keeps everything, so long at most.
  ///
  /// - Returns: whether it does
  public func finish(within seconds: Int) -> Bool {
    state.withLock { $0.isEnding = true }
    added.signal()
    return ended.wait(timeout: .now() + .seconds(seconds)) == .success
  }

  private func work() {
    while true {
      if let socket = try? LocalSocket.connect(to: path) {
        let isDone = serve(socket)
        state.withLock { $0.isConnected = false }
        if isDone { break }
      }
      if state.withLock({ $0.isEnding && $0.queue.isEmpty }) { break }
      _ = added.wait(timeout: .now() + .milliseconds(250))
      Thread.sleep(forTimeInterval: 0.1)
    }
    ended.signal()
  }

  /// Sends what waits, a batch at a time.
  ///
  /// - Returns: false where the connection broke, true where all was said that will be
  private func serve(_ socket: LocalSocket) -> Bool {
    var reader = WatchMessageReader()
    guard socket.send(WatchMessage.hello(sensor: sensor, run: run).octets),
      let known = hear(from: socket, &reader)
    else { return false }
    state.withLock {
      $0.isConnected = true
      $0.queue.acknowledge(known)
    }
    while true {
      let (next, isEnding) = state.withLock { ($0.queue.waiting.first, $0.isEnding) }
      guard let next else {
        if isEnding { return true }
        _ = added.wait(timeout: .now() + 1)
        continue
      }
      guard socket.send(WatchMessage.batch(number: next.number, lines: next.lines).octets),
        let number = hear(from: socket, &reader)
      else { return false }
      state.withLock { $0.queue.acknowledge(number) }
      kept.signal()
    }
  }

  /// Up to which batch the console keeps all; nil where it is gone or says something else.
  private func hear(from socket: LocalSocket, _ reader: inout WatchMessageReader) -> Int64? {
    while true {
      do {
        if let message = try reader.next() {
          guard case .acknowledged(let number) = message else { return nil }
          return number
        }
      } catch {
        return nil
      }
      let octets = socket.receive(atMost: 4_096)
      guard !octets.isEmpty else { return nil }
      reader.append(octets)
    }
  }
}
