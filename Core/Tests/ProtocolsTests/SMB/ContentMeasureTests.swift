import Testing
import Vocabulary

@Suite("What content and names say")
struct ContentMeasureTests {
  private static func measure(_ octets: [UInt8]) -> ContentMeasure { ContentMeasure(octets.span) }

  private static func path(_ text: String) -> FilePath {
    let octets = Array(text.utf8)
    return FilePath(octets.span)
  }

  @Test("entropy in 1/16 bit: one octet alone, two in turns, all equally often")
  func entropy() {
    #expect(Self.measure([UInt8](repeating: 7, count: 4_096)).entropy == 0)
    #expect(Self.measure((0..<4_096).map { UInt8($0 & 1) }).entropy == 16)
    let all = Self.measure((0..<4_096).map { UInt8($0 & 255) })
    #expect(all.entropy == 128 && all.chiSquare == 0)
    #expect(Self.measure([UInt8]()) == ContentMeasure.none)
  }

  @Test("random octets are a cipher's, text and small samples are not, archives say what they are")
  func ciphers() {
    for count in [512, 1_024, 2_048, 4_096, 9_000] {
      #expect(Self.measure(SMBFileTests.cipher(count)).isCipher, "\(count)")
    }
    #expect(!Self.measure(SMBFileTests.cipher(511)).isEven)
    #expect(!Self.measure(SMBFileTests.text(4_096)).isEven)
    let archive = Self.measure((Array("PK\u{3}\u{4}".utf8) + SMBFileTests.cipher(4_092)))
    #expect(archive.isEven && !archive.isCipher && archive.form == .zip)
  }

  @Test(
    "letters of extortion by name",
    arguments: [
      ("HOW_TO_DECRYPT.txt", true), ("README_TO_RESTORE_FILES.html", true), ("@Please_Read_Me@.txt", true),
      ("!!!RECOVER_YOUR_DATA!!!.rtf", true), ("restore-my-files.txt", true), ("readme.txt", false),
      ("recovery plan.docx", false), ("data.txt", false), ("help.html", false), ("keyboard.txt", false),
    ])
  func notes(_ name: String, _ isNote: Bool) {
    let path = Self.path("\\\\srv\\a\\\(name)")
    #expect(path.traits.contains(.ransomNote) == isNote)
  }

  @Test("paths are compared without case, by folder, stem and extension")
  func paths() {
    let path = Self.path
    #expect(path("A\\Plan.DWG") == path("a\\plan.dwg"))
    #expect(path("a\\plan.dwg.xyz").stem == path("a\\plan.dwg").base)
    #expect(path("a\\plan.dwg.xyz").innerExtension == FileExtension("dwg"))
    #expect(path("a\\plan.dwg").folder != path("b\\plan.dwg").folder)
    #expect(path("a\\.htaccess").fileExtension == .none && path("a\\x").fileExtension == .none)
    #expect(FileExtension("WNCRY").octets == Array("wncry".utf8))
  }
}
