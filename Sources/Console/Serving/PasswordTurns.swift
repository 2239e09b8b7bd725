import Synchronization

/// So many requests that may need scrypt are under way at once; who comes then is told to come again, before
/// anything of the request was looked at: known and unknown names alike.
final class PasswordTurns: Sendable {
  private let limit: Int
  private let taken = Mutex(0)

  init(limit: Int) { self.limit = limit }

  func run<Answer: Sendable>(_ body: @Sendable () async throws -> Answer) async throws -> Answer {
    let isMine = taken.withLock { taken in
      guard taken < limit else { return false }
      taken += 1
      return true
    }
    guard isMine else { throw RequestFault.busy }
    defer { taken.withLock { $0 -= 1 } }
    return try await body()
  }
}
