import Detection
import Testing
import Vocabulary

@Suite("SMB ransomware")
struct RansomwareTests {
  /// Lets a host work on files 0 to `count - 1`, two a second, on a server.
  private static func findings(
    _ count: Int, gap: Double = 0.5, _ work: (inout Scene, EndpointID, EndpointID, Int, Double) -> Void
  ) -> Scene {
    var scene = Scene()
    let (client, server) = (scene.host(), scene.host())
    for number in 0..<count { work(&scene, client, server, number, Double(number) * gap) }
    return scene
  }

  @Test(
    "content that becomes a cipher in place: 8 files are found, 7 not", arguments: [(7, false), (8, true)])
  func inPlace(_ count: Int, _ isFound: Bool) {
    let scene = Self.findings(count) { scene, client, server, number, time in
      scene.touch(client, server, "a\\\(number).xlsx", [], read: .document, written: .cipher, at: time)
    }
    #expect(scene.kinds == (isFound ? [.smbRansomware] : []))
    #expect(scene.severity(.smbRansomware) == (isFound ? .critical : nil))
    if isFound {
      #expect(scene.findings[0].count == 8 && scene.findings[0].evidence.count == 8)
      #expect(scene.findings[0].first == Scene.time(0))
    }
  }

  @Test("the window: 8 files in 595 s are found, in 630 s not", arguments: [(85.0, true), (90.0, false)])
  func window(_ gap: Double, _ isFound: Bool) {
    let scene = Self.findings(8, gap: gap) { scene, client, server, number, time in
      scene.touch(client, server, "a\\\(number).txt", [], read: .text, written: .cipher, at: time)
    }
    #expect(scene.kinds == (isFound ? [.smbRansomware] : []))
  }

  @Test("read first, written over later, renamed at the end: each file once, found within 20 files")
  func separate() {
    let scene = Self.findings(20) { scene, client, server, number, time in
      let name = "a\\\(number).doc"
      scene.touch(client, server, name, [], read: .text, at: time)
      scene.touch(client, server, name, [.overwritten], written: .cipher, at: time)
      scene.touch(client, server, name, [], to: name + ".qzx", at: time)
    }
    #expect(scene.kinds == [.smbRansomware] && scene.findings[0].count == 20)
  }

  @Test("a cipher beside the original, which is deleted", arguments: ["qzx", "kr7"])
  func beside(_ fileExtension: String) {
    let scene = Self.findings(10) { scene, client, server, number, time in
      scene.touch(client, server, "a\\\(number).doc", [], read: .text, at: time)
      scene.touch(client, server, "a\\\(number).doc.\(fileExtension)", [.created], written: .cipher, at: time)
      scene.touch(client, server, "a\\\(number).doc", [.deleted], at: time)
    }
    #expect(scene.severity(.smbRansomware) == .critical)
    let replaced = Self.findings(10) { scene, client, server, number, time in
      scene.touch(client, server, "a\\\(number).doc", [.deleted], read: .text, at: time)
      scene.touch(client, server, "a\\\(number).\(fileExtension)", [.created], written: .cipher, at: time)
    }
    #expect(replaced.severity(.smbRansomware) == .critical)
  }

  @Test("extensions that ransomware gives: 3 files are found, 2 not", arguments: [(2, false), (3, true)])
  func known(_ count: Int, _ isFound: Bool) {
    let created = Self.findings(count) { scene, client, server, number, time in
      scene.touch(client, server, "a\\\(number).doc.WNCRY", [.created], written: .text, at: time)
    }
    let renamed = Self.findings(count) { scene, client, server, number, time in
      scene.touch(client, server, "a\\\(number).doc", [], to: "a\\\(number).doc.lockbit", at: time)
    }
    #expect(created.kinds == (isFound ? [.smbRansomware] : []))
    #expect(renamed.kinds == (isFound ? [.smbRansomware] : []))
  }

  @Test(
    "one unknown extension behind 15 files is medium, behind 14 it is nothing",
    arguments: [(14, false), (15, true)])
  func appended(_ count: Int, _ isFound: Bool) {
    let scene = Self.findings(count) { scene, client, server, number, time in
      scene.touch(client, server, "a\\\(number).doc", [], to: "a\\\(number).doc.qzx", at: time)
    }
    #expect(scene.severity(.smbRansomware) == (isFound ? .medium : nil))
  }

  @Test("letters in 5 folders are high; in one folder, however often, they are nothing")
  func notes() {
    let many = Self.findings(5) { scene, client, server, number, time in
      scene.touch(client, server, "f\(number)\\HOW_TO_DECRYPT.txt", [.created], written: .text, at: time)
    }
    #expect(many.severity(.smbRansomware) == .high)
    let one = Self.findings(9) { scene, client, server, number, time in
      scene.touch(client, server, "f\\HOW_TO_DECRYPT \(number).txt", [.created], written: .text, at: time)
    }
    #expect(one.findings.isEmpty)
  }

  @Test(
    "silent: backup, archives, virus scan, saves beside and renamed, roll-out, photos, gpg, rotation, sync")
  func lookAlikes() {
    let works: [(String, (inout Scene, EndpointID, EndpointID, Int, Double) -> Void)] = [
      (
        "backup with encryption",
        { scene, client, server, number, time in
          scene.touch(client, server, "plans\\\(number).dwg", [], read: .text, at: time)
          scene.touch(client, server, "backup\\\(number).vbk", [.created], written: .cipher, at: time)
        }
      ),
      (
        "archive and delete",
        { scene, client, server, number, time in
          scene.touch(client, server, "log\\\(number).csv", [], read: .text, at: time)
          scene.touch(client, server, "log\\\(number).csv.gz", [.created], written: .archive, at: time)
          scene.touch(client, server, "log\\\(number).csv", [.deleted], at: time)
        }
      ),
      (
        "encryption by the owner",
        { scene, client, server, number, time in
          scene.touch(client, server, "pay\\\(number).csv", [], read: .text, at: time)
          scene.touch(client, server, "pay\\\(number).csv.gpg", [.created], written: .cipher, at: time)
          scene.touch(client, server, "pay\\\(number).csv", [.deleted], at: time)
        }
      ),
      (
        "virus scan",
        { scene, client, server, number, time in
          scene.touch(
            client, server, "a\\\(number).doc", [], read: number % 2 == 0 ? .text : .cipher, at: time)
        }
      ),
      (
        "CAD save",
        { scene, client, server, number, time in
          scene.touch(client, server, "cad\\\(number).dwg", [], read: .text, at: time)
          scene.touch(client, server, "cad\\\(number).sv$", [.created], written: .cipher, at: time)
          scene.touch(client, server, "cad\\\(number).dwg", [], to: "cad\\\(number).bak", at: time)
          scene.touch(client, server, "cad\\\(number).sv$", [], to: "cad\\\(number).dwg", at: time)
        }
      ),
      (
        "office save",
        { scene, client, server, number, time in
          scene.touch(client, server, "o\\~$\(number).docx", [.created, .deleted], written: .text, at: time)
          scene.touch(client, server, "o\\A\(number)F.tmp", [.created], written: .document, at: time)
          scene.touch(
            client, server, "o\\\(number).docx", [], read: .document, to: "o\\B\(number).tmp", at: time)
          scene.touch(client, server, "o\\A\(number)F.tmp", [], to: "o\\\(number).docx", at: time)
          scene.touch(client, server, "o\\B\(number).tmp", [.deleted], at: time)
        }
      ),
      (
        "roll-out",
        { scene, client, server, number, time in
          scene.touch(client, server, "app\\\(number).dll", [.created], written: .cipher, at: time)
          scene.touch(client, server, "app\\\(number).cab", [.overwritten], written: .archive, at: time)
        }
      ),
      (
        "photo copies",
        { scene, client, server, number, time in
          scene.touch(client, server, "photo\\\(number).jpg", [.created], written: .cipher, at: time)
        }
      ),
      (
        "log rotation",
        { scene, client, server, number, time in
          scene.touch(client, server, "log\\\(number).txt", [], to: "log\\\(number).txt.1", at: time)
          scene.touch(client, server, "log\\x\(number).txt", [], to: "log\\x\(number).txt.old", at: time)
        }
      ),
      (
        "download",
        { scene, client, server, number, time in
          scene.touch(client, server, "d\\\(number).7z.part", [.created], written: .cipher, at: time)
          scene.touch(client, server, "d\\\(number).7z.part", [], to: "d\\\(number).7z", at: time)
        }
      ),
      (
        "an encrypted container that changes",
        { scene, client, server, number, time in
          scene.touch(client, server, "c\\\(number).kdbx", [], read: .cipher, written: .cipher, at: time)
        }
      ),
      (
        "clean up",
        { scene, client, server, number, time in
          scene.touch(client, server, "old\\\(number).doc", [.deleted], at: time)
        }
      ),
    ]
    for (name, work) in works {
      let scene = Self.findings(100, work)
      #expect(scene.findings.isEmpty, "\(name)")
    }
  }
}
