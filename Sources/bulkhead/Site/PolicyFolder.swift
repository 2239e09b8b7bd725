import Access
import Foundation
import IdentityRecords
import Ledger
import LedgerFiles
import Operations
import Sealing

/// The owner's policies in a site's data folder, each set in a folder that its digest names:
///
///     policies/DIGEST/NAME.cedar    a file of the set
///     policies/DIGEST/SHA256SUMS    as sha256sum writes it; its own SHA-256 is DIGEST
///
/// Which set holds stands in the database, so that a set comes to hold as one transaction, and a file that is
/// changed, added or gone is told, whoever laid it there.
struct PolicyFolder: PolicyShelf {
  /// How many sets that held are kept; the oldest give way.
  static let setLimit = 100
  static let sumsName = "SHA256SUMS"

  let path: String
  let store: any PolicyStore

  func current() throws -> PolicyDigest { try store.currentPolicies() ?? digest(of: .none) }

  func history() throws -> [HeldPolicies] { try store.heldPolicies() }

  func digest(of set: OwnerPolicies) -> PolicyDigest { Self.sha256(Self.sums(set.files)) }

  func files(_ digest: PolicyDigest) throws -> [PolicyFile] {
    try refuseStray(digest)
    if digest == self.digest(of: .none) { return [] }
    let folder = "\(path)/\(digest)"
    let sums = try read(Self.sumsName, in: folder, digest)
    guard Self.sha256(sums) == digest else {
      throw PolicyFault(digest, "\(folder)/\(Self.sumsName): changed since the set was put in place")
    }
    let listed = try Self.listed(sums, digest, folder)
    let belonging = Set(listed.map(\.name) + [Self.sumsName])
    for name in Self.names(in: folder) where !belonging.contains(name) {
      throw PolicyFault(digest, "\(folder)/\(name): does not belong to the set: take it away")
    }
    var octets = 0
    return try listed.map { name, sum in
      let text = try read(name, in: folder, digest)
      octets += text.count
      guard octets <= OwnerPolicies.octetLimit, Self.sha256(text) == sum else {
        throw PolicyFault(digest, "\(folder)/\(name): changed since the set was put in place")
      }
      return PolicyFile(name: name, text: text)
    }
  }

  func hold(_ set: OwnerPolicies, inPlaceOf other: PolicyDigest) throws {
    try PrivateFile.makeFolder(path)
    let lock = try FolderLock(path + "/lock")
    guard lock.isTaken(.exclusive) else {
      throw SealingError.file(path: path, reason: "somebody else changes the policies; try again in a moment")
    }
    defer { withExtendedLifetime(lock) {} }
    let digest = digest(of: set)
    try refuseStray(digest)
    try lay(set, as: digest)
    let held = HeldPolicies(digest, since: SystemClock.now().time)
    let before = try store.currentPolicies()
    guard before ?? self.digest(of: .none) == other,
      try store.hold(held, inPlaceOf: before, limit: Self.setLimit)
    else {
      throw PolicyFault(digest, "somebody changed the policies meanwhile: look at them, and set yours again")
    }
    // What is not remembered any more, and what was cut off before it held.
    let kept = Set(try store.heldPolicies().map { "\($0.digest)" } + ["lock"])
    for name in Self.names(in: path) where !kept.contains(name) {
      try? FileManager.default.removeItem(atPath: path + "/" + name)
    }
  }

  /// Holds every set that is remembered against its digest.
  func check() throws {
    for digest in Set(try history().map(\.digest) + [try current()]) { _ = try files(digest) }
  }

  /// The files of the sets that are remembered, with their names from the data folder on.
  func forEachFile(_ body: (_ name: String, _ octets: [UInt8]) throws -> Void) throws {
    for digest in Set(try history().map(\.digest)) {
      let files = try files(digest)
      guard !files.isEmpty else { continue }
      try body("policies/\(digest)/\(Self.sumsName)", Self.sums(files))
      for file in files { try body("policies/\(digest)/\(file.name)", file.text) }
    }
  }

  /// Whether a backup may have a file of this name in its policies.
  static func isCopied(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return parts.count == 2 && PolicyDigest(hexadecimal: parts[0]) != nil
      && (parts[1] == sumsName || OwnerPolicies.isName(parts[1]))
  }

  /// Beside its place and then renamed: a folder with that name is whole.
  private func lay(_ set: OwnerPolicies, as digest: PolicyDigest) throws {
    let place = "\(path)/\(digest)"
    if let there = try? files(digest), there == set.files { return }
    guard !set.files.isEmpty else { return }
    let draft = place + ".new"
    for leftover in [draft, place] where FileManager.default.fileExists(atPath: leftover) {
      try FileManager.default.removeItem(atPath: leftover)
    }
    try PrivateFile.makeFolder(draft)
    for file in set.files { try PrivateFile.write(file.text, to: draft + "/" + file.name) }
    try PrivateFile.write(Self.sums(set.files), to: draft + "/" + Self.sumsName)
    try PrivateFile.rename(draft, to: place)
  }

  /// A file that somebody laid into the folder by hand decides nothing: they must not think that it does.
  private func refuseStray(_ digest: PolicyDigest) throws {
    guard let stray = Self.names(in: path).first(where: OwnerPolicies.isName) else { return }
    throw PolicyFault(
      digest, "\(path)/\(stray): was laid here and not set: take it away, and set it from elsewhere")
  }

  private func read(_ name: String, in folder: String, _ digest: PolicyDigest) throws -> [UInt8] {
    do {
      return try PrivateFile.read(folder + "/" + name)
    } catch {
      throw PolicyFault(digest, "\(error)")
    }
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// A line a file: its SHA-256, two blanks, its name.
  private static func sums(_ files: [PolicyFile]) -> [UInt8] {
    files.flatMap { Array("\(sha256($0.text))  \($0.name)\n".utf8) }
  }

  private static func listed(
    _ sums: [UInt8], _ digest: PolicyDigest, _ folder: String
  ) throws -> [(name: String, sum: PolicyDigest)] {
    try String(decoding: sums, as: UTF8.self).split(separator: "\n").map { line in
      guard let sum = PolicyDigest(hexadecimal: String(line.prefix(64))), line.dropFirst(64).hasPrefix("  "),
        case let name = String(line.dropFirst(66)), OwnerPolicies.isName(name)
      else { throw PolicyFault(digest, "\(folder)/\(sumsName): no list of files as sha256sum writes it") }
      return (name, sum)
    }
  }

  private static func sha256(_ octets: [UInt8]) -> PolicyDigest {
    PolicyDigest(TreeHash.library.sha256(octets.span).octets)
  }
}
