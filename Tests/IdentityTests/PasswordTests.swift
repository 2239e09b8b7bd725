import BuiltProgram
import Crypto
import Foundation
import IdentityRecords
import Sealing
import Testing

@testable import Identity

@Suite("Passwords")
struct PasswordTests {
  static let rules = PasswordRules(plantWords: ["Werk Nord", "Presswerk", "Musterhausen"])

  func faults(_ text: String, hasSecondFactor: Bool = true) throws -> [PasswordFault] {
    try Self.rules.faults(
      of: Password(text), hasSecondFactor: hasSecondFactor, personWords: ["anna", "Anna Schmidt"])
  }

  @Test("have 15 characters where they are the only factor, 8 beside a second: each boundary on both sides")
  func length() throws {
    #expect(try faults("vjqmxwpz", hasSecondFactor: true) == [])
    #expect(try faults("vjqmxwp", hasSecondFactor: true) == [.tooShort(characters: 7, least: 8)])
    #expect(try faults("vjqmxwpzkhtbnra", hasSecondFactor: false) == [])
    #expect(try faults("vjqmxwpzkhtbnr", hasSecondFactor: false) == [.tooShort(characters: 14, least: 15)])
    let long = String(repeating: "vjqmxwpz", count: 32)
    #expect(try faults(long) == [], "256 characters")
    #expect(try faults(long + "k") == [.tooLong(characters: 257)])
  }

  @Test(
    "need no kind of character: letters, digits, blanks or other scripts alone are taken",
    arguments: [
      "vjqmxwpzkhtbnra", "VJQMXWPZKHTBNRA", "829173650418276", "ich esse gern Brot",
      "синий забор у реки",
      "🐙🦑🦐🐙🦀🐡🐠🐙",
    ])
  func noComposition(text: String) throws { #expect(try faults(text) == []) }

  @Test(
    "that are expected are refused",
    arguments: [
      ("password1", PasswordFault.common), ("P@ssw0rd!!", .common), ("Passwort123", .common),
      ("fruehschicht2026", .common), ("2WSXcder", .vendorDefault), ("Siemens!!2026", .vendorDefault),
      ("aaaaaaaaaaaa", .run), ("1234567890", .common), ("qwertzuiop", .run), ("abcdefgh4321", .run),
      ("Presswerk2026!", .ownWord("presswerk")), ("schmidtschmidt", .ownWord("schmidt")),
      ("Musterh4usen77", .ownWord("musterhausen")), ("bulkhead99", .ownWord("bulkhead")),
    ])
  func blocklist(text: String, fault: PasswordFault) throws {
    let found = try faults(text)
    #expect(found.contains(fault), "\(found)")
  }

  @Test(
    "that merely contain such a word are taken",
    arguments: ["presswerk tanzt im regen", "kein password hilft hier"])
  func lookAlike(text: String) throws { #expect(try faults(text, hasSecondFactor: false) == []) }

  @Test("are the same whichever keyboard typed them, and differ where NFC says so")
  func normalised() throws {
    let hasher = PasswordHasher(cost: TestPlant.cost, random: SystemRandom.octets)
    let stored = try hasher.hash(Password("Gr\u{F6}\u{DF}e 42 am Meer"))
    #expect(try hasher.verify(Password("Gro\u{308}\u{DF}e 42 am Meer"), against: stored).isRight)
    #expect(try !hasher.verify(Password("Groesse 42 am Meer"), against: stored).isRight)
    #expect(Password("e\u{301}").characters == 1)
    // NFKC would make these one; SP 800-63B-4 asks for NFC, which keeps them apart.
    let fish = try hasher.hash(Password("fisch"))
    #expect(try !hasher.verify(Password("\u{FB01}sch"), against: fish).isRight)
  }

  @Test("are compared whole: no octet is cut off, also behind the 72nd and behind a null")
  func whole() throws {
    let hasher = PasswordHasher(cost: TestPlant.cost, random: SystemRandom.octets)
    let long = String(repeating: "x", count: 200)
    let (longer, behindNull) = (try hasher.hash(Password(long + "a")), try hasher.hash(Password("ab\0d")))
    #expect(try !hasher.verify(Password(long + "b"), against: longer).isRight)
    #expect(try !hasher.verify(Password("ab\0c"), against: behindNull).isRight)
  }

  @Test("what is stored is salted, names its cost, and a damaged one fits nothing")
  func storedForm() throws {
    let hasher = PasswordHasher(cost: TestPlant.cost, random: SystemRandom.octets)
    let (one, two) = (try hasher.hash(Password("same")), try hasher.hash(Password("same")))
    #expect(one != two)
    #expect(one.hasPrefix("scrypt ln=4,r=8,p=1 "))
    #expect(try hasher.verify(Password("same"), against: two) == (true, false))
    let dearer = PasswordHasher(cost: ScryptCost(logN: 5, r: 8, p: 1), random: SystemRandom.octets)
    #expect(try dearer.verify(Password("same"), against: two) == (true, true))
    for damaged in ["", "scrypt", String(one.dropLast()), one.replacing("ln=4", with: "ln=30"), one + " x"] {
      #expect(try !hasher.verify(Password("same"), against: damaged).isRight, "\(damaged)")
    }
  }

  @Test("more sign-ins than may wait are turned away at once")
  func busy() async throws {
    let hasher = PasswordHasher(cost: ScryptCost(logN: 13, r: 8, p: 1), random: SystemRandom.octets)
    let answers = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 {
        group.addTask {
          await withCheckedContinuation { done in
            Thread.detachNewThread {
              done.resume(returning: refusal { _ = try hasher.hash(Password("x")) } == .busy)
            }
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let turnedAway = answers.filter { $0 }.count
    #expect(hasher.computations == 200 - turnedAway)
    #expect(turnedAway > 0)
    #expect(hasher.computations >= PasswordHasher.waitingLimit)
  }

  @Test("a strength has reasons in plain words, and letters that belong to nothing make it harder")
  func strength() {
    func judge(_ text: String) -> PasswordStrength {
      PasswordStrength(of: Password(text), words: ["Presswerk", "Anna Schmidt"])
    }
    #expect(judge("passwort").grade == .veryWeak)
    #expect(judge("passwort").reasons.contains { $0.contains("'passwort' is among the passwords") })
    #expect(judge("P4sswort").reasons.contains { $0.contains("digits for letters") })
    #expect(judge("Presswerk2026").reasons.contains { $0.contains("a word of yours or of this plant") })
    #expect(judge("Presswerk2026").reasons.contains { $0.contains("'2026' is a year") })
    #expect(judge("qwertzuiop").reasons.contains { $0.contains("a row of keys") })
    #expect(judge("aaaaaaaaaaaaaaaaaaaa").grade == .veryWeak)
    #expect(judge("vjqmxwpzkhtbnra").grade == .strong)
    #expect(judge("vjqmxwpzkhtbnra").reasons == [])
    #expect(judge("").grade == .veryWeak)
    for text in ["", "passwort", "Presswerk2026", "qwertz", "vjqmx"] {
      #expect(
        judge(text + "wxk").bits > judge(text).bits + 6, "letters that belong to nothing make it harder")
    }
    #expect(PasswordStrength.Grade.allCases.count == 5)
  }
}

@Suite("The file of stolen passwords")
struct BreachFileTests {
  let plant: TestPlant

  init() throws { plant = try TestPlant() }

  func file(_ lines: [String], end: String = "\r\n") throws -> BreachFile {
    let text = lines.map { $0 + end }.joined()
    return BreachFile(path: try plant.folder.file("stolen.txt", Array(text.utf8)))
  }

  static func hash(_ text: String) -> String {
    Insecure.SHA1.hash(data: Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      .uppercased()
  }

  @Test(
    "every line of it is found and nothing else, with either end of line", arguments: ["\r\n", "\n"],
    [1, 2, 3, 500])
  func search(end: String, count: Int) throws {
    let lines = (0..<count).map { (Self.hash("stolen \($0)"), $0 * 977 + 1) }.sorted { $0.0 < $1.0 }
    let file = try file(lines.map { "\($0.0):\($0.1)" }, end: end)
    for number in 0..<count {
      #expect(try file.times(Password("stolen \(number)")) == number * 977 + 1)
      #expect(try file.times(Password("safe \(number)")) == nil)
    }
    #expect(try file.times(sha1: String(repeating: "0", count: 40)) == nil)
    #expect(try file.times(sha1: String(repeating: "F", count: 40)) == nil)
  }

  @Test("a password in it is refused with how often it was seen")
  func refused() throws {
    let rules = PasswordRules(breachFile: try file(["\(Self.hash("vjqmxwpzkhtbnra")):42"]))
    #expect(
      try rules.faults(of: Password("vjqmxwpzkhtbnra"), hasSecondFactor: false, personWords: [])
        == [.breached(times: 42)])
  }

  @Test("the last line may lack its end; an empty file holds nothing")
  func edges() throws {
    let path = try plant.folder.file("one.txt", Array("\(Self.hash("a")):7".utf8))
    #expect(try BreachFile(path: path).times(Password("a")) == 7)
    #expect(try file([]).times(Password("a")) == nil)
  }

  @Test(
    "what is no such file is told with the place, never taken as 'not stolen'",
    arguments: [
      "password\n123456\n", String(repeating: "x", count: 5000), "\(hash("a")):x\n", "\(hash("a"))\n",
    ])
  func hostile(text: String) throws {
    let file = BreachFile(path: try plant.folder.file("bad.txt", Array(text.utf8)))
    guard case .breachFile(file.path, _) = refusal({ _ = try file.times(Password("a")) }) else {
      Issue.record("taken")
      return
    }
    #expect(
      refusal { _ = try BreachFile(path: file.path + "x").times(Password("a")) }
        == .breachFile(path: file.path + "x", reason: "cannot be read"))
  }
}
