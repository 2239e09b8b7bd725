import IdentityRecords
import Testing
import Vocabulary

@testable import Identity

@Suite("Failed attempts")
struct ThrottleTests {
  let plant: TestPlant
  let home = TestPlant.device(1)

  init() throws {
    plant = try TestPlant()
    _ = try plant.worker()
  }

  /// Guesses from ever new devices and addresses, as fast as answers allow. How many were tried, until it is
  /// closed.
  func guess(for duration: Duration) throws -> (guesses: Int, closed: Bool) {
    let end = plant.now.advanced(by: duration)
    var guesses = 0
    var number: UInt8 = 100
    while plant.now < end {
      number = number == 250 ? 100 : number + 1
      let error = refusal {
        _ = try plant.signIn(
          password: "guess \(guesses)", device: TestPlant.device(number), address: "192.0.2.\(guesses)")
      }
      switch error {
      case .refused: guesses += 1
      case .wait(let deadline):
        plant.pass(min(deadline.left(at: plant.now), .nanoseconds(end.nanoseconds(since: plant.now))))
      case .closedToNewDevices: return (guesses, true)
      default:
        Issue.record("\(String(describing: error))")
        return (guesses, true)
      }
    }
    return (guesses, false)
  }

  @Test(
    "from any number of devices and addresses: 44 guesses on the first day, then 24 a day, none beyond 100"
  )
  func guessesADay() throws {
    let days = try (0..<5).map { _ in try guess(for: .seconds(86_400)) }
    #expect(days.map(\.guesses) == [44, 24, 24, 8, 0])
    #expect(days.map(\.closed) == [false, false, false, true, true])
  }

  @Test("elsewhere keep nobody out at a device where they worked before, and open the name again slowly")
  func shiftIsNotLockedOut() throws {
    _ = try plant.signIn(device: home)
    for _ in 0..<4 { _ = try guess(for: .seconds(86_400)) }
    #expect(try guess(for: .seconds(60)).closed)
    #expect(refusal { _ = try plant.signIn(device: TestPlant.device(2)) } == .closedToNewDevices)
    _ = try plant.signIn(device: home)
    // Not wide open: one guess an hour.
    let day = try guess(for: .seconds(86_400))
    #expect(day.guesses <= 24)
    _ = try plant.signIn(device: home)
  }

  @Test("an administrator can admit a device while the name is closed")
  func admitted() throws {
    for _ in 0..<5 { _ = try guess(for: .seconds(86_400)) }
    #expect(refusal { _ = try plant.signIn(device: home) } == .closedToNewDevices)
    let account = try #require(try plant.store.account(login: "anna"))
    try plant.people.admit(home, of: account.pseudonym)
    _ = try plant.signIn(device: home)
  }

  @Test("at a known device slow down, and at 100 in a row it is known no more")
  func knownDevice() throws {
    _ = try plant.signIn(device: home)
    var guesses = 0
    while guesses < 100 {
      switch refusal({ _ = try plant.signIn(password: "wrong", device: home) }) {
      case .refused: guesses += 1
      case .wait(let deadline): plant.pass(deadline.left(at: plant.now))
      case let other:
        Issue.record("\(guesses): \(String(describing: other))")
        return
      }
    }
    let account = try #require(try plant.store.account(login: "anna"))
    plant.pass(.seconds(3600))
    #expect(refusal { _ = try plant.signIn(device: home) } == .closedToNewDevices)
    #expect(try !plant.store.isKnown(home, to: account.pseudonym))
  }

  @Test("the first are free, so that a mistyped password costs nothing; a success clears them")
  func free() throws {
    for _ in 0..<5 { #expect(refusal { _ = try plant.signIn(password: "oops", device: home) } == .refused) }
    _ = try plant.signIn(device: home)
    for _ in 0..<10 { #expect(refusal { _ = try plant.signIn(password: "oops", device: home) } == .refused) }
    #expect(refusal { _ = try plant.signIn(password: "oops", device: home) } == .refused)
    guard case .wait(let deadline) = refusal({ _ = try plant.signIn(device: home) }) else {
      Issue.record("not slowed down")
      return
    }
    #expect(deadline.words(at: plant.now) == "1 s")
    plant.pass(.seconds(1))
    _ = try plant.signIn(device: home)
  }

  @Test("at one address, over many names, slow that address down")
  func spraying() throws {
    var tried = 0
    for number in 0..<60 {
      if refusal({ _ = try plant.signIn("name\(number)", device: TestPlant.device(9), address: "192.0.2.1") })
        == .refused
      {
        tried += 1
      }
    }
    #expect(tried == 31)
    #expect(refusal { _ = try plant.signIn(device: TestPlant.device(8), address: "192.0.2.2") } == nil)
  }

  @Test("of who has no account are counted and answered like others")
  func unknownNames() throws {
    func answers(_ login: String) -> [String] {
      (0..<20).map { _ in
        switch refusal({
          _ = try plant.signIn(login, password: "x", device: TestPlant.device(9), address: login)
        }) {
        case .refused: "refused"
        case .wait(let deadline): "wait \(deadline.words(at: plant.now))"
        case let other: "\(String(describing: other))"
        }
      }
    }
    #expect(answers("anna") == answers("nobody"))
  }

  @Test("a clock that goes back makes no wait longer than it was")
  func clockBack() {
    let rule = ThrottleRule.name
    var state = ThrottleState.none
    for _ in 0..<15 { state = rule.counted(state, at: TestPlant.start) }
    let yesterday = TestPlant.start.advanced(by: .seconds(-86_400))
    #expect(
      rule.verdict(state, at: TestPlant.start) == .wait(until: TestPlant.start.advanced(by: .seconds(32))))
    #expect(rule.verdict(state, at: yesterday) == .wait(until: yesterday.advanced(by: .seconds(32))))
  }
}
