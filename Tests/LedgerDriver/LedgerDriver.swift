import Glibc
import Ledger
import LedgerFiles
import Vocabulary

/// Drives a ledger for measurements and for tests that break the disk under it. It is no part of what is
/// installed.
///
///     LedgerDriver create FOLDER
///     LedgerDriver append FOLDER COUNT BATCH [CALLERS [wait]]     wait: for a line, when the ledger is open
///     LedgerDriver plain FOLDER COUNT BATCH
///     LedgerDriver cosign FOLDER SECONDS
///     LedgerDriver consistency FOLDER OLD NEW
///     LedgerDriver judge OLD NEW OLDROOT NEWROOT HASH…
///     LedgerDriver keys
///
/// The log's private key is 32 octets of 7, a witness's of 9: they protect nothing.
@main
struct LedgerDriver {
  static let origin = "driver.example/ledger"

  static func main() async {
    let arguments = CommandLine.arguments
    do {
      switch (arguments.dropFirst().first, arguments.count) {
      case ("create", 3): try LedgerLog.create(arguments[2], origin: origin, signer: try signer())
      case ("append", 5...7):
        try await append(
          arguments[2], count: Int(arguments[3]) ?? 0, batch: Int(arguments[4]) ?? 1,
          callers: arguments.count > 5 ? Int(arguments[5]) ?? 1 : 1, waits: arguments.count > 6)
      case ("plain", 5): try plain(arguments[2], count: Int(arguments[3]) ?? 0, batch: Int(arguments[4]) ?? 1)
      case ("cosign", 4): try cosign(arguments[2], seconds: UInt64(arguments[3]) ?? 0)
      case ("consistency", 5):
        try prove(arguments[2], from: UInt64(arguments[3]) ?? 0, to: UInt64(arguments[4]) ?? 0)
      case ("judge", 6...): try judge(Array(arguments.dropFirst(2)))
      case ("keys", 2): say("\(try signer().key.text)\n\(try witness().key.text)")
      default:
        say("usage: LedgerDriver create|append|plain|cosign|consistency|judge|keys …")
        exit(2)
      }
    } catch {
      say("failed: \(error)")
      exit(3)
    }
  }

  static func signer() throws -> NoteSigner {
    try NoteCrypto.signer(seed: [UInt8](repeating: 7, count: 32), name: origin)
  }

  static func witness() throws -> NoteSigner {
    try NoteCrypto.signer(
      seed: [UInt8](repeating: 9, count: 32), name: "witness.example/w1", algorithm: .cosignature)
  }

  /// The entry that is the n-th of this ledger: the same octets in every run.
  static func entry(_ number: UInt64) -> LedgerEntry {
    LedgerEntry(
      time: Timestamp(seconds: 1_796_083_200 + Int64(number), nanoseconds: 0),
      clock: LedgerEntry.Clock(source: "ntp", uncertaintyNanoseconds: 1_500_000),
      actor: LedgerEntry.Actor(.person, "p-4f1c0a9e2b7d"), device: "laptop-7", session: "s-\(number / 50)",
      action: "write", target: "asset:press-\(number % 40)",
      object: "holding register \(40_001 + number % 900)",
      decision: number % 9 == 0 ? .denied : .allowed, policies: ["maintenance-shift"],
      outcome: number % 9 == 0 ? .refused : .done, reason: "order \(number)")
  }

  /// Appends entries behind those that are there, a batch a call, from several callers at once.
  private static func append(
    _ path: String, count: Int, batch: Int, callers: Int, waits: Bool
  ) async throws {
    let log = try LedgerLog(path, origin: origin, signer: try signer())
    let first = log.opening.size
    say("open \(first) dropped \(log.opening.droppedEntries) took \(log.opening.tookSignedCheckpoint)")
    if waits { _ = readLine() }
    let batches = (count + batch - 1) / batch
    let callers = max(1, min(callers, batches))
    let start = seconds()
    var longest = 0.0
    await withTaskGroup(of: Double.self) { group in
      for caller in 0..<callers {
        group.addTask {
          var longest = 0.0
          for number in stride(from: caller, to: batches, by: callers) {
            let from = first + UInt64(number * batch)
            let entries = (0..<UInt64(min(batch, count - number * batch))).map { entry(from + $0) }
            let asked = seconds()
            // After a failure it goes on asking: the ledger must not answer any more.
            do {
              let receipts = try await log.append(entries)
              longest = max(longest, seconds() - asked)
              acknowledge(receipts, entries)
            } catch {
              say("failed: \(error)")
            }
          }
          return longest
        }
      }
      for await one in group { longest = max(longest, one) }
    }
    let taken = seconds() - start
    if await log.hasStopped { exit(3) }
    say("appended \(count) in \(taken) s, longest wait \(longest) s, peak memory \(peakKiB()) KiB")
  }

  /// One line a batch, and an entry a word: its index and what it is the entry of.
  private static func acknowledge(_ receipts: [LedgerLog.Receipt], _ entries: [LedgerEntry]) {
    guard let first = receipts.first, let last = receipts.last else { return }
    say("ack \(first.index) \(last.index) \(entries.first?.reason ?? "")")
  }

  /// The same octets in as many batches, appended to one file: what the disk gives without a ledger.
  private static func plain(_ path: String, count: Int, batch: Int) throws {
    // SAFETY: the path is a null-terminated copy that lives through the call; open keeps no pointer to it.
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else {
      say("failed: \(path): error \(errno)")
      exit(3)
    }
    let start = seconds()
    var done = 0
    while done < count {
      var octets: [UInt8] = []
      for number in done..<min(done + batch, count) { octets += try entry(UInt64(number)).encoded() + [0x0A] }
      // SAFETY: the call reads the array's own octets, during the call only.
      let written = unsafe octets.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
      guard written == octets.count, fsync(file) == 0 else {
        say("failed: \(path): error \(errno)")
        exit(3)
      }
      done += batch
    }
    close(file)
    say("plain \(count) in \(seconds() - start) s")
  }

  /// Writes the ledger's checkpoint with a witness's cosignature to standard output.
  private static func cosign(_ path: String, seconds: UInt64) throws {
    let reader = try LedgerReader(path)
    var note = try reader.note()
    note.add(try witness().cosign(text: note.text, seconds: seconds))
    say(String(decoding: note.octets, as: UTF8.self), end: "")
  }

  /// Prints the hashes by which a tree of `new` entries is proved to begin with that of `old`.
  private static func prove(_ path: String, from old: UInt64, to new: UInt64) throws {
    let reader = try LedgerReader(path)
    let last = try Checkpoint(parsing: try reader.note().text)
    let root = try reader.root(atSize: new, of: last)
    let proof = try reader.consistencyProof(
      from: old, to: Checkpoint(origin: last.origin, size: new, root: root))
    for digest in proof.path { say(digest.base64) }
  }

  /// Says whether hashes prove that one tree begins with another.
  private static func judge(_ words: [String]) throws {
    let hashes = words.dropFirst(2).compactMap { Digest(base64: Array($0.utf8)[...]) }
    guard let old = UInt64(words[0]), let new = UInt64(words[1]), hashes.count == words.count - 2,
      hashes.count >= 2
    else { throw LedgerError(.expected("sizes, roots and hashes")) }
    let proof = ConsistencyProof(oldSize: old, newSize: new, path: Array(hashes.dropFirst(2)))
    say(proof.verifies(oldRoot: hashes[0], newRoot: hashes[1], .library) ? "holds" : "refused")
  }

  private static func seconds() -> Double {
    var time = timespec()
    // SAFETY: the call writes into the value that is passed.
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func peakKiB() -> Int {
    // Of this process, which is 0 (RUSAGE_SELF).
    var usage = rusage()
    // SAFETY: as above.
    _ = unsafe getrusage(0, &usage)
    return usage.ru_maxrss
  }

  /// One call of write, so that a line is whole or not there, whenever the process is killed.
  private static func say(_ line: String, end: String = "\n") {
    let octets = Array((line + end).utf8)
    // SAFETY: the call reads the array's own octets, during the call only.
    _ = unsafe octets.withUnsafeBytes { unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
