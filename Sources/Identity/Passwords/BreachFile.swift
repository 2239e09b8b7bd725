import Crypto
import Foundation
import Sealing

/// A file of passwords that were stolen, searched where it lies, without reading it whole.
///
/// Its form is that of Have I Been Pwned's download: one line each, `SHA1:COUNT`, forty hexadecimal digits in
/// ascending order. 40 GB take some forty reads. Nothing leaves the machine.
public struct BreachFile: Sendable {
  public let path: String
  static let digits = 40
  /// Longer lines are no such file.
  static let lineLimit = 64

  public init(path: String) { self.path = path }

  /// That the file is there and has lines of that form where a search would look.
  func check() throws(IdentityError) {
    guard let file = FileHandle(forReadingAtPath: path) else { throw fault("cannot be read") }
    defer { try? file.close() }
    guard try end(of: file) > 0 else { throw fault("is empty") }
    _ = try times(sha1: String(repeating: "8", count: Self.digits))
  }

  /// How often a password was seen; nil where it was not.
  func times(_ password: Password) throws(IdentityError) -> Int? {
    let digest = Insecure.SHA1.hash(data: password.octets)
    return try times(sha1: Hexadecimal.text(digest).uppercased())
  }

  /// - Parameter wanted: forty hexadecimal digits in capitals.
  func times(sha1 wanted: String) throws(IdentityError) -> Int? {
    guard let file = FileHandle(forReadingAtPath: path) else { throw fault("cannot be read") }
    defer { try? file.close() }
    // The wanted line begins in [low, high).
    var low: UInt64 = 0
    var high = try end(of: file)
    while low < high {
      let middle = low + (high - low) / 2
      guard let line = try line(atOrAfter: middle, before: high, in: file) else {
        high = middle
        continue
      }
      if line.hash == wanted { return line.count }
      if line.hash < wanted { low = line.next } else { high = middle }
    }
    return nil
  }

  /// The first line that begins at or after an offset and before another; nil where there is none.
  private func line(
    atOrAfter offset: UInt64, before end: UInt64, in file: FileHandle
  ) throws(IdentityError) -> (hash: String, count: Int, next: UInt64)? {
    // From one octet before, so that a line that begins at the offset itself is seen to begin there.
    let start = offset == 0 ? 0 : offset - 1
    let octets = try read(from: start, count: 2 * Self.lineLimit + 2, in: file)
    var first = 0
    if offset > 0 {
      guard let newline = octets.firstIndex(of: 10) else {
        guard octets.count <= Self.lineLimit else {
          throw fault("holds a line longer than \(Self.lineLimit) octets")
        }
        return nil
      }
      first = newline + 1
    }
    let begins = start + UInt64(first)
    guard begins < end, first < octets.count else { return nil }
    let newline = octets[first...].firstIndex(of: 10)
    guard newline != nil || octets.count - first <= Self.lineLimit else {
      throw fault("holds a line longer than \(Self.lineLimit) octets")
    }
    let stop = newline ?? octets.count
    var text = String(decoding: octets[first..<stop], as: UTF8.self)
    if text.hasSuffix("\r") || text.unicodeScalars.last == "\r" {
      text = String(text.unicodeScalars.dropLast())
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == Self.digits, Hexadecimal.octets(parts[0]) != nil,
      let count = Int(parts[1]), count > 0
    else { throw fault("the line at octet \(begins) is not 'SHA1:COUNT'") }
    return (parts[0].uppercased(), count, start + UInt64(stop) + 1)
  }

  private func read(from offset: UInt64, count: Int, in file: FileHandle) throws(IdentityError) -> [UInt8] {
    do {
      try file.seek(toOffset: offset)
      return Array(try file.read(upToCount: count) ?? Data())
    } catch {
      throw fault("cannot be read at octet \(offset)")
    }
  }

  private func end(of file: FileHandle) throws(IdentityError) -> UInt64 {
    do { return try file.seekToEnd() } catch { throw fault("is no file that can be searched") }
  }

  private func fault(_ reason: String) -> IdentityError { .breachFile(path: path, reason: reason) }
}
