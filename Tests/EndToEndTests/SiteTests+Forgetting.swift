import BuiltProgram
import Foundation
import Sealing
import Testing

/// Forgetting, looked for by somebody who has every key and every octet.
extension SiteTests {
  /// Whatever the keys of a folder open anywhere in its files, whichever row or page it lies in: at every
  /// octet that may begin a sealed value every length and place is tried.
  private func opened(_ folder: String, _ people: [String]) throws -> [[UInt8]] {
    let ring = try KeyRingFile(path: folder + "/keys").open(.file(path: folder + "/master.key"))
    var files: [[UInt8]] = []
    for case let name as String in try #require(FileManager.default.enumerator(atPath: folder)) {
      if let octets = FileManager.default.contents(atPath: folder + "/" + name) {
        files.append(Array(octets))
      }
    }
    let headers = ring.ids.compactMap { Hexadecimal.octets("\($0)").map { [1] + $0 } }
    #expect(headers.count == ring.ids.count)
    let places =
      people.flatMap { person in ["person's key", "password", "seed"].map { SealedPlace($0, row: person) } }
      + [SealedPlace("ledger key", row: "works"), SealedPlace("late entry", row: "ledger")]
    var found: [[UInt8]] = []
    var rowKeys: [(RowKey, String)] = []
    for octets in files {
      for start in octets.indices where headers.contains(where: { octets[start...].starts(with: $0) }) {
        for length in 37...min(max(37, octets.count - start), 300) where start + length <= octets.count {
          let value = Array(octets[start..<(start + length)])
          for place in places {
            guard let plain = try? ring.open(value, as: place) else { continue }
            found.append(plain)
            if place.what == "person's key" { rowKeys.append((RowKey(octets: plain), place.row)) }
          }
        }
      }
    }
    for octets in files {
      for start in octets.indices.dropLast(36) where octets[start] == 1 {
        for (key, person) in rowKeys {
          let place = SealedPlace("person", row: person)
          do {
            _ = try key.open(Array(octets[start..<(start + 37)]), as: place)
          } catch .unknownKey {
            continue
          } catch {
            for length in 37...400 where start + length <= octets.count {
              let value = Array(octets[start..<(start + length)])
              if let plain = try? key.open(value, as: place) { found.append(plain) }
            }
          }
        }
      }
    }
    return found
  }

  private func naming(_ folder: String, _ people: [String]) throws -> Int {
    let raw = try ["quentin", "Quentin", "Zabriskie"].reduce(0) { count, name in
      let ran = try BuiltProgram.run(program: "/usr/bin/grep", ["-rla", name, folder])
      return count + ran.outputText.split(separator: "\n").count
    }
    return try raw
      + opened(folder, people).count {
        let text = String(decoding: $0, as: UTF8.self)
        return text.contains("quentin") || text.contains("Zabriskie")
      }
  }

  @Test("with every key the name is nowhere after forgetting, nor after an older backup was restored")
  func replays() throws {
    try made(["--system-user", NSUserName()])
    var codes = try bindApp("administrator")
    for (login, name, role) in [
      ("mona", "Mona Vestergaard", "plant-manager"), ("quentin", "Quentin Zabriskie", "operator"),
    ] {
      let invited = try run(
        ["account", "invite", login, "--name", name, "--role", role],
        typing: ["administrator", Self.password, codes.removeLast()])
      try open(invited.outputText)
    }
    codes = try bindApp("mona")
    let list = try run(["account", "list"]).outputText.split(separator: "\n")
    let people = list.compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(people.count == 3)
    let path = scratch.path + "/backup"
    let key = scratch.path + "/backup.key"
    try MasterKey.makeFile(key, random: SystemRandom.octets)
    let backup = try run(["backup", "--out", path, "--backup-key", key])
    try #require(backup.status == 0, "\(backup.errorText)")
    #expect(try naming(data, people) > 0, "it is found while it is there")

    let forgotten = try run(
      ["account", "forget", "quentin", "--reason", "left the works, asked for it"],
      typing: ["mona", Self.password, codes.removeLast()])
    try #require(forgotten.status == 0, "\(forgotten.errorText)")
    #expect(try naming(data, people) == 0)
    let told = try run(["account", "forgotten"])
    #expect(told.outputText.split(separator: "\n").count == 1)
    let listed = try scratch.file("forgotten", Array(told.output))

    for (name, options, count, traces) in [
      ("unaware", ["--no-newer"], 0, true), ("by-ledger", ["--newer", data + "/ledger"], 1, false),
      ("by-list", ["--forgotten", listed], 1, false),
    ] {
      let place = scratch.path + "/" + name
      let ran = try BuiltProgram.run(["restore", path, "--backup-key", key, "--data", place] + options)
      try #require(ran.status == 0, "\(ran.errorText)")
      #expect(ran.outputText.contains("\nforgotten once more: \(count)\n"), "\(ran.outputText)")
      #expect(try (naming(place, people) > 0) == traces, "\(name)")
      let state = try BuiltProgram.run(["account", "forgotten", "--data", place])
      #expect(state.outputText == (count == 1 ? told.outputText : ""), "\(state.errorText)")
      let copy = place + "-ledger"
      try FileManager.default.copyItem(atPath: place + "/ledger", toPath: copy)
      let key = try String(contentsOfFile: place + "/ledger.pub", encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      let verified = try BuiltProgram.run(["ledger", "verify", copy, "--key", key])
      #expect(verified.status == 0, "\(verified.errorText)")
      let entries = try BuiltProgram.run(["ledger", "export", copy]).outputText
      #expect(entries.contains("\"forgetPerson\"") == (count == 1))
    }
  }
}
