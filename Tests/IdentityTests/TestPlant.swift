import BuiltProgram
import Foundation
import Identity
import IdentityRecords
import Sealing
import Storage
import Synchronization
import Testing
import Vocabulary

/// A site of one test: a real database, scrypt at a cost that a test can pay, and a clock that the test
/// moves.
final class TestPlant: Sendable {
  static let start = Timestamp(seconds: 1_900_000_000, nanoseconds: 0)
  static let password = "vierzehn blaue Kisten"
  static let cost = ScryptCost(logN: 4, r: 8, p: 1)

  let folder: ScratchFolder
  let store: any People.Store & DeviceStore
  let hasher: PasswordHasher
  let people: People
  let devices: Devices
  private let shared: SharedTime
  private let ring: KeyRing

  init(
    rules: IdentityRules = IdentityRules(), cost: ScryptCost = TestPlant.cost, startingNow: Bool = false
  ) throws {
    folder = try ScratchFolder()
    ring = KeyRing(random: SystemRandom.octets)
    store = try SiteDatabase(path: folder.path + "/data/bulkhead.db", ring: ring, random: SystemRandom.octets)
    hasher = PasswordHasher(cost: cost, random: SystemRandom.octets)
    let time = SharedTime(
      startingNow ? Timestamp(seconds: Int64(Date().timeIntervalSince1970), nanoseconds: 0) : Self.start)
    shared = time
    let surroundings = Surroundings(now: { time.now }, random: SystemRandom.octets)
    people = People(
      site: "Werk Nord", store: store, hasher: hasher, rules: rules, surroundings: surroundings)
    devices = Devices(site: "Werk Nord", store: store, rules: rules, surroundings: surroundings)
  }

  var now: Timestamp { shared.now }

  func pass(_ duration: Duration) { shared.move(by: duration) }

  /// Somebody who has redeemed an invitation.
  func worker(
    _ login: String = "anna", roles: Set<String> = ["operator"], expires: Timestamp? = nil
  ) throws -> Pseudonym {
    let handed = try people.invite(
      Person(login: login, name: "Anna Schmidt"), roles: roles, expires: expires)
    return try people.redeem(handed.code, password: Self.password, address: "10.0.0.1").pseudonym
  }

  func signIn(
    _ login: String = "anna", password: String = TestPlant.password, code: String? = nil, device: DeviceKey,
    address: String = "10.0.0.9", earlier: SessionToken? = nil
  ) throws -> SignedIn {
    try people.signIn(
      login: login, password: password, code: code, device: device, address: address, earlier: earlier)
  }

  /// The same site, as a second process has it open.
  func secondProcess() throws -> (people: People, devices: Devices) {
    let other = try SiteDatabase(
      path: folder.path + "/data/bulkhead.db", ring: ring, random: SystemRandom.octets)
    let time = shared
    let surroundings = Surroundings(now: { time.now }, random: SystemRandom.octets)
    return (
      People(site: "Werk Nord", store: other, hasher: hasher, surroundings: surroundings),
      Devices(site: "Werk Nord", store: other, surroundings: surroundings)
    )
  }

  static func device(_ number: UInt8) -> DeviceKey {
    DeviceKey([UInt8](repeating: number, count: 32)) ?? nowhere
  }

  private static let nowhere = device(0)
}

/// A clock that stands until it is moved.
final class SharedTime: Sendable {
  private let time: Mutex<Timestamp>

  init(_ time: Timestamp) { self.time = Mutex(time) }

  var now: Timestamp { time.withLock { $0 } }

  func move(by duration: Duration) {
    let (seconds, attoseconds) = duration.components
    time.withLock { $0.nanoseconds += seconds * 1_000_000_000 + attoseconds / 1_000_000_000 }
  }
}

/// What a body throws, as an identity error; nil where it throws none.
func refusal(_ body: () throws -> Void) -> IdentityError? {
  do {
    try body()
    return nil
  } catch {
    return error as? IdentityError
  }
}

/// A program of the machine, for judges that are not ours.
struct Tool {
  let path: String

  init?(_ name: String) {
    guard
      let path = ["/usr/bin/", "/usr/local/bin/", "/bin/"].map({ $0 + name })
        .first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else { return nil }
    self.path = path
  }

  /// Standard output, standard error and the exit status.
  func run(_ arguments: [String], input: String? = nil) throws -> (said: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let (output, entry) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = output
    process.standardInput = entry
    try process.run()
    try entry.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
    try entry.fileHandleForWriting.close()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (said, process.terminationStatus)
  }
}
