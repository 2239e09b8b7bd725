import BuiltProgram
import Foundation
import GRDB
import IdentityRecords
import Sealing
import Testing
import Vocabulary

@testable import Storage

/// A database of one test, in a folder of its own.
struct SampleSite {
  let folder: ScratchFolder
  let ring: KeyRing
  let path: String

  init() throws {
    folder = try ScratchFolder()
    ring = KeyRing(random: SystemRandom.octets)
    path = folder.path + "/data/bulkhead.db"
  }

  func open(migrations: [Migration] = Schema.migrations) throws -> SiteDatabase {
    try SiteDatabase(path: path, ring: ring, random: SystemRandom.octets, migrations: migrations)
  }

  /// Every octet of the file, its log and what else lies beside it.
  func octets() throws -> [UInt8] {
    let data = folder.path + "/data"
    return try FileManager.default.contentsOfDirectory(atPath: data).sorted().flatMap {
      Array(try Data(contentsOf: URL(filePath: data + "/" + $0)))
    }
  }

  static let start = Timestamp(seconds: 1_900_000_000, nanoseconds: 0)

  static func account(_ number: Int, state: Account.State = .active) -> Account {
    Account(
      Pseudonym("p-\(String(number + 0x1000_0000, radix: 16))"), state: state,
      roles: ["operator", "maintenance"], created: start)
  }

  static func person(_ number: Int) -> Person {
    Person(login: "person\(number)", name: "Zwergnase Nummer \(number)", systemUser: "os\(number)")
  }

  /// An account with everything that an account can have.
  static func fill(_ database: SiteDatabase, _ number: Int) throws -> Account {
    let account = account(number)
    let name = account.pseudonym
    guard try database.add(account, person: person(number)) else { return account }
    try database.setPassword(StoredPassword("ln=4,r=8,p=1 salt hash \(number)", set: start), of: name)
    try database.setSeed(StoredSeed(Array("seed of \(number) 0123456".utf8), lastStep: 7), of: name)
    try database.replaceCodes(
      [OneTimeCode(hash: hash(number), purpose: .recovery, subject: name.text, expires: nil)],
      purpose: .recovery, subject: name.text)
    try add(try session(number), to: database)
    try database.remember(try device(number), of: name, at: start)
    try database.changeThrottles(
      [ThrottleKey(hash(number), subject: database.tag(login: person(number).login))]
    ) { _ in ([ThrottleState(failures: 3, last: start, until: start)], ()) }
    return account
  }

  /// As the schema before sessions had reasons wrote one, where the database is of that schema.
  private static func add(_ session: Session, to database: SiteDatabase) throws {
    guard try database.pool.read({ try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 >= 3 }) else {
      return try database.pool.write { db in
        try db.execute(
          sql: "INSERT INTO sessions VALUES (?, ?, ?, 'ordinary', ?, ?, ?, ?, ?)",
          arguments: [
            Data(session.hash), session.pseudonym.text, Data(session.device.octets),
            session.began.nanoseconds,
            session.lastUsed.nanoseconds, session.ends.nanoseconds, session.authenticated.nanoseconds,
            session.factors,
          ])
      }
    }
    try database.add(session)
  }

  static func hash(_ number: Int) -> [UInt8] {
    [UInt8](repeating: 7, count: 28) + (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  static func device(_ number: Int) throws -> DeviceKey { try #require(DeviceKey(hash(number))) }

  static func session(_ number: Int, _ kind: Session.Kind = .ordinary) throws -> Session {
    Session(
      hash: hash(number), pseudonym: account(number).pseudonym, device: try device(number),
      kind: kind, began: start, lastUsed: start, ends: Timestamp(seconds: 1_900_000_600, nanoseconds: 0),
      authenticated: start, factors: 2)
  }
}
