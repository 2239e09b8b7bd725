import BuiltProgram
import Crypto
import Foundation
import IdentityRecords
import Sealing
import Synchronization
import Testing
import Vocabulary

@testable import Identity

/// An attack, and the answer that was observed when it was made against the real thing.
struct Attack: Sendable, CustomTestStringConvertible {
  let name: String
  /// Makes the attack; gives what came of it, as it stands in the page.
  let observed: @Sendable (TestPlant) throws -> String

  init(_ name: String, _ observed: @escaping @Sendable (TestPlant) throws -> String) {
    self.name = name
    self.observed = observed
  }

  var testDescription: String { name }

  static let home = TestPlant.device(1)
  static let stranger = TestPlant.device(66)

  /// What an answer is called in the page.
  static func answer(_ body: () throws -> Void) -> String {
    guard let error = refusal(body) else { return "let in" }
    return (error.isLoud ? "loud: " : "") + error.description
  }

  static let all = sessions + certificates + tokens + guessing + clocks + races

  static let sessions = [
    Attack("a session's token is copied to another device") { plant in
      _ = try plant.worker()
      let session = try plant.signIn(device: home)
      let thief = answer { _ = try plant.people.atWork(session.token, device: stranger) }
      let owner = answer { _ = try plant.people.atWork(session.token, device: home) }
      return "\(thief); afterwards the owner: \(owner)"
    },
    Attack("a token is replayed after signing out") { plant in
      _ = try plant.worker()
      let session = try plant.signIn(device: home)
      try plant.people.signOut(session.token)
      return answer { _ = try plant.people.atWork(session.token, device: home) }
    },
    Attack("a token from before a step-up is replayed") { plant in
      _ = try plant.worker()
      let session = try plant.signIn(device: home)
      _ = try plant.people.stepUp(session.token, password: TestPlant.password, device: home)
      return answer { _ = try plant.people.atWork(session.token, device: home) }
    },
    Attack("session fixation: the attacker plants the token of an own session before the victim signs in") {
      plant in
      _ = try plant.worker("attacker")
      let planted = try plant.signIn("attacker", device: home)
      _ = try plant.worker("anna")
      let victim = try plant.signIn("anna", device: home, earlier: planted.token)
      let isNew = victim.token != planted.token
      return "\(isNew ? "a new token" : "the same token"); the planted one: "
        + answer { _ = try plant.people.atWork(planted.token, device: home) }
    },
    Attack("the database is read: are tokens, codes or passwords in it?") { plant in
      _ = try plant.worker()
      let session = try plant.signIn(device: home)
      let code = try plant.people.invite(Person(login: "berta", name: "Berta Krause"), roles: []).code
      let octets = try plant.octets()
      let texts = [
        session.token.text, code, code.replacing("-", with: ""), TestPlant.password, "Krause", "Schmidt",
      ]
      let tokenOctets = Hexadecimal.octets(session.token.text) ?? []
      let found =
        texts.filter { !octets.ranges(of: Array($0.utf8)).isEmpty }.count
        + octets.ranges(of: tokenOctets).count
      return "\(found) of \(texts.count + 1) found"
    },
  ]

  static let certificates = [
    Attack("an expired certificate") { plant in
      let certificate = try plant.certificate().octets
      plant.pass(.seconds(7 * 86_400))
      return answer { _ = try plant.devices.judge(certificate) }
    },
    Attack("a revoked certificate") { plant in
      let (id, certificate) = try plant.certificate()
      for record in try plant.store.certificates(of: id) {
        try plant.devices.revoke(serial: record.serial, reason: .stolen)
      }
      return answer { _ = try plant.devices.judge(certificate) }
    },
    Attack("a certificate of another site's authority") { plant in
      _ = try plant.devices.authority()
      let foreign = try TestPlant().certificate().octets
      return answer { _ = try plant.devices.judge(foreign) }
    },
    Attack("a certificate that the authority's stolen key signed, of which there is no record") { plant in
      let thief = try TestPlant(stolenKey: try plant.authorityKey())
      return answer { _ = try plant.devices.judge(try thief.certificate().octets) }
    },
    Attack("the authority's own certificate as a device's") { plant in
      let authority = octets(try plant.devices.authority())
      return answer { _ = try plant.devices.judge(authority) }
    },
    Attack("a certificate of a device that ended") { plant in
      let (id, certificate) = try plant.certificate()
      try plant.devices.end(id, reason: .retired)
      return answer { _ = try plant.devices.judge(certificate) }
    },
    Attack("renewal with a stolen certificate without its key") { plant in
      let certificate = try plant.certificate().octets
      plant.pass(.seconds(4 * 86_400))
      let thief = TestDevice()
      let request = try thief.request
      return answer {
        _ = try plant.devices.renew(certificate, request: request, proof: try thief.proof(of: request))
      }
    },
    Attack("a request signed by another key than the one it asks for") { plant in
      let announced = try plant.devices.announce(name: "x")
      var request = try TestDevice().request
      request[request.count - 1] ^= 1
      return answer { _ = try plant.devices.enrol(announced.code, request: request) }
    },
  ]

  static let tokens = [
    Attack("a token for another audience") { plant in
      let token = try plant.devices.token(for: "d-1", audience: "console", lasting: .seconds(60))
      return answer { _ = try plant.devices.read(token, audience: "gateway") }
    },
    Attack("a token signed by another site") { plant in
      _ = try plant.devices.token(for: "d-1", audience: "gateway", lasting: .seconds(60))
      let token = try TestPlant().devices.token(for: "d-1", audience: "gateway", lasting: .seconds(60))
      return answer { _ = try plant.devices.read(token, audience: "gateway") }
    },
    Attack("a token whose header says that there is no signature") { plant in
      let token = try plant.devices.token(for: "d-1", audience: "gateway", lasting: .seconds(60))
      let parts = token.split(separator: ".")
      return answer {
        _ = try plant.devices.read("eyJhbGciOiJub25lIn0.\(parts[1]).\(parts[2])", audience: "gateway")
      }
    },
    Attack("an expired token") { plant in
      let token = try plant.devices.token(for: "d-1", audience: "gateway", lasting: .seconds(60))
      plant.pass(.seconds(60))
      return answer { _ = try plant.devices.read(token, audience: "gateway") }
    },
  ]

  static let guessing = [
    Attack("a code of the authenticator app is used a second time within its 30 s") { plant in
      let (name, seed) = try plant.workerWithSecondFactor()
      plant.pass(.seconds(60))
      let code = TimeCode.code(seed: seed, step: TimeCode.step(at: plant.now))
      _ = try plant.signIn(code: code, device: home)
      _ = name
      return answer { _ = try plant.signIn(code: code, device: home) }
    },
    Attack("codes of the authenticator app are guessed, the password being known: guesses until it closes") {
      plant in
      _ = try plant.workerWithSecondFactor()
      var guesses = 0
      for _ in 0..<1_000 {
        let error = refusal { _ = try plant.signIn(code: "\(100_000 + guesses)", device: stranger) }
        switch error {
        case .refused: guesses += 1
        case .wait(let deadline): plant.pass(deadline.left(at: plant.now))
        default:
          return
            "\(guesses), a chance of \(guesses * 3) in 1,000,000; then: \(answer { throw error ?? .busy })"
        }
      }
      return "\(guesses) and no end"
    },
    Attack("names are tried: is an unknown one told from a known one by its answer?") { plant in
      _ = try plant.worker()
      let known = answer { _ = try plant.signIn(password: "wrong", device: stranger) }
      let unknown = answer { _ = try plant.signIn("nobody", password: "wrong", device: stranger) }
      return known == unknown ? "the same: \(known)" : "\(known) / \(unknown)"
    },
    Attack("names are tried: is an unknown one told by the work that is done?") { plant in
      _ = try plant.worker()
      let before = plant.hasher.computations
      _ = answer { _ = try plant.signIn(password: "wrong", device: stranger) }
      let known = plant.hasher.computations - before
      _ = answer { _ = try plant.signIn("nobody", password: "wrong", device: stranger) }
      let unknown = plant.hasher.computations - before - known
      return "scrypt is computed \(known) time for a known name, \(unknown) time for an unknown one"
    },
    Attack("somebody fails at the shift's names from elsewhere all night, to lock the shift out") { plant in
      _ = try plant.worker()
      _ = try plant.signIn(device: home)
      var tried = 0
      let end = plant.now.advanced(by: .seconds(12 * 3600))
      while plant.now < end {
        switch refusal({
          _ = try plant.signIn(password: "x", device: stranger, address: "192.0.2.\(tried % 250)")
        }) {
        case .wait(let deadline): plant.pass(deadline.left(at: plant.now))
        default: tried += 1
        }
      }
      return "\(tried) failed; the shift at its own device: " + answer { _ = try plant.signIn(device: home) }
    },
  ]

  static let clocks = [
    Attack("the clock is set back, so that a session that ended holds again") { plant in
      _ = try plant.worker()
      let session = try plant.signIn(device: home)
      plant.pass(.seconds(3600))
      _ = try plant.people.time()
      plant.pass(.seconds(-3500))
      let first = answer { _ = try plant.people.atWork(session.token, device: home) }
      return "\(first); then: " + answer { _ = try plant.people.atWork(session.token, device: home) }
    },
    Attack("the clock is set back, so that a used code of the app is right again") { plant in
      let (_, seed) = try plant.workerWithSecondFactor()
      plant.pass(.seconds(600))
      let code = TimeCode.code(seed: seed, step: TimeCode.step(at: plant.now))
      _ = try plant.signIn(code: code, device: home)
      plant.pass(.seconds(-100))
      return answer {
        _ = try plant.signIn(
          code: TimeCode.code(seed: seed, step: TimeCode.step(at: plant.now)), device: home)
      }
    },
    Attack("the clock is set back, so that a certificate that was renewed and ran out counts again") {
      plant in
      let laptop = TestDevice()
      let announced = try plant.devices.announce(name: "laptop-7")
      var certificates = [
        octets(try plant.devices.enrol(announced.code, request: laptop.request).certificate)
      ]
      for _ in 0..<2 {
        plant.pass(.seconds(5 * 86_400))
        let (shown, request) = (try #require(certificates.last), try laptop.request)
        certificates.append(
          octets(
            try plant.devices.renew(shown, request: request, proof: try laptop.proof(of: request)).certificate
          ))
      }
      plant.pass(.seconds(-8 * 86_400))
      let first = answer { _ = try plant.devices.judge(certificates[0]) }
      return "\(first); then: " + answer { _ = try plant.devices.judge(certificates[0]) }
    },
    Attack("the clock is two minutes behind another's: is honest work disturbed?") { plant in
      _ = try plant.worker()
      let session = try plant.signIn(device: home)
      plant.pass(.seconds(-120))
      return answer { _ = try plant.people.atWork(session.token, device: home) }
    },
  ]

  static let races = [
    Attack("an invitation's code is used by eight at once, in two processes") { plant in
      let code = try plant.people.invite(Person(login: "anna", name: "Anna"), roles: []).code
      return try plant.race { people, _ in
        _ = try people.redeem(code, password: TestPlant.password, address: "a")
      }
    },
    Attack("a recovery code is used by eight at once, in two processes") { plant in
      let (name, _) = try plant.workerWithSecondFactor()
      let code = try plant.people.newRecoveryCodes(of: name)[0]
      return try plant.race { people, number in
        _ = try people.signIn(
          login: "anna", password: TestPlant.password, code: code, device: TestPlant.device(UInt8(number)),
          address: "a\(number)")
      }
    },
    Attack("a code of the app is used by eight at once, in two processes") { plant in
      let (_, seed) = try plant.workerWithSecondFactor()
      plant.pass(.seconds(60))
      let code = TimeCode.code(seed: seed, step: TimeCode.step(at: plant.now))
      return try plant.race { people, number in
        _ = try people.signIn(
          login: "anna", password: TestPlant.password, code: code, device: TestPlant.device(UInt8(number)),
          address: "a\(number)")
      }
    },
    Attack("the first start is redeemed by eight at once, in two processes") { plant in
      let code = try plant.people.firstStart().code
      return try plant.race { people, _ in
        _ = try people.redeem(code, password: TestPlant.password, address: "a")
      }
    },
    Attack("the break-glass envelope is opened by eight at once, in two processes") { plant in
      let code = try plant.people.sealEnvelope(for: try plant.worker()).code
      return try plant.race { people, number in
        _ = try people.breakGlass(
          code, reason: "Ofen 3 brennt", device: TestPlant.device(UInt8(number)), address: "a")
      }
    },
  ]
}

@Suite("Attacks on identities")
struct AttackTests {
  static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Documentation/identity.md")
  static let (start, end) = ("<!-- attacks -->\n", "<!-- end of attacks -->\n")

  @Test("the page's table is what was observed, attack by attack")
  func table() throws {
    var rows = "| attack | observed |\n|---|---|\n"
    for attack in Attack.all {
      rows += "| \(attack.name) | \(try attack.observed(try TestPlant())) |\n"
    }
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let parts = text.split(separator: Self.start, maxSplits: 1)
    let (head, rest) = (try #require(parts.first), try #require(parts.dropFirst().first))
    let tail = try #require(rest.ranges(of: Self.end).first)
    if ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] == "1" {
      let recorded = head + Self.start + rows + rest[tail.lowerBound...]
      try Data(recorded.utf8).write(to: Self.page)
    } else {
      #expect(String(rest[..<tail.lowerBound]) == rows)
    }
  }

  /// What must hold, whatever the page says.
  @Test("none of them lets anybody in", arguments: Attack.all.filter { !letsIn.contains($0.name) })
  func refused(attack: Attack) throws {
    let observed = try attack.observed(try TestPlant())
    #expect(!observed.contains("let in") || observed.contains("the shift at its own device: let in"))
    #expect(!observed.contains("no end") && !observed.contains("the same token"))
  }

  static let letsIn: Set<String> = [
    "the clock is two minutes behind another's: is honest work disturbed?"
  ]

  @Test("of eight at once with one code, one wins", arguments: Attack.races)
  func races(attack: Attack) throws {
    #expect(try attack.observed(try TestPlant()).hasPrefix("1 of 8"))
  }
}

extension TestPlant {
  func certificate() throws -> (id: String, octets: [UInt8]) {
    let announced = try devices.announce(name: "laptop-7")
    return (
      announced.device.id,
      octets(of: try devices.enrol(announced.code, request: TestDevice().request).certificate)
    )
  }

  private func octets(of text: String) -> [UInt8] { Array(text.utf8) }

  func authorityKey() throws -> SiteKey {
    _ = try devices.authority()
    return try #require(try store.siteKeys(.authority).first)
  }

  /// A site whose authority has the key of another.
  convenience init(stolenKey: SiteKey) throws {
    try self.init()
    try store.add(stolenKey)
  }

  func workerWithSecondFactor() throws -> (Pseudonym, seed: [UInt8]) {
    let name = try worker()
    let seed = try #require(CodeText.octets(ofSeed: try people.newSecondFactor(of: name).seed))
    let code = TimeCode.code(seed: seed, step: TimeCode.step(at: now) - 1)
    _ = try people.confirmSecondFactor(CodeText.seed(seed), code: code, of: name)
    return (name, seed)
  }

  /// Every octet of the database, its log and what else lies beside it.
  func octets() throws -> [UInt8] {
    let data = folder.path + "/data"
    return try FileManager.default.contentsOfDirectory(atPath: data).sorted().flatMap {
      Array(try Data(contentsOf: URL(filePath: data + "/" + $0)))
    }
  }

  /// Eight threads over two openings of the database, as two processes have, let go together.
  func race(_ body: @escaping @Sendable (People, Int) throws -> Void) throws -> String {
    let both = [people, try secondProcess().people]
    let results = Mutex((wins: 0, refusals: Set<String>(), others: 0))
    let (gate, done) = (DispatchSemaphore(value: 0), DispatchGroup())
    for number in 0..<8 {
      done.enter()
      Thread.detachNewThread {
        gate.wait()
        do {
          try body(both[number % 2], number)
          results.withLock { $0.wins += 1 }
        } catch {
          let text = (error as? IdentityError)?.description
          results.withLock {
            if let text { $0.refusals.insert(text) } else { $0.others += 1 }
          }
        }
        done.leave()
      }
    }
    for _ in 0..<8 { gate.signal() }
    done.wait()
    return results.withLock {
      "\($0.wins) of 8; the others: \($0.refusals.sorted().joined(separator: " / "))"
    }
  }
}
