import IdentityRecords
import Sealing
import Testing
import Vocabulary

@testable import Identity

@Suite("Sessions")
struct SessionTests {
  let plant: TestPlant
  let home = TestPlant.device(1)

  init() throws { plant = try TestPlant() }

  @Test("end when idle, each use moves that end, and a shift's length ends them all the same")
  func ends() throws {
    _ = try plant.worker()
    let session = try plant.signIn(device: home)
    #expect(session.deadline.words(at: plant.now) == "15 min 0 s")
    plant.pass(.seconds(14 * 60))
    let atWork = try plant.people.atWork(session.token, device: home)
    #expect(atWork.deadline.words(at: plant.now) == "15 min 0 s")
    for _ in 0..<40 {
      plant.pass(.seconds(14 * 60))
      _ = try plant.people.atWork(session.token, device: home)
    }
    plant.pass(.seconds(12 * 60))
    #expect(
      try plant.people.atWork(session.token, device: home).deadline.words(at: plant.now) == "14 min 0 s")
    plant.pass(.seconds(14 * 60))
    #expect(refusal { _ = try plant.people.atWork(session.token, device: home) } == .sessionOver(.sessionEnd))
    #expect(refusal { _ = try plant.people.atWork(session.token, device: home) } == .noSession)

    let idle = try plant.signIn(device: home)
    plant.pass(.nanoseconds(15 * 60 * 1_000_000_000 - 1))
    _ = try plant.people.atWork(idle.token, device: home)
    plant.pass(.seconds(15 * 60))
    #expect(refusal { _ = try plant.people.atWork(idle.token, device: home) } == .sessionOver(.idle))
  }

  @Test("what is shown as left is what is decided, at the last nanosecond too")
  func shownAndDecided() throws {
    _ = try plant.worker()
    let session = try plant.signIn(device: home)
    plant.pass(session.deadline.left(at: plant.now) - .nanoseconds(1))
    #expect(!session.deadline.isOver(at: plant.now))
    _ = try plant.people.atWork(session.token, device: home)
    let second = try plant.signIn(device: home)
    plant.pass(second.deadline.left(at: plant.now))
    #expect(second.deadline.isOver(at: plant.now))
    #expect(refusal { _ = try plant.people.atWork(second.token, device: home) } == .sessionOver(.idle))
  }

  @Test("a step-up makes the authentication fresh and changes the token")
  func stepUp() throws {
    _ = try plant.worker()
    let session = try plant.signIn(device: home)
    try plant.people.requireFresh(try plant.people.atWork(session.token, device: home), factors: 1)
    #expect(
      refusal {
        try plant.people.requireFresh(try plant.people.atWork(session.token, device: home), factors: 2)
      } == .stepUpNeeded)
    plant.pass(.seconds(300))
    #expect(
      refusal {
        try plant.people.requireFresh(try plant.people.atWork(session.token, device: home), factors: 1)
      } == .stepUpNeeded)
    #expect(
      refusal { _ = try plant.people.stepUp(session.token, password: "wrong", device: home) } == .refused)
    let fresh = try plant.people.stepUp(session.token, password: TestPlant.password, device: home)
    try plant.people.requireFresh(try plant.people.atWork(fresh.token, device: home), factors: 1)
    #expect(refusal { _ = try plant.people.atWork(session.token, device: home) } == .noSession)
    #expect(fresh.session.ends == session.session.ends, "a step-up makes no session longer")
  }

  @Test("end with their account, its date, and with a changed password, from the next action on")
  func accountEnds() throws {
    let name = try plant.worker(expires: TestPlant.start.advanced(by: .seconds(600)))
    let session = try plant.signIn(device: home)
    #expect(session.deadline.reason == .accountEnd)
    plant.pass(.seconds(600))
    #expect(refusal { _ = try plant.people.atWork(session.token, device: home) } == .sessionOver(.accountEnd))
    #expect(refusal { _ = try plant.signIn(device: home) } == .refused)

    let other = try plant.worker("berta")
    let second = try plant.signIn("berta", device: home)
    try plant.people.changePassword("siebzehn rote Fische", of: other)
    #expect(refusal { _ = try plant.people.atWork(second.token, device: home) } == .noSession)
    #expect(refusal { _ = try plant.signIn("berta", device: home) } == .refused)
    let third = try plant.signIn("berta", password: "siebzehn rote Fische", device: home)
    try plant.people.end(other)
    #expect(refusal { _ = try plant.people.atWork(third.token, device: home) } == .noSession)
    #expect(
      refusal { _ = try plant.signIn("berta", password: "siebzehn rote Fische", device: home) } == .refused)
    #expect(name != other)
  }

  @Test("are sixteen a person at most, the one used longest ago ends; those that ended leave nothing behind")
  func limit() throws {
    let name = try plant.worker()
    var tokens: [SessionToken] = []
    for number in 0..<17 {
      tokens.append(try plant.signIn(device: TestPlant.device(UInt8(number))).token)
      plant.pass(.seconds(1))
    }
    #expect(refusal { _ = try plant.people.atWork(tokens[0], device: TestPlant.device(0)) } == .noSession)
    _ = try plant.people.atWork(tokens[1], device: TestPlant.device(1))
    #expect(try plant.store.sessions(of: name).count == 16)
    plant.pass(.seconds(11 * 3600))
    _ = try plant.signIn(device: home)
    #expect(try plant.store.sessions(of: name).count == 1)
  }

  @Test("signing out ends one, and a token that is none of ours by form is none")
  func signOut() throws {
    _ = try plant.worker()
    let session = try plant.signIn(device: home)
    #expect(SessionToken(session.token.text) == session.token)
    #expect(SessionToken(session.token.text.uppercased()) == session.token)
    for text in ["", "x", session.token.text + "0", String(repeating: "g", count: 64)] {
      #expect(SessionToken(text) == nil)
    }
    try plant.people.signOut(session.token)
    #expect(refusal { _ = try plant.people.atWork(session.token, device: home) } == .noSession)
    #expect(refusal { _ = try plant.people.atWork(nil, device: home) } == .noSession)
  }
}

@Suite("Accounts")
struct AccountTests {
  let plant: TestPlant
  let home = TestPlant.device(1)

  init() throws { plant = try TestPlant() }

  @Test("the first start makes one administrator with a code that works once, and then never again")
  func firstStart() throws {
    let first = try plant.people.firstStart()
    let again = try plant.people.firstStart()
    #expect(first.pseudonym == again.pseudonym)
    #expect(
      refusal {
        _ = try plant.people.redeem(first.code, password: TestPlant.password, address: "a")
      } == .codeNotValid, "the newer code replaced it")
    let account = try plant.people.redeem(again.code, password: TestPlant.password, address: "a")
    #expect(account.roles == [People.administrator])
    #expect(refusal { _ = try plant.people.firstStart() } == .alreadyStarted)
    #expect(try plant.signIn("administrator", device: home).account.pseudonym == account.pseudonym)
    #expect(try plant.store.accounts().count == 1)
  }

  @Test("the first start's code ends after an hour, an invitation's after three days")
  func codesEnd() throws {
    let first = try plant.people.firstStart()
    #expect(first.deadline.words(at: plant.now) == "1 h 0 min")
    plant.pass(.seconds(3600))
    #expect(
      refusal {
        _ = try plant.people.redeem(first.code, password: TestPlant.password, address: "a")
      } == .codeNotValid)
    let invited = try plant.people.invite(Person(login: "anna", name: "Anna"), roles: ["operator"])
    #expect(invited.deadline.words(at: plant.now) == "3 d 0 h")
    plant.pass(.seconds(72 * 3600) - .nanoseconds(1))
    _ = try plant.people.redeem(invited.code, password: TestPlant.password, address: "a")
  }

  @Test("a weak password costs no invitation, and a name is given once, in whatever letters")
  func invitations() throws {
    let invited = try plant.people.invite(Person(login: "Anna", name: "Anna Schmidt"), roles: ["operator"])
    #expect(
      refusal { _ = try plant.people.redeem(invited.code, password: "short", address: "a") }
        == .password([.tooShort(characters: 5, least: 15)]))
    #expect(
      refusal { _ = try plant.people.redeem(invited.code, password: "schmidt schmidt 1", address: "a") }
        == .password([.ownWord("schmidt")]))
    #expect(refusal { _ = try plant.signIn(password: "", device: home) } == .refused, "not before it is used")
    _ = try plant.people.redeem(invited.code.lowercased(), password: TestPlant.password, address: "a")
    #expect(
      refusal { _ = try plant.people.invite(Person(login: " anna ", name: "x"), roles: []) } == .nameTaken)
    _ = try plant.signIn(" ANNA", device: home)
  }

  @Test("an account that ended is not opened by an invitation, a recovery code or an envelope of before")
  func endedBeforeUse() throws {
    let invited = try plant.people.invite(Person(login: "anna", name: "Anna"), roles: ["operator"])
    try plant.people.end(invited.pseudonym)
    #expect(
      refusal { _ = try plant.people.redeem(invited.code, password: TestPlant.password, address: "a") }
        == .codeNotValid)
    let name = try plant.worker("berta")
    let envelope = try plant.people.sealEnvelope(for: name)
    _ = try plant.people.newRecoveryCodes(of: name)
    try plant.people.end(name)
    #expect(
      refusal {
        _ = try plant.people.breakGlass(envelope.code, reason: "Ofen 3 brennt", device: home, address: "a")
      } == .codeNotValid)
    #expect(try plant.people.recoveryCodesLeft(of: name) == 0)
    let late = try plant.people.invite(
      Person(login: "carl", name: "Carl"), roles: [], expires: plant.now.advanced(by: .seconds(60)))
    plant.pass(.seconds(60))
    #expect(
      refusal { _ = try plant.people.redeem(late.code, password: TestPlant.password, address: "a") }
        == .codeNotValid)
  }

  @Test(
    "a sign-in name has from 1 to 128 characters", arguments: ["", "  ", String(repeating: "a", count: 129)])
  func nameLength(login: String) {
    #expect(
      refusal { _ = try plant.people.invite(Person(login: login, name: "x"), roles: []) } == .nameNotValid)
  }

  @Test("an account that is invited again has neither its password nor its second factor")
  func invitedAgain() throws {
    let name = try plant.worker()
    _ = try secondFactor(of: name)
    let session = try plant.signIn(code: try code(), device: home)
    let handed = try plant.people.inviteAgain(name)
    #expect(refusal { _ = try plant.people.atWork(session.token, device: home) } == .noSession)
    #expect(refusal { _ = try plant.signIn(code: "000000", device: home) } == .refused)
    #expect(try plant.people.recoveryCodesLeft(of: name) == 0)
    _ = try plant.people.redeem(handed.code, password: "siebzehn rote Fische", address: "a")
    _ = try plant.signIn(password: "siebzehn rote Fische", device: home)
  }

  @Test("a second factor counts once a code of it was shown; recovery codes stand in for it, each once")
  func secondFactor() throws {
    let name = try plant.worker()
    let codes = try secondFactor(of: name)
    #expect(codes.count == 10 && Set(codes).count == 10)
    #expect(refusal { _ = try plant.signIn(device: home) } == .codeNeeded)
    #expect(refusal { _ = try plant.signIn(code: "000000", device: home) } == .refused)
    plant.pass(.seconds(60))
    #expect(try plant.signIn(code: try code(), device: home).session.factors == 2)
    let recovered = try plant.signIn(code: codes[3], device: home)
    #expect(recovered.event.isLoud)
    #expect(refusal { _ = try plant.signIn(code: codes[3], device: home) } == .refused)
    #expect(try plant.people.recoveryCodesLeft(of: name) == 9)
    let other = try plant.worker("berta")
    let others = try plant.people.newRecoveryCodes(of: other)
    #expect(refusal { _ = try plant.signIn(code: others[0], device: home) } == .refused)
    #expect(try plant.people.recoveryCodesLeft(of: other) == 10, "another's code is not used up")
    #expect(
      refusal { _ = try plant.people.confirmSecondFactor("AAAA", code: "1", of: name) } == .seedNotValid)
  }

  @Test("a password stored at an older cost is stored anew at sign-in")
  func upgradedCost() throws {
    let name = try plant.worker()
    let dearer = PasswordHasher(cost: ScryptCost(logN: 5, r: 8, p: 1), random: SystemRandom.octets)
    let time = plant.now
    let people = People(
      site: "Werk Nord", store: plant.store, hasher: dearer,
      surroundings: Surroundings(now: { time }, random: SystemRandom.octets))
    _ = try people.signIn(login: "anna", password: TestPlant.password, device: home, address: "a")
    #expect(try plant.store.password(of: name)?.text.hasPrefix("scrypt ln=5,r=8,p=1 ") == true)
    _ = try people.signIn(login: "anna", password: TestPlant.password, device: home, address: "a")
    #expect(dearer.computations == 3)
  }

  @Test("who was forgotten is nobody any more; the pseudonym stays")
  func forgotten() throws {
    let name = try plant.worker()
    let session = try plant.signIn(device: home)
    try plant.people.forget(name)
    #expect(try plant.store.person(name) == nil)
    #expect(refusal { _ = try plant.people.atWork(session.token, device: home) } == .noSession)
    #expect(refusal { _ = try plant.signIn(device: home) } == .refused)
    #expect(try plant.store.account(name)?.state == .forgotten)
    _ = try plant.worker()
    #expect(try plant.store.account(login: "anna")?.pseudonym != name, "the name is free again")
  }

  @Test("the envelope opens its account once, with a reason, for an hour at most, and loudly")
  func breakGlass() throws {
    let name = try plant.worker("notfall", roles: ["emergency"])
    let old = try plant.people.sealEnvelope(for: name)
    let envelope = try plant.people.sealEnvelope(for: name)
    func open(_ code: String, _ reason: String = "Ofen 3 brennt, Leitung nicht erreichbar") throws -> SignedIn
    {
      try plant.people.breakGlass(code, reason: reason, device: home, address: "a")
    }
    #expect(refusal { _ = try open(old.code) } == .codeNotValid)
    #expect(refusal { _ = try open(envelope.code, "  darum   ") } == .reasonNeeded)
    #expect(refusal { _ = try open(envelope.code, "Notfall has the only key") } == .reasonNamesSomebody)
    #expect(refusal { _ = try open(old.code, "Notfall has the only key") } == .codeNotValid)
    let opened = try open(envelope.code)
    #expect(opened.event.isLoud)
    #expect(opened.event.kind == .breakGlass(reason: "Ofen 3 brennt, Leitung nicht erreichbar"))
    #expect(opened.session.kind == .breakGlass(reason: "Ofen 3 brennt, Leitung nicht erreichbar"))
    #expect(refusal { _ = try open(envelope.code) } == .codeNotValid)
    for _ in 0..<5 {
      plant.pass(.seconds(600))
      #expect(try plant.people.atWork(opened.token, device: home).account.pseudonym == name)
    }
    plant.pass(.seconds(600))
    #expect(refusal { _ = try plant.people.atWork(opened.token, device: home) } == .sessionOver(.breakGlass))
  }

  /// Seed of the last `secondFactor(of:)`.
  private func secondFactor(of name: Pseudonym) throws -> [String] {
    let (seed, _) = try plant.people.newSecondFactor(of: name)
    let octets = try #require(CodeText.octets(ofSeed: seed))
    let code = TimeCode.code(seed: octets, step: TimeCode.step(at: plant.now) - 1)
    return try plant.people.confirmSecondFactor(seed, code: code, of: name)
  }

  private func code(_ login: String = "anna") throws -> String {
    let account = try #require(try plant.store.account(login: login))
    let seed = try #require(try plant.store.seed(of: account.pseudonym))
    return TimeCode.code(seed: seed.seed, step: TimeCode.step(at: plant.now))
  }
}
