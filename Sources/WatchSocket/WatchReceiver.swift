import Foundation
import Synchronization
public import WatchRecords

/// The console's end: it listens for watches, and hands each batch to who keeps it.
public final class WatchReceiver: Sendable {
  /// Watches that are connected at once.
  static let connectionLimit = 8

  /// What keeps batches.
  public struct Keeper: Sendable {
    /// The newest batch of a run that is kept; 0 for none.
    let last: @Sendable (_ sensor: String, _ run: Int64) throws -> Int64
    /// Returns once the batch is durable.
    let keep: @Sendable (_ lines: [WatchLine], _ sensor: String, _ run: Int64, _ number: Int64) throws -> Void
    /// What whoever runs it should know, a line each.
    let told: @Sendable (String) -> Void

    public init(
      last: @escaping @Sendable (_ sensor: String, _ run: Int64) throws -> Int64,
      keep:
        @escaping @Sendable (
          _ lines: [WatchLine], _ sensor: String, _ run: Int64, _ number: Int64
        ) throws -> Void, told: @escaping @Sendable (String) -> Void
    ) {
      self.last = last
      self.keep = keep
      self.told = told
    }
  }

  private let socket: LocalSocket
  private let keeper: Keeper
  /// Users whose processes may connect.
  private let users: Set<UInt32>
  private let connections = Mutex<[ObjectIdentifier: LocalSocket]>([:])

  /// Listens at `path` from now on.
  ///
  /// - Parameter users: numbers of the system's users whose watches are heard
  public init(at path: String, users: Set<UInt32>, keeper: Keeper) throws(WatchSocketError) {
    self.keeper = keeper
    self.users = users
    socket = try LocalSocket.listen(at: path)
    let thread = Thread { [self] in
      while let connection = socket.accept() { welcome(connection) }
    }
    thread.name = "receiver"
    thread.start()
  }

  /// Ends it. A batch that is being kept is kept.
  public func stop() {
    socket.shut()
    connections.withLock { for connection in $0.values { connection.shut() } }
  }

  private func welcome(_ connection: LocalSocket) {
    guard let peer = connection.peer, users.contains(peer) else {
      return keeper.told("a process of a user that is no watch of this site was turned away")
    }
    let isTaken = connections.withLock {
      guard $0.count < Self.connectionLimit else { return false }
      $0[ObjectIdentifier(connection)] = connection
      return true
    }
    guard isTaken else {
      return keeper.told("\(Self.connectionLimit) watches are connected: one more was turned away")
    }
    let thread = Thread { [self] in
      hear(connection)
      connections.withLock { $0[ObjectIdentifier(connection)] = nil }
    }
    thread.name = "watch"
    thread.start()
  }

  /// The lines of a batch; none where it is not as lines are: said again it would be no better, and what
  /// comes behind it must not wait.
  private func readable(_ lines: [UInt8], of sensor: String) -> [WatchLine] {
    do throws(WatchLineError) {
      return try WatchLine.read(lines)
    } catch {
      keeper.told("\(sensor): a batch was refused: \(error)")
      return []
    }
  }

  private func hear(_ connection: LocalSocket) {
    var reader = WatchMessageReader()
    var watch: (sensor: String, run: Int64)?
    do {
      while true {
        guard let message = try reader.next() else {
          let octets = connection.receive(atMost: 64 << 10)
          guard !octets.isEmpty else { return }
          reader.append(octets)
          continue
        }
        switch (message, watch) {
        case (.hello(let sensor, let run), nil):
          watch = (sensor, run)
          guard connection.send(WatchMessage.acknowledged(number: try keeper.last(sensor, run)).octets) else {
            return
          }
        case (.batch(let number, let lines), .some(let watch)):
          try keeper.keep(readable(lines, of: watch.sensor), watch.sensor, watch.run, number)
          guard connection.send(WatchMessage.acknowledged(number: number).octets) else { return }
        default: throw WatchMessageReader.Fault()
        }
      }
    } catch is WatchMessageReader.Fault {
      keeper.told("\(watch?.sensor ?? "a watch") said something that is no message; it was disconnected")
    } catch {
      keeper.told("\(watch?.sensor ?? "a watch"): a batch was not kept: \(error)")
      // The watch says it again: not at once, for the reason may last.
      Thread.sleep(forTimeInterval: 1)
    }
  }
}
