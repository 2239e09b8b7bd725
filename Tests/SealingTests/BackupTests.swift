import BuiltProgram
import Foundation
import Testing

@testable import Sealing

@Suite("A backup's file")
struct BackupTests {
  let folder: ScratchFolder
  let key: BackupKey

  init() throws {
    folder = try ScratchFolder()
    try MasterKey.makeFile(folder.path + "/key", random: SystemRandom.octets)
    key = .file(path: folder.path + "/key")
  }

  private func write(_ files: [(String, [UInt8])], _ name: String = "backup") throws -> String {
    let path = folder.path + "/" + name
    let writer = try BackupWriter(path, under: key, random: SystemRandom.octets)
    for (name, octets) in files { try writer.add(name, octets) }
    try writer.finish()
    try writer.publish()
    return path
  }

  private func read(_ path: String, _ key: BackupKey? = nil) throws -> [String: [UInt8]] {
    let reader = try BackupReader(path, with: key ?? self.key)
    var files: [String: [UInt8]] = [:]
    while let (name, _) = try reader.next() {
      var octets: [UInt8] = []
      while case let more = try reader.read(), !more.isEmpty { octets += more }
      files[name] = octets
    }
    return files
  }

  @Test("gives back what was put in, under each kind of key, and another key opens none")
  func roundTrip() throws {
    let recovery = folder.path + "/recovery"
    try BackupKey.makeRecoveryKey(recovery, random: SystemRandom.octets)
    try MasterKey.makeFile(folder.path + "/other", random: SystemRandom.octets)
    let large = [UInt8]((0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let keys: [(BackupKey, BackupKey, BackupKey)] = [
      (key, key, .file(path: folder.path + "/other")),
      (
        .recovery(path: recovery + ".pub"), .recovery(path: recovery), .recovery(path: folder.path + "/other")
      ),
      (.passphrase([7]), .passphrase([7]), .passphrase([8])),
    ]
    for (place, (write, open, other)) in keys.enumerated() {
      let path = folder.path + "/\(place)"
      let source = try folder.file("large", large)
      let writer = try BackupWriter(path, under: write, random: SystemRandom.octets)
      try writer.add("a/b", file: source)
      try writer.add("empty", [])
      try writer.finish()
      #expect(!FileManager.default.fileExists(atPath: path), "it is beside its place until it is published")
      try writer.publish()
      #expect(try read(path, open) == ["a/b": large, "empty": []])
      #expect(throws: BackupFailure.wrongKey(path: path)) { try read(path, other) }
    }
  }

  @Test("is refused wherever it is cut off, and wherever an octet is changed")
  func everyOctet() throws {
    let path = try write([("keys", Array("some keys".utf8)), ("name", [1, 2, 3])])
    let octets = Array(try Data(contentsOf: URL(filePath: path)))
    var refused = 0
    for place in octets.indices {
      let cut = try folder.file("cut", Array(octets[..<place]))
      #expect(throws: (any Error).self, "cut at \(place)") { try read(cut) }
      var changed = octets
      changed[place] ^= 1 << UInt8(place & 7)
      let path = try folder.file("changed", changed)
      #expect(throws: (any Error).self, "changed at \(place)") { try read(path) }
      refused += 2
    }
    #expect(refused == 2 * octets.count)
    #expect(try read(folder.file("same", octets)).count == 2)
    let longer = try folder.file("longer", octets + [0])
    #expect(throws: BackupFailure.trailing(path: longer, octet: UInt64(octets.count))) { try read(longer) }
  }

  @Test("is refused where chunks changed places, are missing, stand twice, or are another backup's")
  func chunks() throws {
    let large = [UInt8](repeating: 9, count: 4 * BackupWriter.chunkOctets)
    let octets = Array(try Data(contentsOf: URL(filePath: try write([("large", large)]))))
    let other = Array(try Data(contentsOf: URL(filePath: try write([("large", large)], "other"))))
    let start = octets.count - 5 * 20 - (4 * BackupWriter.chunkOctets + 2 + 5 + 8 + 10)
    let whole = BackupWriter.chunkOctets + 20
    func chunk(_ number: Int, of octets: [UInt8]) -> [UInt8] {
      let from = start + number * whole
      return Array(octets[from..<min(from + whole, octets.count)])
    }
    func made(_ order: [Int], foreign: Int? = nil) -> [UInt8] {
      Array(octets[..<start]) + order.flatMap { chunk($0, of: $0 == foreign ? other : octets) }
    }
    #expect(made([0, 1, 2, 3, 4]) == octets)
    let cases: [([UInt8], UInt64)] = [
      (made([0, 2, 1, 3, 4]), 1), (made([0, 1, 3, 4]), 2), (made([0, 1, 1, 2, 3, 4]), 2),
      (made([0, 1, 2, 4]), 3), (made([0, 1, 2, 3, 4], foreign: 2), 2), (made([4]), 0),
    ]
    for (octets, chunk) in cases {
      let path = try folder.file("made", octets)
      #expect(
        throws: BackupFailure.altered(path: path, chunk: chunk, octet: UInt64(start) + chunk * UInt64(whole))
      ) { try read(path) }
    }
    let short = try folder.file("short", made([0, 1, 2, 3]))
    #expect(throws: BackupFailure.cutOff(path: short, octet: UInt64(start + 4 * whole))) { try read(short) }
  }

  @Test(
    "writes nothing outside its folder",
    arguments: ["../x", "/x", "a/../../x", "a//x", "", "x\u{0}y", ".", "strange"])
  func names(name: String) throws {
    guard !name.isEmpty else {
      #expect(throws: BackupFailure.self) { try write([(name, [1])]) }
      return
    }
    let path = try write([(name, [1])])
    let place = folder.path + "/inside"
    try PrivateFile.makeFolder(place)
    #expect(throws: BackupFailure.self) {
      try BackupReader(path, with: key).unpack(into: place) { $0 != "strange" }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/x"))
  }
}
