import BuiltProgram
import Foundation
import Sealing
import Testing

@Suite("The key ring's file")
struct KeyRingFileTests {
  let folder: ScratchFolder
  let file: KeyRingFile
  let place = SealedPlace("name", row: "p-17")
  let cheap = ScryptCost(logN: 4, r: 8, p: 1)

  init() throws {
    folder = try ScratchFolder()
    file = KeyRingFile(path: folder.path + "/keys")
  }

  func keyFile(_ name: String, mode: Int = 0o600, text: String? = nil) throws -> String {
    let path = try folder.file(name, Array((text ?? String(repeating: "5a", count: 32) + "\n").utf8))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("opens under each kind of master key, has mode 0600 and shows no key")
  func roundTrip() throws {
    let ring = KeyRing(random: SystemRandom.octets)
    let sealed = try ring.seal([7], as: place)
    let path = folder.path + "/master"
    try MasterKey.makeFile(path, random: SystemRandom.octets)
    for master in [
      MasterKey.file(path: path), .passphrase(Array("correct horse".utf8)),
      .credential(name: "master", folder: folder.path),
    ] {
      try file.write(ring, under: master, cost: cheap, random: SystemRandom.octets)
      #expect(try file.open(master).open(sealed, as: place) == [7])
      #expect(try mode(file.path) == 0o600)
    }
    #expect(throws: SealingError.file(path: path, reason: "there is a key already; it was not replaced")) {
      try MasterKey.makeFile(path, random: SystemRandom.octets)
    }
    #expect(try mode(path) == 0o600)
  }

  @Test("a new master key opens what the ring sealed before; the old one is told to be wrong")
  func newMaster() throws {
    let ring = KeyRing(random: SystemRandom.octets)
    let sealed = try ring.seal([7], as: place)
    let (old, new) = (MasterKey.passphrase(Array("old".utf8)), MasterKey.passphrase(Array("new".utf8)))
    try file.write(ring, under: old, cost: cheap, random: SystemRandom.octets)
    try file.write(file.open(old), under: new, cost: cheap, random: SystemRandom.octets)
    #expect(try file.open(new).open(sealed, as: place) == [7])
    #expect(throws: SealingError.wrongMasterKey(path: file.path)) { try file.open(old) }
  }

  @Test("any octet changed or cut off is refused, a lowered cost of the passphrase too")
  func hostile() throws {
    let master = MasterKey.file(path: try keyFile("master"))
    try file.write(
      KeyRing(random: SystemRandom.octets), under: master, cost: cheap, random: SystemRandom.octets)
    let text = Array(try Data(contentsOf: URL(filePath: file.path)))
    for index in text.indices {
      var changed = text
      changed[index] ^= 1
      try PrivateFile.write(changed, to: file.path)
      #expect(throws: SealingError.self, "octet \(index)") { try file.open(master) }
      try PrivateFile.write(Array(text.prefix(index)), to: file.path)
      #expect(throws: SealingError.self, "\(index) octets") { try file.open(master) }
    }
    let cheaper = String(decoding: text, as: UTF8.self).replacing("ln=4", with: "ln=2")
    try PrivateFile.write(Array(cheaper.utf8), to: file.path)
    #expect(throws: SealingError.self) { try file.open(master) }
    let dearer = String(decoding: text, as: UTF8.self).replacing("ln=4,r=8", with: "ln=22,r=64")
    try PrivateFile.write(Array(dearer.utf8), to: file.path)
    let error = #expect(throws: SealingError.self) { try file.open(master) }
    #expect(error == .notAKeyFile(path: file.path, reason: "its second line names no master key"))
  }

  @Test("a master key that others can read is refused", arguments: [0o640, 0o604, 0o660])
  func readableByOthers(mode: Int) throws {
    let path = try keyFile("master", mode: mode)
    let error = #expect(throws: SealingError.self) {
      try file.write(
        KeyRing(random: SystemRandom.octets), under: .file(path: path), random: SystemRandom.octets)
    }
    #expect(error == .notPrivate(path: path, mode: UInt32(mode)))
    #expect(error?.description.contains("chmod 600") == true)
  }

  @Test(
    "a file that holds no key is told so",
    arguments: ["", "\n", "5a5a", String(repeating: "5g", count: 32), String(repeating: "5a", count: 33)])
  func noKey(text: String) throws {
    let path = try keyFile("master", text: text)
    #expect(
      throws: SealingError.notAKeyFile(
        path: path, reason: "64 hexadecimal digits and a line's end are expected")
    ) {
      try file.write(
        KeyRing(random: SystemRandom.octets), under: .file(path: path), random: SystemRandom.octets)
    }
  }

  @Test("what is missing is named: a file, a credential, a folder of credentials, a passphrase")
  func missing() throws {
    let ring = KeyRing(random: SystemRandom.octets)
    func fails(_ master: MasterKey, _ error: SealingError) {
      #expect(throws: error) { try file.write(ring, under: master, cost: cheap, random: SystemRandom.octets) }
    }
    let path = folder.path + "/none"
    fails(.file(path: path), .file(path: path, reason: "No such file or directory"))
    fails(.file(path: folder.path), .file(path: folder.path, reason: "no regular file"))
    fails(.credential(name: "none", folder: nil), .noCredential(name: "none"))
    fails(.credential(name: "../master", folder: folder.path), .noCredential(name: "../master"))
    fails(.passphrase([]), .passphraseLength(octets: 0))
    fails(.passphrase([UInt8](repeating: 65, count: 1025)), .passphraseLength(octets: 1025))
  }

  @Test("a folder for keys is made with mode 0700, and one that others can enter is refused")
  func folders() throws {
    let path = folder.path + "/data"
    try PrivateFile.makeFolder(path)
    #expect(try mode(path) == 0o700)
    try PrivateFile.makeFolder(path)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    #expect(throws: SealingError.notPrivate(path: path, mode: 0o755)) { try PrivateFile.makeFolder(path) }
  }
}
