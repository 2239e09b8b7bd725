import Crypto
import Foundation

/// Writes an encrypted archive of files, beside the place where it belongs, until it is published.
///
/// Behind the header's lines stand chunks, each sealed with AES-256-GCM under the backup's own key, its
/// number being the nonce:
///
///     0      1            4                    n+4       n+20
///     | mark | length (3) | sealed octets (n)  | tag (16) |
///
/// The mark is 1 in the last chunk and 0 before; every chunk but the last has ``chunkOctets``. Mark and
/// length are authenticated. Source: Hoang, Reyhanitabar, Rogaway and Vizár, "Online
/// Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", section 7 (STREAM). Inside, each file is
///
///     | length of the name (2) | name | length (8) | octets |
///
/// and behind the last stand two zero octets and the number of files (8). Numbers are in network order.
public final class BackupWriter {
  public static let chunkOctets = 256 << 10
  public static let nameLimitOctets = 256
  public static let fileLimit: UInt64 = 1 << 24
  static let headOctets = 4

  public let path: String
  /// Where it lies until it is published.
  public var draft: String { path + ".new" }
  public let header: [UInt8]
  private let key: SymmetricKey
  private let handle: FileHandle
  private var waiting: [UInt8] = []
  private var chunk: UInt64 = 0
  private var files: UInt64 = 0

  public init(_ path: String, under backupKey: BackupKey, random: RandomOctets) throws {
    self.path = path
    let header = try BackupHeader(for: backupKey, random: random)
    self.header = header.octets
    key = header.chunkKey
    try? FileManager.default.removeItem(atPath: path + ".new")
    try PrivateFile.makeIfMissing(path + ".new")
    handle = try FileHandle(forWritingTo: URL(filePath: path + ".new"))
    try write(header.octets)
  }

  deinit { try? handle.close() }

  public func add(_ name: String, _ octets: [UInt8]) throws {
    try begin(name, octets: UInt64(octets.count))
    try take(octets)
  }

  /// Adds a file that does not change meanwhile.
  public func add(_ name: String, file: String) throws {
    let source: FileHandle
    let size: UInt64
    do {
      source = try FileHandle(forReadingFrom: URL(filePath: file))
      size = try source.seekToEnd()
      try source.seek(toOffset: 0)
    } catch {
      throw BackupFailure.file(path: file, reason: Self.reason(error))
    }
    defer { try? source.close() }
    try begin(name, octets: size)
    var left = size
    while left > 0 {
      let count = Int(min(left, UInt64(Self.chunkOctets)))
      guard let octets = try source.read(upToCount: count), !octets.isEmpty else {
        throw BackupFailure.file(path: file, reason: "became shorter while it was read")
      }
      try take(Array(octets))
      left -= UInt64(octets.count)
    }
  }

  /// Seals the last chunk, and waits until all of it is on the disk.
  public func finish() throws {
    try take([0, 0] + Self.octets(files))
    try seal(waiting, isLast: true)
    do { try handle.synchronize() } catch { throw failure(error) }
  }

  /// Puts it in its place.
  public func publish() throws { try PrivateFile.rename(draft, to: path) }

  public func discard() { try? FileManager.default.removeItem(atPath: draft) }

  /// Reads back what was written, by the key at hand: who writes to a recovery key has no other.
  public func reader() throws -> BackupReader { try BackupReader(draft, header: header, chunkKey: key) }

  private func begin(_ name: String, octets: UInt64) throws {
    guard (1...Self.nameLimitOctets).contains(name.utf8.count) else {
      throw BackupFailure.malformed(path: path, reason: "a name of \(name.utf8.count) octets")
    }
    guard files < Self.fileLimit else {
      throw BackupFailure.malformed(path: path, reason: "more than \(Self.fileLimit) files")
    }
    files += 1
    try take([UInt8(name.utf8.count >> 8), UInt8(name.utf8.count & 255)] + name.utf8 + Self.octets(octets))
  }

  private func take(_ octets: [UInt8]) throws {
    waiting += octets
    var start = 0
    // The last chunk is sealed by `finish`, so one full chunk may wait.
    while waiting.count - start > Self.chunkOctets {
      try seal(Array(waiting[start..<(start + Self.chunkOctets)]), isLast: false)
      start += Self.chunkOctets
    }
    waiting.removeFirst(start)
  }

  private func seal(_ octets: [UInt8], isLast: Bool) throws {
    let head = Self.octets(UInt64(octets.count) | (isLast ? 1 << 24 : 0)).suffix(Self.headOctets)
    let box = try AES.GCM.seal(
      octets, using: key, nonce: AES.GCM.Nonce(data: Self.nonce(chunk)), authenticating: head)
    chunk += 1
    try write(Array(head) + Array(box.ciphertext) + Array(box.tag))
  }

  private func write(_ octets: [UInt8]) throws {
    do { try handle.write(contentsOf: octets) } catch { throw failure(error) }
  }

  private func failure(_ error: any Error) -> BackupFailure {
    .file(path: draft, reason: Self.reason(error))
  }

  static func nonce(_ chunk: UInt64) -> [UInt8] { [0, 0, 0, 0] + octets(chunk) }

  static func octets(_ number: UInt64) -> [UInt8] {
    var octets: [UInt8] = []
    octets.append(bigEndian: number)
    return octets
  }

  /// In the system's words, where it has any.
  static func reason(_ error: any Error) -> String {
    let error = error as NSError
    let inner = error.userInfo[NSUnderlyingErrorKey] as? NSError
    return (inner ?? error).localizedDescription
  }
}
