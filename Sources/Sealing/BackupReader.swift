import Crypto
import Foundation

/// Reads an archive that ``BackupWriter`` wrote. Nothing of a chunk is handed on before its seal held; that
/// the archive is whole is known when ``next()`` gave nil.
public final class BackupReader {
  public let path: String
  private let key: SymmetricKey
  private let handle: FileHandle
  private var offset: UInt64
  private var chunk: UInt64 = 0
  private var isLast = false
  private var opened: [UInt8] = []
  private var at = 0
  private var files: UInt64 = 0
  /// Octets of the file that is being read which are not read yet.
  private var left: UInt64 = 0

  /// - Throws: `BackupFailure`, and `SealingError` where the key's file is none
  public convenience init(_ path: String, with backupKey: BackupKey) throws {
    let lines: [UInt8]
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      lines = Array(try handle.read(upToCount: BackupHeader.limitOctets) ?? Data())
    } catch {
      throw BackupFailure.file(path: path, reason: BackupWriter.reason(error))
    }
    let ends = lines.indices.filter { lines[$0] == UInt8(ascii: "\n") }
    guard ends.count >= 3 else {
      throw BackupFailure.notABackup(path: path, reason: "its first three lines are not whole")
    }
    let header = try BackupHeader(parsing: Array(lines[...ends[2]]), path: path, key: backupKey)
    try self.init(path, header: header.octets, chunkKey: header.chunkKey)
  }

  init(_ path: String, header: [UInt8], chunkKey: SymmetricKey) throws {
    self.path = path
    key = chunkKey
    offset = UInt64(header.count)
    do {
      handle = try FileHandle(forReadingFrom: URL(filePath: path))
    } catch {
      throw BackupFailure.file(path: path, reason: BackupWriter.reason(error))
    }
    guard try handle.read(upToCount: header.count).map(Array.init) == header else {
      throw BackupFailure.notABackup(path: path, reason: "its first lines are not those that were written")
    }
  }

  deinit { try? handle.close() }

  /// The next file; nil behind the last, when the archive was whole.
  public func next() throws -> (name: String, octets: UInt64)? {
    while left > 0 { _ = try read() }
    let length = Int(try number(2))
    guard length > 0 else {
      guard try number(8) == files else { throw malformed("it tells another number of files than it has") }
      guard isLast, at == opened.count else { throw malformed("octets follow its last file") }
      guard try handle.read(upToCount: 1)?.isEmpty ?? true else {
        throw BackupFailure.trailing(path: path, octet: offset)
      }
      return nil
    }
    guard length <= BackupWriter.nameLimitOctets, files < BackupWriter.fileLimit else {
      throw malformed("a name of \(length) octets, or more than \(BackupWriter.fileLimit) files")
    }
    files += 1
    let name = String(decoding: try octets(length), as: UTF8.self)
    left = try number(8)
    return (name, left)
  }

  /// More octets of the file; empty at its end.
  public func read() throws -> ArraySlice<UInt8> {
    guard left > 0 else { return [] }
    if at == opened.count { try openChunk() }
    let count = Int(min(left, UInt64(opened.count - at)))
    guard count > 0 else { throw malformed("its last file is cut off") }
    defer { at += count }
    left -= UInt64(count)
    return opened[at..<(at + count)]
  }

  /// Writes every file below a folder that is there.
  ///
  /// - Parameter allows: which names there may be; what leads out of the folder is refused before it is asked
  public func unpack(into folder: String, allows: (String) -> Bool) throws {
    while let (name, _) = try next() {
      let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }), allows(name)
      else { throw malformed("a file that no site has: \(name.debugDescription.prefix(80))") }
      var parent = folder
      for part in parts.dropLast() {
        parent += "/\(part)"
        try PrivateFile.makeFolder(parent)
      }
      let place = folder + "/" + name
      guard !FileManager.default.fileExists(atPath: place) else {
        throw malformed("\(name) stands in it twice")
      }
      try PrivateFile.makeIfMissing(place)
      do {
        let handle = try FileHandle(forWritingTo: URL(filePath: place))
        defer { try? handle.close() }
        while case let octets = try read(), !octets.isEmpty { try handle.write(contentsOf: octets) }
      } catch let error as BackupFailure {
        throw error
      } catch {
        throw BackupFailure.file(path: place, reason: BackupWriter.reason(error))
      }
    }
  }

  private func number(_ count: Int) throws -> UInt64 {
    try octets(count).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func octets(_ count: Int) throws -> [UInt8] {
    var octets: [UInt8] = []
    while octets.count < count {
      if at == opened.count { try openChunk() }
      let taken = min(count - octets.count, opened.count - at)
      guard taken > 0 else { throw malformed("it ends within a file's name") }
      octets += opened[at..<(at + taken)]
      at += taken
    }
    return octets
  }

  private func openChunk() throws {
    guard !isLast else { throw malformed("its last file is cut off") }
    let start = offset
    let head = try take(BackupWriter.headOctets)
    let length = Int(head[1]) << 16 | Int(head[2]) << 8 | Int(head[3])
    guard head[0] < 2, head[0] == 1 || length == BackupWriter.chunkOctets, length <= BackupWriter.chunkOctets
    else { throw BackupFailure.altered(path: path, chunk: chunk, octet: start) }
    let sealed = try take(length)
    let tag = try take(Envelope.tagOctets)
    do {
      let box = try AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: BackupWriter.nonce(chunk)), ciphertext: sealed, tag: tag)
      opened = Array(try AES.GCM.open(box, using: key, authenticating: head))
    } catch {
      throw BackupFailure.altered(path: path, chunk: chunk, octet: start)
    }
    at = 0
    chunk += 1
    isLast = head[0] == 1
  }

  private func take(_ count: Int) throws -> [UInt8] {
    var octets: [UInt8] = []
    while octets.count < count {
      guard let more = try handle.read(upToCount: count - octets.count), !more.isEmpty else {
        throw BackupFailure.cutOff(path: path, octet: offset + UInt64(octets.count))
      }
      octets += more
    }
    offset += UInt64(count)
    return octets
  }

  private func malformed(_ reason: String) -> BackupFailure { .malformed(path: path, reason: reason) }
}
