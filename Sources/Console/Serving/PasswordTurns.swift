import Synchronization

/// So many requests that may need scrypt are under way at once, and few of one address, so that one machine
/// can't take all turns. Who comes then is told to come again, before anything of the request was looked at:
/// known and unknown names alike.
final class PasswordTurns: Sendable {
  private let limit: Int
  private let limitOfOneAddress: Int
  private let taken = Mutex([String: Int]())

  init(limit: Int, ofOneAddress: Int) {
    self.limit = limit
    limitOfOneAddress = ofOneAddress
  }

  func run<Answer: Sendable>(
    for address: String, _ body: @Sendable () async throws -> Answer
  ) async throws -> Answer {
    let isMine = taken.withLock { taken in
      guard taken.values.reduce(0, +) < limit, taken[address, default: 0] < limitOfOneAddress else {
        return false
      }
      taken[address, default: 0] += 1
      return true
    }
    guard isMine else { throw RequestFault.busy }
    defer {
      taken.withLock { taken in
        let left = taken[address, default: 1] - 1
        taken[address] = left > 0 ? left : nil
      }
    }
    return try await body()
  }
}
