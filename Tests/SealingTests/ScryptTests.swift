import Foundation
import Sealing
import Testing

@Suite("scrypt")
struct ScryptTests {
  @Test(
    "gives the vectors of RFC 7914, section 12",
    arguments: [
      (
        "password", "NaCl", ScryptCost(logN: 10, r: 8, p: 16),
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
          + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
      ),
      (
        "pleaseletmein", "SodiumChloride", ScryptCost(logN: 14, r: 8, p: 1),
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
          + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
      ),
    ])
  func vectors(password: String, salt: String, cost: ScryptCost, expected: String) throws {
    let key = try cost.key(from: Array(password.utf8), salt: Array(salt.utf8), octets: 64)
    #expect(Hexadecimal.text(key.octets) == expected)
  }

  @Test("agrees with Python's hashlib", .enabled(if: python != nil, "python3 is not installed"))
  func judge() throws {
    for (logN, r, p) in [(1, 1, 1), (5, 3, 2), (12, 8, 1), (17, 8, 1)] {
      let script = """
        import hashlib
        print(hashlib.scrypt('Größe 7'.encode(), salt=bytes(range(16)), n=1<<\(logN), r=\(r), p=\(p), \
        maxmem=1<<30, dklen=32).hex())
        """
      let process = Process()
      process.executableURL = URL(filePath: try #require(Self.python))
      process.arguments = ["-c", script]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      let key = try ScryptCost(logN: logN, r: r, p: p).key(from: Array("Größe 7".utf8), salt: Array(0..<16))
      #expect(said == Hexadecimal.text(key.octets) + "\n")
    }
  }

  @Test("a cost is read as it is written, and what no machine bears is refused")
  func costs() throws {
    #expect(ScryptCost("ln=17,r=8,p=1") == .standard)
    #expect(ScryptCost(ScryptCost.standard.description) == .standard)
    #expect(ScryptCost.standard.memoryOctets == 128 << 20)
    for text in ["", "ln=17", "ln=17,r=8", "r=8,ln=17,p=1", "ln=0,r=8,p=1", "ln=23,r=1,p=1", "ln=20,r=8,p=1"]
    {
      #expect(ScryptCost(text) == nil, "\(text)")
    }
    #expect(throws: SealingError.self) { try ScryptCost(logN: 62, r: 8, p: 1).key(from: [1], salt: [2]) }
  }

  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}
