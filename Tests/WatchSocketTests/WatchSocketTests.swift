import BuiltProgram
import Foundation
import Glibc
import Synchronization
import Testing
import WatchRecords

@testable import WatchSocket

@Suite("A watch and its console")
struct WatchSocketTests {
  /// What keeps batches in memory, and fails when it is told to.
  private final class Shelf: Sendable {
    struct State {
      var numbers: [Int64] = []
      var ids: [String] = []
      var told: [String] = []
      var failures = 0
    }

    let state = Mutex(State())

    var keeper: WatchReceiver.Keeper {
      WatchReceiver.Keeper(
        last: { [self] _, _ in state.withLock { $0.numbers.last ?? 0 } },
        keep: { [self] lines, _, _, number in
          try state.withLock {
            if $0.failures > 0 {
              $0.failures -= 1
              throw WatchSocketError(path: "shelf", reason: "full")
            }
            guard number > $0.numbers.last ?? 0 else { return }
            $0.numbers.append(number)
            for case .withdrawn(let id, _) in lines { $0.ids.append(id) }
          }
        }, told: { [self] line in state.withLock { $0.told.append(line) } })
    }
  }

  private static let users: Set<UInt32> = [getuid()]

  private static func line(_ id: Int) -> [UInt8] {
    Array(
      """
      {"schema":"bulkhead.inspect.line/1","type":"withdrawn","id":"\(id)","last":"2026-03-02T07:00:00Z"}

      """.utf8)
  }

  private let folder: ScratchFolder
  private let path: String

  init() throws {
    folder = try ScratchFolder()
    path = folder.path + "/watch.sock"
  }

  @Test("every line comes over, in order, once")
  func whole() throws {
    let shelf = Shelf()
    let receiver = try WatchReceiver(at: path, users: Self.users, keeper: shelf.keeper)
    defer { receiver.stop() }
    let sender = WatchSender(to: path, sensor: "line-1", run: 1)
    for id in 1...200 {
      var lines = Self.line(id)
      sender.send(&lines, waits: true)
      #expect(lines.isEmpty)
    }
    #expect(sender.finish(within: 30))
    #expect(shelf.state.withLock(\.ids) == (1...200).map(String.init))
    #expect(sender.droppedLines == 0)
  }

  @Test("what was sent before the console came, and while it was away, comes over when it is there")
  func away() throws {
    let shelf = Shelf()
    let sender = WatchSender(to: path, sensor: "line-1", run: 1)
    var id = 0
    func send(_ count: Int) {
      for _ in 0..<count {
        id += 1
        var lines = Self.line(id)
        sender.send(&lines, waits: false)
      }
    }
    send(5)
    for _ in 0..<3 {
      let receiver = try WatchReceiver(at: path, users: Self.users, keeper: shelf.keeper)
      send(20)
      receiver.stop()
      send(5)
    }
    let receiver = try WatchReceiver(at: path, users: Self.users, keeper: shelf.keeper)
    defer { receiver.stop() }
    #expect(sender.finish(within: 30))
    #expect(shelf.state.withLock(\.ids) == (1...id).map(String.init))
  }

  @Test("a batch that could not be kept is said again")
  func failing() throws {
    let shelf = Shelf()
    shelf.state.withLock { $0.failures = 2 }
    let receiver = try WatchReceiver(at: path, users: Self.users, keeper: shelf.keeper)
    defer { receiver.stop() }
    let sender = WatchSender(to: path, sensor: "line-1", run: 1)
    var lines = Self.line(1)
    sender.send(&lines, waits: false)
    #expect(sender.finish(within: 30))
    #expect(shelf.state.withLock(\.ids) == ["1"])
    #expect(shelf.state.withLock(\.told).count == 2)
  }

  @Test("a batch that is no batch is refused and told, and those behind it come over")
  func refused() throws {
    let shelf = Shelf()
    let receiver = try WatchReceiver(at: path, users: Self.users, keeper: shelf.keeper)
    defer { receiver.stop() }
    let sender = WatchSender(to: path, sensor: "line-1", run: 1)
    var wrong = Array("{\"type\":\n".utf8)
    sender.send(&wrong, waits: false)
    var lines = Self.line(2)
    sender.send(&lines, waits: false)
    #expect(sender.finish(within: 30))
    #expect(shelf.state.withLock(\.ids) == ["2"])
    #expect(shelf.state.withLock(\.told).first?.contains("line 1 of the batch") == true)
  }

  @Test("who is another user's process is turned away")
  func stranger() throws {
    let shelf = Shelf()
    let receiver = try WatchReceiver(at: path, users: [getuid() &+ 1], keeper: shelf.keeper)
    defer { receiver.stop() }
    let sender = WatchSender(to: path, sensor: "line-1", run: 1)
    var lines = Self.line(1)
    sender.send(&lines, waits: false)
    #expect(!sender.finish(within: 1))
    #expect(shelf.state.withLock(\.ids).isEmpty)
    #expect(shelf.state.withLock(\.told).first?.contains("turned away") == true)
  }

  @Test("two consoles can't listen at one path, and a file there is left alone")
  func taken() throws {
    let shelf = Shelf()
    let receiver = try WatchReceiver(at: path, users: Self.users, keeper: shelf.keeper)
    defer { receiver.stop() }
    let error = #expect(throws: WatchSocketError.self) {
      try WatchReceiver(at: path, users: Self.users, keeper: shelf.keeper)
    }
    #expect(error?.reason == "another process listens there already")
    let file = try folder.file("notes", [1])
    #expect(throws: WatchSocketError.self) {
      try WatchReceiver(at: file, users: Self.users, keeper: shelf.keeper)
    }
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test("the socket is for its owner and group alone")
  func mode() throws {
    let shelf = Shelf()
    let receiver = try WatchReceiver(at: path, users: Self.users, keeper: shelf.keeper)
    defer { receiver.stop() }
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o660)
  }
}

@Suite("Batches that wait")
struct BatchQueueTests {
  private static func line(_ type: String, octets: Int) -> [UInt8] {
    let head = "{\"schema\":\"bulkhead.inspect.line/1\",\"type\":\"\(type)\",\"x\":\""
    return Array(head.utf8) + [UInt8](repeating: 0x78, count: max(0, octets - head.utf8.count - 3))
      + Array("\"}\n".utf8)
  }

  @Test("are bounded: where the console is away for long, findings and assets are what stays")
  func bounded() {
    var queue = BatchQueue()
    let conversations = Self.line("conversation", octets: 1 << 20)
    queue.add(Self.line("finding", octets: 200))
    for _ in 0..<64 {
      queue.add(conversations)
      #expect(queue.octets <= BatchQueue.octetLimit)
    }
    queue.add(Self.line("finding", octets: 300))
    #expect(queue.octets <= BatchQueue.octetLimit)
    #expect(queue.droppedLines > 40)
    #expect(queue.waiting.map(\.number) == Array(1...66))
    let kept = queue.waiting.map(\.lines).filter {
      String(decoding: $0.prefix(80), as: UTF8.self).contains("finding")
    }
    #expect(kept.count == 2)
  }

  @Test("are bounded by findings alone, too: the oldest give way, the one that is on its way stays")
  func findings() {
    var queue = BatchQueue()
    for _ in 0..<64 { queue.add(Self.line("finding", octets: 1 << 20)) }
    #expect(queue.octets <= BatchQueue.octetLimit)
    #expect(queue.waiting.first?.lines.isEmpty == false)
    #expect(queue.waiting.last?.lines.isEmpty == false)
    #expect(queue.waiting.map(\.number) == Array(1...64))
  }
}
