import Dispatch
public import Sealing
import Synchronization

/// Turns passwords into what is stored, and holds them against it. One guess costs `cost`; as many at once as
/// `concurrentLimit` allows, so that a flood of sign-ins does not take the machine's memory.
public final class PasswordHasher: Sendable {
  /// At 128 MiB each, what sign-ins take together.
  public static let concurrentLimit = 2
  /// Who would wait longer than some seconds is told to come again.
  public static let waitingLimit = 32
  static let saltOctets = 16

  public let cost: ScryptCost
  private let random: RandomOctets
  private let turns = DispatchSemaphore(value: PasswordHasher.concurrentLimit)
  private let counts = Mutex((waiting: 0, computed: 0))

  public init(cost: ScryptCost = .standard, random: @escaping RandomOctets) {
    self.cost = cost
    self.random = random
  }

  /// How often scrypt was computed.
  public var computations: Int { counts.withLock { $0.computed } }

  /// `scrypt ln=17,r=8,p=1 SALT RESULT`.
  public func hash(_ password: Password) throws(IdentityError) -> String {
    let salt = random(Self.saltOctets)
    let result = try stretch(password, cost: cost, salt: salt)
    return "scrypt \(cost) \(Hexadecimal.text(salt)) \(Hexadecimal.text(result))"
  }

  /// Holds a password against what is stored. Where nothing is, scrypt is computed all the same: the time
  /// tells nobody whether there is such an account.
  /// - Returns: whether it is the one, and whether it should be stored anew at today's cost.
  func verify(
    _ password: Password, against stored: String?
  ) throws(IdentityError) -> (isRight: Bool, isOutdated: Bool) {
    guard password.characters <= Password.limitCharacters else { return (false, false) }
    let words = (stored ?? "").split(separator: " ")
    guard words.count == 4, words[0] == "scrypt", let cost = ScryptCost(words[1]),
      let salt = Hexadecimal.octets(words[2]), let expected = Hexadecimal.octets(words[3])
    else {
      _ = try stretch(password, cost: cost, salt: [UInt8](repeating: 0, count: Self.saltOctets))
      return (false, false)
    }
    let result = try stretch(password, cost: cost, salt: salt)
    return (isSame(result, expected), cost != self.cost)
  }

  private func stretch(_ password: Password, cost: ScryptCost, salt: [UInt8]) throws(IdentityError) -> [UInt8]
  {
    let mayWait = counts.withLock { counts in
      guard counts.waiting < Self.waitingLimit else { return false }
      counts.waiting += 1
      return true
    }
    guard mayWait else { throw .busy }
    turns.wait()
    defer {
      turns.signal()
      counts.withLock {
        $0.waiting -= 1
        $0.computed += 1
      }
    }
    do { return try cost.key(from: password.octets, salt: salt).octets } catch { throw .sealing(error) }
  }
}
