/// Rules that keep the tree easy to read, and free of the machine that it was written on.
extension TidyRule {
  static let reading: [TidyRule] = [
    // The words are put together here, so that the rule does not find itself.
    .everywhere(
      "no unfinished marks",
      "work to do is an issue, with a purpose and an owner; a mark in the code is forgotten",
      bad: "// TO" + "DO: later ⚑\n// FIX" + "ME ⚑", good: "a todo list, and fixmes"
    ) { line in line.words.contains { $0 == "TO" + "DO" || $0 == "FIX" + "ME" } },

    .everywhere(
      "no machine's paths", "a checkout works wherever it lies: paths start at the repository's root",
      bad: "see /ro" + "ot/bulkhead ⚑\n`/ho" + "me/anna/x.pcap` ⚑\n\"\(Repository.folder)/dev\" ⚑",
      good: "https://example.org/ho" + "me/page\n/usr/share/ieee-data/oui.txt\n../shared/tools/parity.py"
    ) { namesMachinePath($0) },

    .everywhere(
      "no registry's host",
      "a mirror or registry of one network is no use in another; packages come from their own home",
      bad: "https://regis" + "try.example.org/x ⚑\nhttp://user@npm-mir" + "ror.corp:8080 ⚑",
      good: "https://github.com/apple/swift-crypto.git\nhttps://example.org/registry/mirror"
    ) { namesRegistry($0) },

    TidyRule(
      name: "no licence header", reason: "a file starts with what it is; the licence stands once, in LICENSE",
      offendingLines: { file in
        guard file.isSwift else { return [] }
        let marks = ["copyright", "spdx-", "licensed under", "license information", "//===", "created by"]
        return file.lineNumbers(in: file.lines.prefix(6).map { $0 }) { line in
          line.trimmed.hasPrefix("/") && marks.contains { line.lowercased().contains($0) }
        }
      },
      bad: [
        SourceFile(path: "Core/Sources/Bytes/Bad.swift", text: "// Copyright 2026 Somebody ⚑\n\nimport X"),
        SourceFile(path: "Core/Tests/Bad.swift", text: "//===------===// ⚑\n// SPDX-License-Identifier: X ⚑"),
      ],
      good: [SourceFile(path: "Core/Sources/Bytes/Good.swift", text: "/// Reads octets.\nstruct Reader {}")]),

    TidyRule(
      name: "at most 450 lines a file", reason: "one concept a file; a longer one holds two",
      offendingLines: { $0.isSwift && $0.lines.count > 451 ? [0] : [] },
      bad: [SourceFile(path: "A.swift", text: String(repeating: "let a = 1\n", count: 451))],
      good: [
        SourceFile(path: "A.swift", text: String(repeating: "let a = 1\n", count: 450)),
        SourceFile(path: "table.tsv", text: String(repeating: "a\tb\n", count: 2000)),
      ]),

    TidyRule(
      name: "at most 110 columns",
      reason: "two files fit side by side, and a diff does not wrap; ./dev format mends most of it",
      offendingLines: { file in
        file.isSwift ? file.lineNumbers(in: file.lines) { $0.count > 110 } : []
      },
      bad: [SourceFile(path: "A.swift", text: "let a = 1\n" + String(repeating: "x", count: 110) + "⚑")],
      good: [SourceFile(path: "A.swift", text: String(repeating: "ü", count: 110))]),

    TidyRule(
      name: "folders and files are nouns of the field",
      reason: "a name that fits anything says nothing: name the folder or file after what it holds",
      offendingLines: { file in
        // A file of policies is named after a role, and a plant has managers.
        guard !file.path.hasSuffix(".cedar") else { return [] }
        return file.path.split(separator: "/").contains { hasEmptyName(String($0)) } ? [0] : []
      },
      bad: [
        "Core/Sources/Utils/A.swift", "Core/Sources/Streams/StreamManager.swift", "Sources/Common/a.txt",
        "Tests/helpers/A.swift", "Core/Sources/Bytes/Reader+Misc.swift", "Sources/Storage/BaseStore.swift",
      ].map { SourceFile(path: $0, text: "") },
      good: [
        "Sources/Storage/Database.swift", "Core/Sources/Bytes/Commonwealth.swift",
        "Core/Sources/Access/Policies/plant-manager.cedar",
      ].map { SourceFile(path: $0, text: "") }),
  ]

  /// Where people and build machines keep checkouts, and where this one lies.
  private static let machineFolders =
    ["root", "home", "Users", "work", "workspace", "builds"].map { "/" + $0 + "/" } + [
      Repository.folder + "/"
    ]

  private static func namesMachinePath(_ line: Substring) -> Bool {
    machineFolders.contains { folder in
      line.ranges(of: folder).contains { range in
        guard let before = line[..<range.lowerBound].last else { return true }
        return !(before.isLetter || before.isNumber || "._-~*)>}".contains(before))
      }
    }
  }

  private static func namesRegistry(_ line: Substring) -> Bool {
    line.ranges(of: "://").contains { range in
      let host = line[range.upperBound...].prefix { !($0.isWhitespace || "/\"'`)>".contains($0)) }
      let labels = host.split { !($0.isLetter || $0.isNumber) }
      return labels.contains {
        ["registry", "artifactory", "nexus", "mirror", "proxy", "goproxy"].contains($0)
      }
    }
  }

  private static func hasEmptyName(_ component: String) -> Bool {
    let empty = ["manager", "util", "helper", "common", "base", "misc"]
    return camelWords(component).contains { word in
      empty.contains(word) || (word.hasSuffix("s") && empty.contains(String(word.dropLast())))
    }
  }

  /// `StreamManager+Misc.swift` as stream, manager, misc, swift.
  private static func camelWords(_ name: String) -> [String] {
    var words: [String] = [""]
    for character in name {
      if character.isUppercase || !character.isLetter { words.append("") }
      if character.isLetter { words[words.count - 1] += character.lowercased() }
    }
    return words.filter { !$0.isEmpty }
  }
}
