import Access
import Glibc
import Identity
import IdentityRecords
import Ledger
import LedgerFiles
import Operations
import Sealing
import Storage
import Vocabulary

/// A site's data folder, and how its parts are put together. This is the one place where a store, a key or
/// the ledger is opened for writing: what comes out is a ``Site``, whose every act passes its door.
///
///     master.key       the key that the ring is sealed under, unless it comes from elsewhere
///     keys             the key ring
///     site.db          accounts, sessions, devices (and what SQLite keeps beside it)
///     ledger/          the record; ledger.pub verifies it, ledger.key (sealed) signs it
///     late/            entries that the ledger could not take yet, sealed
///     own-device.key   the secret that sessions of the machine's own command line are bound to, sealed
struct SiteFolder {
  let path: String
  let name: String
  let site: Site
  let recorder: LedgerRecorder
  /// What sessions of the machine's own command line are bound to.
  let ownDevice: DeviceKey

  private static let files = (
    master: "/master.key", ring: "/keys", database: "/site.db", ledger: "/ledger", publicKey: "/ledger.pub",
    signing: "/ledger.key", late: "/late", device: "/own-device.key", name: "/name"
  )

  /// Makes a folder for a new site.
  ///
  /// - Parameter person: the first administrator
  /// - Returns: the code that opens the administrator's account
  static func make(
    _ path: String, name: String, person: Person, key: MasterKey?
  ) throws -> HandedCode {
    let random = SystemRandom.octets
    try PrivateFile.makeFolder(path)
    let master = key ?? .file(path: path + files.master)
    if key == nil { try MasterKey.makeFile(path + files.master, random: random) }
    let ring = KeyRing(random: random)
    try KeyRingFile(path: path + files.ring).write(ring, under: master, random: random)
    let seed = random(32)
    try write(seed, "ledger key", path + files.signing, name, ring)
    try write(random(32), "own device", path + files.device, name, ring)
    try PrivateFile.write(Array((name + "\n").utf8), to: path + files.name)
    let signer = try NoteCrypto.signer(seed: seed, name: origin(name))
    try LedgerLog.create(path + files.ledger, origin: origin(name), signer: signer)
    try PrivateFile.write(Array((signer.key.text + "\n").utf8), to: path + files.publicKey)
    let database = try SiteDatabase(path: path + files.database, ring: ring, random: random)
    let (people, machines) = parts(name, database)
    _ = try machines.authority()
    return try people.firstStart(person)
  }

  /// Opens a site's folder.
  init(_ path: String, key: MasterKey?) throws {
    self.path = path
    let files = Self.files
    let ring = try KeyRingFile(path: path + files.ring).open(key ?? .file(path: path + files.master))
    let name = String(decoding: try PrivateFile.read(path + files.name).dropLast(), as: UTF8.self)
    self.name = name
    let seed = try Self.read("ledger key", path + files.signing, name, ring)
    let secret = try Self.read("own device", path + files.device, name, ring)
    guard let ownDevice = DeviceKey(secret: secret) else {
      throw SealingError.file(path: path + files.device, reason: "no secret of 32 octets")
    }
    self.ownDevice = ownDevice
    let database = try SiteDatabase(path: path + files.database, ring: ring, random: SystemRandom.octets)
    recorder = try LedgerRecorder(
      ledger: path + files.ledger, origin: Self.origin(name), late: path + files.late, ring: ring,
      signer: try NoteCrypto.signer(seed: seed, name: Self.origin(name)))
    let (people, machines) = Self.parts(name, database)
    let stores = SiteStores(
      identities: people, machines: machines, accounts: database, devices: database)
    let model = try AccessModel()
    let decisions = SiteDecisions(
      site: name, model: model, policies: try AccessPolicies(ShippedPolicies.files, by: model),
      stores: stores)
    site = Site(
      name: name, stores: stores,
      door: Door(decisions: decisions, recorder: recorder, clock: { SystemClock.now() }),
      clock: { SystemClock.now() })
  }

  /// The ledger of the site whose data lie in a folder.
  static func ledger(in folder: String) -> String { folder + files.ledger }

  /// Whether a ledger's folder is a site's own and no copy: the keys lie beside it.
  static func isLedger(_ path: String) -> Bool {
    // SAFETY: access reads the path during the call only.
    unsafe access(path + "/.." + files.ring, F_OK) == 0
  }

  private static func parts(_ name: String, _ database: SiteDatabase) -> (People, Devices) {
    let surroundings = Surroundings(now: { SystemClock.now().time }, random: SystemRandom.octets)
    let people = People(
      site: name, store: database, hasher: PasswordHasher(random: SystemRandom.octets),
      passwords: PasswordRules(plantWords: [name]), surroundings: surroundings)
    return (people, Devices(site: name, store: database, surroundings: surroundings))
  }

  /// How the ledger's checkpoints name it.
  private static func origin(_ name: String) -> String { "bulkhead/\(name)" }

  private static func write(
    _ secret: [UInt8], _ what: String, _ path: String, _ name: String, _ ring: KeyRing
  ) throws {
    try PrivateFile.write(try ring.seal(secret, as: SealedPlace(what, row: name)), to: path)
  }

  private static func read(
    _ what: String, _ path: String, _ name: String, _ ring: KeyRing
  ) throws -> [UInt8] {
    try ring.open(try PrivateFile.read(path), as: SealedPlace(what, row: name))
  }
}
