import Glibc
public import Ledger
public import Vocabulary

/// Entries about what must not wait for the ledger: what makes the plant safe again is done first and
/// recorded here, sealed, when the ledger cannot be written. Opening the ledger again puts them into it,
/// marked late.
///
/// A record is a file of its own, durable when `add` returns; whoever reads the folder learns when something
/// was done and how much, not what.
public actor LedgerSpool {
  /// Records that may lie there.
  public static let recordLimit = 10_000
  /// A record as it lies there, sealed.
  public static let recordLimitOctets = 64 << 10
  private static let batchSize = 256

  /// Seals octets to whoever opens the ledger; nil where that fails.
  public typealias Sealing = @Sendable ([UInt8]) -> [UInt8]?

  private let folder: LedgerFolder
  private let seal: Sealing
  private var count: Int
  private var serial: UInt64 = 0

  /// - Parameter path: a folder that is made where it is not there; best on another disk than the ledger
  public init(_ path: String, seal: @escaping Sealing) throws(LedgerFailure) {
    let made = try LedgerFolder.make(path)
    folder = try LedgerFolder(path)
    if made { try folder.sync("..") }
    self.seal = seal
    count = try folder.names(".")?.count ?? 0
  }

  /// Keeps an entry until the ledger can be written; returns when it is durable.
  public func add(_ entry: LedgerEntry) throws(LedgerFailure) {
    guard count < Self.recordLimit else { throw .spoolFull(limit: Self.recordLimit) }
    let octets: [UInt8]
    do {
      octets = try entry.encoded()
    } catch {
      throw .malformed(path: "entry", error)
    }
    guard let sealed = seal(octets), sealed.count <= Self.recordLimitOctets else { throw .notSealed }
    // In the order of time; two of one moment are told apart by a number.
    while true {
      let name = Self.name(entry.time, serial)
      serial += 1
      guard try folder.status(name) == nil else { continue }
      try folder.create([(name, sealed)])
      break
    }
    try folder.sync(".")
    count += 1
  }

  /// What a replay did.
  public struct Replay: Hashable, Sendable {
    /// Entries that are in the ledger now.
    public var appended = 0
    /// Entries that an earlier replay had put there before it was cut off.
    public var knownAlready = 0
    /// Records that could not be opened or read: they stay where they are.
    public var unreadable: [String] = []

    public init(appended: Int = 0, knownAlready: Int = 0, unreadable: [String] = []) {
      self.appended = appended
      self.knownAlready = knownAlready
      self.unreadable = unreadable
    }
  }

  /// Puts what was spooled into the ledger, marked late, and removes it here when it is durable there.
  ///
  /// - Parameters:
  ///   - open: what undoes the sealing; nil where a record is not what was sealed
  ///   - now: when they reach the ledger
  public func replay(
    into log: LedgerLog, now: Timestamp, open: Sealing
  ) async throws(LedgerFailure) -> Replay {
    var replay = Replay()
    let names = try folder.names(".") ?? []
    if names.isEmpty { return replay }
    let known = try await log.lateEntries(within: UInt64(names.count + LedgerLog.batchLimit))
    var batch: [(name: String, entry: LedgerEntry)] = []
    for (place, name) in names.enumerated() {
      let sealed = try folder.read(name, limitOctets: Self.recordLimitOctets) ?? []
      if let octets = open(sealed), var entry = try? LedgerEntry(parsing: octets[...]) {
        if known.contains(octets) {
          replay.knownAlready += 1
          try folder.remove(name)
        } else {
          entry.late = now
          batch.append((name, entry))
        }
      } else {
        replay.unreadable.append(name)
      }
      if batch.count == Self.batchSize || (place == names.count - 1 && !batch.isEmpty) {
        replay.appended += try await log.append(batch.map(\.entry)).count
        for item in batch { try folder.remove(item.name) }
        batch.removeAll()
      }
    }
    try folder.sync(".")
    count = try folder.names(".")?.count ?? 0
    return replay
  }

  /// Twenty digits of nanoseconds since 1970 and a number.
  private static func name(_ time: Timestamp, _ serial: UInt64) -> String {
    let digits = String(max(0, time.nanoseconds))
    return String(repeating: "0", count: 20 - digits.utf8.count) + digits + "-\(serial)"
  }
}
