import Foundation
import Inventory
import Testing
import Vocabulary

@testable import VendorRegistry

@Suite("The vendor registry")
struct VendorRegistryTests {
  /// Files made for one test, gone with it.
  private final class Folder {
    let path = NSTemporaryDirectory() + "/registry-" + UUID().uuidString

    init(_ files: [String: String]) throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for (name, text) in files {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private static let large = """
    Registry,Assignment,Organization Name,Organization Address
    MA-L,001B1B,"Siemens AG,",Somewhere 1 DE 90475\r
    MA-L,70B3D5,IEEE Registration Authority,Somewhere 2 US
    MA-L,086195,"Say ""Hello"" Automation","A street
    MA-L,a street that goes on
    US 44124"
    MA-L,0080A3,Lantronix,Somewhere 3
    """

  @Test("names what was asked for and nothing else")
  func large() throws {
    let folder = try Folder(["oui.csv": Self.large])
    let registry = try #require(VendorRegistry(directory: folder.path, packageStatus: "/nowhere"))
    let names = registry.names(for: [0x0_01B1_B000, 0x0_8619_5FFF])
    #expect(names.count == 2)
    #expect(names.name(of: .init(rawValue: 0x001B_1B01_0203)) == "Siemens AG,")
    #expect(names.name(of: .init(rawValue: 0x0861_95FF_F203)) == "Say \"Hello\" Automation")
    #expect(names.name(of: .init(rawValue: 0x0080_A301_0203)) == nil)
    #expect(registry.version == "unknown")
  }

  @Test("looks into the small blocks where a large one was cut up")
  func small() throws {
    let folder = try Folder([
      "oui.csv": Self.large, "mam.csv": "MA-M,70B3D51,Middle Maker,x\n",
      "oui36.csv": "MA-S,70B3D5123,Small Maker,x\nMA-S,70B3D5999,Other,x\n",
    ])
    let registry = try #require(VendorRegistry(directory: folder.path, packageStatus: "/nowhere"))
    let names = registry.names(for: [0x7_0B3D_5123, 0x7_0B3D_51FF])
    #expect(names.name(of: .init(rawValue: 0x70B3_D512_3001)) == "Small Maker")
    #expect(names.name(of: .init(rawValue: 0x70B3_D51F_F001)) == "Middle Maker")
    #expect(names.count == 3)
  }

  @Test("no registry installed is none")
  func absent() {
    #expect(VendorRegistry(directory: "/nowhere", packageStatus: "/nowhere") == nil)
  }

  @Test("the version is the package's, while the package is installed")
  func version() throws {
    let folder = try Folder([
      "oui.csv": Self.large, ".lastupdate": "1661630937\n",
      "installed": """
      Package: ieee
      Status: install ok installed
      Version: 1

      Package: ieee-data
      Status: install ok installed
      Version: 20220827.1
      Description: names
       Version: 7

      Package: zlib
      Version: 9
      """,
      "removed": "Package: ieee-data\nStatus: deinstall ok config-files\nVersion: 20220827.1\n",
    ])
    #expect(PackageVersion.find("ieee-data", in: folder.path + "/installed") == "20220827.1")
    #expect(PackageVersion.find("ieee-data", in: folder.path + "/removed") == nil)
    #expect(PackageVersion.find("ieee-data", in: "/nowhere") == nil)
    let registry = VendorRegistry(directory: folder.path, packageStatus: folder.path + "/removed")
    #expect(registry?.version == "1661630937")
  }

  @Test("lines are whole, however the blocks cut them", arguments: [1, 2, 3, 7, 64])
  func blocks(octets: Int) throws {
    let folder = try Folder(["text": "one\n\ntwo and more\nlast"])
    var lines: [String] = []
    if let file = FileLines(folder.path + "/text", blockOctets: octets) {
      file.forEach { line in
        lines.append(String(decoding: line, as: UTF8.self))
        return true
      }
    }
    #expect(lines == ["one", "", "two and more", "last"])
  }
}
