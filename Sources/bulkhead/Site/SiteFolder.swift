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
///     policies/        the owner's policies, a folder a set that held
///     witness.key      signs other sites' checkpoints, sealed; witness.pub verifies that
///     cosigned/        the ledger's last checkpoint that each witness cosigned
///     own-device.key   the secret that sessions of the machine's own command line are bound to, sealed
struct SiteFolder {
  let path: String
  let name: String
  let site: Site
  let recorder: LedgerRecorder
  /// What sessions of the machine's own command line are bound to.
  let ownDevice: DeviceKey
  private let database: SiteDatabase
  private let machines: Devices
  private let policies: PolicyFolder
  private let ledgerKey: NoteKey

  static let files = (
    master: "/master.key", ring: "/keys", database: "/site.db", ledger: "/ledger", publicKey: "/ledger.pub",
    signing: "/ledger.key", late: "/late", device: "/own-device.key", name: "/name",
    policies: "/policies", witness: "/witness.key", witnessPublic: "/witness.pub", cosigned: "/cosigned",
    watch: "/watch.db"
  )

  /// A secret in a file of its own, sealed as what it is.
  typealias SealedFile = (what: String, path: String)
  private static let signing: SealedFile = ("ledger key", files.signing)
  private static let device: SealedFile = ("own device", files.device)

  private static let witness: SealedFile = ("witness key", files.witness)

  /// What the ring seals beside the database.
  static let sealedFiles = [signing, device, witness]

  /// Makes a folder for a new site.
  ///
  /// - Parameter person: the first administrator
  /// - Returns: the code that opens the administrator's account
  static func make(
    _ path: String, name: String, person: Person, key: MasterKey?
  ) throws -> HandedCode {
    let random = SystemRandom.octets
    // Made beside, and named when it is whole: nothing half made, and nothing that is there is written over.
    let draft = path + ".making"
    // SAFETY: as below.
    guard unsafe access(path + files.ring, F_OK) != 0 else {
      throw SealingError.file(path: path, reason: "there is a site already")
    }
    // SAFETY: access reads the path during the call only.
    guard unsafe access(draft, F_OK) != 0 else {
      throw SealingError.file(path: draft, reason: "an earlier attempt was broken off; remove it")
    }
    try PrivateFile.makeFolder(draft)
    if key == nil { try MasterKey.makeFile(draft + files.master, random: random) }
    let ring = KeyRing(random: random)
    try KeyRingFile(path: draft + files.ring).write(
      ring, under: key ?? .file(path: draft + files.master), random: random)
    let seed = random(32)
    try write(seed, signing, in: draft, name, ring)
    try write(random(32), device, in: draft, name, ring)
    try PrivateFile.write(Array((name + "\n").utf8), to: draft + files.name)
    let signer = try NoteCrypto.signer(seed: seed, name: ledgerName(name))
    try LedgerLog.create(draft + files.ledger, origin: ledgerName(name), signer: signer)
    try PrivateFile.write(Array((signer.key.text + "\n").utf8), to: draft + files.publicKey)
    let witnessSeed = random(32)
    try write(witnessSeed, witness, in: draft, name, ring)
    let cosigner = try NoteCrypto.signer(seed: witnessSeed, name: ledgerName(name), algorithm: .cosignature)
    try PrivateFile.write(Array((cosigner.key.text + "\n").utf8), to: draft + files.witnessPublic)
    let database = try SiteDatabase(path: draft + files.database, ring: ring, random: random)
    let (people, machines) = parts(name, database)
    _ = try machines.authority()
    let handed = try people.firstStart(person)
    try database.close()
    try PrivateFile.rename(draft, to: path)
    return handed
  }

  /// Opens a site's folder.
  init(_ path: String, key: MasterKey?) throws {
    self.path = path
    let files = Self.files
    // SAFETY: access reads the path during the call only.
    guard unsafe access(path + files.ring, F_OK) == 0 || errno != ENOENT else {
      throw SealingError.file(path: path, reason: "no site's data folder; 'bulkhead site make' makes one")
    }
    let lock = try FolderLock(path + "/site.lock")
    guard lock.isTaken(.shared) else {
      throw SealingError.file(path: path, reason: "its keys are being changed; try again in a moment")
    }
    let ringFile = KeyRingFile(path: path + files.ring)
    let master = key ?? .file(path: path + files.master)
    let ring = try ringFile.open(master)
    let name = String(decoding: try PrivateFile.read(path + files.name).dropLast(), as: UTF8.self)
    self.name = name
    let seed = try Self.read(Self.signing, in: path, name, ring)
    let secret = try Self.read(Self.device, in: path, name, ring)
    guard let ownDevice = DeviceKey(secret: secret) else {
      throw SealingError.file(path: path + files.device, reason: "no secret of 32 octets")
    }
    self.ownDevice = ownDevice
    let database = try SiteDatabase(path: path + files.database, ring: ring, random: SystemRandom.octets)
    self.database = database
    let signer = try NoteCrypto.signer(seed: seed, name: Self.ledgerName(name))
    ledgerKey = signer.key
    recorder = try LedgerRecorder(
      ledger: path + files.ledger, origin: Self.ledgerName(name), late: path + files.late, ring: ring,
      signer: signer)
    let (people, machines) = Self.parts(name, database)
    self.machines = machines
    let policies = PolicyFolder(path: path + files.policies, store: database)
    self.policies = policies
    let stores = SiteStores(
      identities: people, machines: machines, accounts: database, devices: database,
      copier: SiteBackup(folder: path, database: database, policies: policies, master: key),
      keys: SiteRotation(
        folder: path, name: name, file: ringFile, master: master, ring: ring, database: database,
        recorder: recorder, lock: lock),
      upgrade: SiteWayBack(folder: path, database: database, lock: lock),
      policies: try SitePolicies(model: AccessModel(), shelf: policies),
      exchange: SiteWitness(
        folder: path, log: signer.key, store: database,
        cosigner: try NoteCrypto.signer(
          seed: try Self.read(Self.witness, in: path, name, ring), name: Self.ledgerName(name),
          algorithm: .cosignature)))
    let decisions = SiteDecisions(site: name, stores: stores)
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

  /// Holds all of it against itself: the database and each sealed value in it, the ledger against its key.
  ///
  /// - Throws: why it is no whole site
  func check() throws -> CopiedSite {
    let sealed = try database.check()
    try policies.check()
    let published = String(
      decoding: try PrivateFile.read(path + Self.files.publicKey).dropLast(), as: UTF8.self)
    guard published == ledgerKey.text else {
      throw BackupFailure.malformed(path: path, reason: "ledger.pub is not the public half of ledger.key")
    }
    let ledger = try verified(ledger: path + Self.files.ledger)
    return CopiedSite(
      entries: ledger.size, root: ledger.root.base64, sealedValues: sealed)
  }

  /// The checkpoint of a ledger that is this site's, and whole.
  func verified(ledger path: String) throws -> Checkpoint {
    let verdict = try LedgerCheck.verify(try LedgerReader(path), LedgerCheck.Trust(log: ledgerKey))
    guard let checkpoint = verdict.checkpoint, verdict.isWhole else {
      let fault = verdict.faults.first.map { "\($0)" } ?? "it is not whole"
      throw BackupFailure.malformed(path: path, reason: fault)
    }
    return checkpoint
  }

  /// Ends once more what came to an end after the backup that a site was made from.
  ///
  /// - Returns: what the backup still had
  func end(_ after: Aftermath) throws -> EndedAgain {
    let known = try database.accounts()
    let now = SystemClock.now().time
    var again = EndedAgain()
    for var account in known {
      if after.forgotten.contains(account.pseudonym), account.state != .forgotten {
        try database.forget(account.pseudonym, at: now)
        again.forgotten.append(account.pseudonym)
      } else if after.endedAccounts.contains(account.pseudonym), [.active, .invited].contains(account.state) {
        account.state = .ended
        try database.change(account)
        again.accounts.append(account.pseudonym)
      }
    }
    for device in try database.devices() where after.endedDevices.contains(device.id) && device.ended == nil {
      try machines.end(device.id, reason: .retired)
      again.devices.append(device.id)
    }
    for code in after.usedCodes {
      try database.replaceCodes([], purpose: code.purpose, subject: code.subject)
    }
    return again
  }

  func close() throws { try database.close() }

  private static func parts(_ name: String, _ database: SiteDatabase) -> (People, Devices) {
    let surroundings = Surroundings(now: { SystemClock.now().time }, random: SystemRandom.octets)
    let people = People(
      site: name, store: database, hasher: PasswordHasher(random: SystemRandom.octets),
      surroundings: surroundings)
    return (people, Devices(site: name, store: database, surroundings: surroundings))
  }

  /// How the ledger's checkpoints name it.
  private static func ledgerName(_ name: String) -> String { "bulkhead/\(name)" }

  private static func write(
    _ secret: [UInt8], _ file: SealedFile, in folder: String, _ name: String, _ ring: KeyRing
  ) throws {
    try PrivateFile.write(
      try ring.seal(secret, as: SealedPlace(file.what, row: name)), to: folder + file.path)
  }

  private static func read(
    _ file: SealedFile, in folder: String, _ name: String, _ ring: KeyRing
  ) throws -> [UInt8] {
    try ring.open(try PrivateFile.read(folder + file.path), as: SealedPlace(file.what, row: name))
  }
}
