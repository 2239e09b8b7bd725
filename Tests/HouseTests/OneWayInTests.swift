import Testing

/// Whatever reads or changes a data folder passes the door, which decides and records. What the compiler
/// can't hold, that nobody makes a passage or opens a store beside it, is held here.
@Suite("One way in")
struct OneWayInTests {
  private static let shipped = Repository.files.filter { $0.isSwift && $0.path.hasPrefix("Sources/") }

  private static func lines(_ word: String, in files: [SourceFile]) -> [String] {
    files.flatMap { file in
      file.lines.filter { $0.contains(word) && !$0.drop { $0 == " " }.hasPrefix("//") }.map {
        "\(file.path): \($0)"
      }
    }
  }

  @Test(
    "only one place makes or opens each of these",
    arguments: [
      ("Passage(", "Sources/Operations/Door.swift"),
      ("SiteDatabase(path", "Sources/bulkhead/Site/SiteFolder.swift"),
      ("SiteStores(", "Sources/bulkhead/Site/SiteFolder.swift"),
      ("LedgerLog(", "Sources/bulkhead/Site/LedgerRecorder.swift"),
      ("KeyRingFile(", "Sources/bulkhead/Site/SiteFolder.swift"),
    ])
  func onePlace(word: String, place: String) {
    let folder = place.split(separator: "/").prefix(2).joined(separator: "/") + "/"
    let files = Self.shipped.filter { $0.path.hasPrefix(folder) || folder == "Sources/Operations/" }
    let found = Self.lines(word, in: files)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.hasPrefix(place + ":") }, "\(found.joined(separator: "\n"))")
  }

  /// What proves who somebody is, or says what its caller knew, is no act; it is named here, and why.
  private static let noActs = [
    "caller": "finds out who asks, before anything can be decided",
    "pseudonym": "who knows a sign-in name may name its account by it",
    "strength": "says of what was typed how hard it is to guess, and keeps nothing",
    "authority": "certificates that every handshake shows; a device needs them before anybody knows it",
    "newSecondFactor": "gives a seed to who just proved who they are; it counts once confirmed, on record",
  ]

  @Test("every public function of a site passes the door, or is recorded as a proof")
  func functions() {
    var passing = 0
    for file in Self.shipped where file.path.hasPrefix("Sources/Operations/Site") {
      let text = file.lines.joined(separator: "\n")
      for piece in text.components(before: "\n  public func ") where file.path.contains("Site+") {
        let name = piece.prefix { $0.isLetter || $0.isNumber }
        let body = piece.prefix(upToNext: "\n  }\n")
        let isActed = ["door.pass(", "try await noted(", "try await door.note("].contains {
          body.contains($0)
        }
        passing += isActed ? 1 : 0
        #expect(isActed || Self.noActs[String(name)] != nil, "\(file.path): \(name) goes around the door")
      }
    }
    #expect(passing > 10)
  }

  /// Routes that ask the site nothing more than who it is that asks, which the site itself finds out before
  /// any route for a person answers.
  private static let tellsOneself: Set<String> = ["session"]

  @Test("every route of the listener asks the site, and none is made beside the table that tests walk")
  func routes() {
    let files = Self.shipped.filter { $0.path.hasPrefix("Sources/Console/") }
    var asking = 0
    for file in files where file.path.hasPrefix("Sources/Console/Routes/ConsoleRoute+") {
      let text = file.lines.joined(separator: "\n")
      for piece in text.components(before: "    ConsoleRoute(.") {
        let path = String(piece.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" })
        let asks = piece.contains("asked.site.")
        asking += asks ? 1 : 0
        #expect(asks || Self.tellsOneself.contains(path), "\(file.path): \(path) goes around the site")
      }
    }
    #expect(asking >= 10)
    #expect(Self.lines("site.atWork(", in: files).count == 1, "one place finds out who asks")
    #expect(Self.lines("router.on(", in: files).count == 1, "one place makes routes")
    for word in ["router.get(", "router.post(", "router.put(", "router.group(", "router.delete("] {
      #expect(Self.lines(word, in: files).isEmpty, "\(word) makes a route that no test walks")
    }
  }

  /// Commands that look at files of one's own, or make something new: they ask nobody. By file, for one name
  /// may be that of several.
  private static let asksNobody: [String: Set<String>] = [
    "Bulkhead": ["Bulkhead"], "InspectCommand": ["InspectCommand"],
    "Plant/PlantCommand": ["PlantCommand", "List"], "Plant/PlantCommand+Make": ["Make"],
    // It opens nothing of a site; the other starts processes that ask.
    "Watch/WatchCommand": ["WatchCommand"], "Watch/ServeCommand": ["ServeCommand"],
    // Its commands on policies ask; the one that checks reads files of one's own and no data folder.
    "Access/AccessCommand": ["AccessCommand", "Cases"], "Access/ExplainCommand": ["ExplainCommand"],
    "Access/PoliciesCommand": ["PoliciesCommand", "CheckPolicies"],
    // These two tell only whether a ledger is whole.
    "Ledger/LedgerCommand": ["LedgerCommand", "Verify", "Fsck"],
    // The folder that these make is not there yet; what is made records it first.
    "Site/SiteCommand": ["SiteCommand", "Make"],
    "Backup/BackupCommand": ["RestoreCommand", "RecoveryKeyCommand"],
    "Account/AccountCommand": ["AccountCommand"], "Device/DeviceCommand": ["DeviceCommand"],
  ]

  /// The last is for ledgers: it asks where the ledger is a site's own, and not about a copy.
  private static let asking = [
    "options.act {", "options.act({", "options.actFresh", "folder.site.", "LedgerCommand.reading(",
  ]

  @Test("every command asks the site, or is named as one that asks nobody")
  func commands() {
    var asking = 0
    for file in Self.shipped where file.path.hasPrefix("Sources/bulkhead/") {
      let text = "\n" + file.lines.joined(separator: "\n")
      let place = file.path.dropFirst("Sources/bulkhead/".count).dropLast(".swift".count)
      for piece in text.components(before: "struct ") {
        let head = piece.prefix { $0 != "{" }
        guard head.contains("ParsableCommand") else { continue }
        let name = String(piece.prefix { $0.isLetter || $0.isNumber })
        let asks = Self.asking.contains { piece.contains($0) }
        asking += asks ? 1 : 0
        #expect(
          asks || Self.asksNobody[String(place)]?.contains(name) == true,
          "\(file.path): \(name) neither asks nor is said to ask nobody")
      }
    }
    #expect(asking >= 12)
  }
}

extension String {
  /// The pieces that follow each `mark`.
  fileprivate func components(before mark: String) -> [Substring] {
    var pieces: [Substring] = []
    let starts = ranges(of: mark)
    for (number, range) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1].lowerBound : endIndex
      pieces.append(self[range.upperBound..<end])
    }
    return pieces
  }
}

extension Substring {
  fileprivate func prefix(upToNext mark: String) -> Substring {
    firstRange(of: mark).map { self[..<$0.lowerBound] } ?? self
  }
}
