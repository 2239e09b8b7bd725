/// Rules that keep input from stopping the program.
extension TidyRule {
  static let safety: [TidyRule] = [
    .shipped(
      "no try!", "a wrong octet must never end the process: hand the error on",
      bad: "let x = try! parse() // ⚑", good: "let x = try parse() // never try! here"
    ) { $0.contains("try!") },

    .shipped(
      "no as!", "a type that is not as expected must never end the process: use as? and say what then",
      bad: "let x = y as! Int // ⚑", good: "let x = y as? Int"
    ) { $0.contains("as!") },

    .shipped(
      "no trap",
      "a release build has no reachable trap on octets from outside; malformed traffic is an observation",
      bad: "fatalError() // ⚑\npreconditionFailure(\"no\") // ⚑\nprecondition(count > 0) // ⚑",
      good: "let text = \"fatalError()\"\nlet preconditions = 1"
    ) { line in
      line.words.contains { ["fatalError", "preconditionFailure", "precondition"].contains($0) }
    },

    .shipped(
      "no forced unwrapping", "nil is an answer too: use guard let, or ?? with a value that is right",
      bad: "let a = first! // ⚑\nlet b = f(x)! + 1 // ⚑\nlet c = d[0]! // ⚑\nvar name: String! // ⚑",
      good:
        "if !a, a != b, a !== b { }\nlet t = \"Stop!\"\nlet s = \"\\(x[\"a\"] ?? 0)!\"\n#if !DEBUG\n#endif"
    ) { forcesUnwrapping($0) },

    TidyRule(
      name: "no unsafe in Core", reason: "memory safety is a promise: Core reads spans, which ran as fast",
      offendingLines: { file in
        guard file.isSwift, file.isCore else { return [] }
        return file.lineNumbers(in: file.code) { line in
          line.words.contains { $0 == "unsafe" || $0.hasPrefix("Unsafe") || $0.hasPrefix("withUnsafe") }
        }
      },
      bad: [
        SourceFile(
          path: "Core/Sources/Bytes/Bad.swift",
          text: "let a = unsafe b // ⚑\nvar p: UnsafeRawPointer // ⚑\nx.withUnsafeBytes { } // ⚑")
      ],
      good: [
        SourceFile(path: "Core/Sources/Bytes/Good.swift", text: "// nothing unsafe\nlet unsafeWrites = 1")
      ]),

    TidyRule(
      name: "unsafe only under // SAFETY:",
      reason:
        "each use says what makes it right, in the comment straight above, so that a reviewer can object",
      offendingLines: { file in
        guard file.isSwift, file.path.hasPrefix("Sources/") else { return [] }
        return file.lineNumbers(in: file.code) { $0.words.contains("unsafe") }
          .filter { !isExcused($0, in: file) }
      },
      bad: [
        SourceFile(
          path: "Sources/CaptureFiles/Bad.swift",
          text:
            "// SAFETY: it outlives the call\nlet a = 1\nlet b = unsafe c // ⚑\n// fast\nunsafe d() // ⚑"
        )
      ],
      good: [
        SourceFile(
          path: "Sources/CaptureFiles/Good.swift",
          text: "// SAFETY: the buffer outlives the call,\n// and nobody else has it.\nlet b = unsafe c")
      ]),

    TidyRule(
      name: "no @unchecked Sendable", reason: "the compiler's word on data races is worth more than ours",
      offendingLines: { file in
        file.isSwift ? file.lineNumbers(in: file.code) { $0.contains("@unchecked") } : []
      },
      bad: [SourceFile(path: "Tests/X/Bad.swift", text: "final class A: @unchecked Sendable {} // ⚑")],
      good: [SourceFile(path: "Tests/X/Good.swift", text: "struct A: Sendable {} // no @unchecked needed")]),

    TidyRule(
      name: "no clock, chance or concurrency in Core",
      reason: "the same input gives the same output, octet for octet: time and seeds come in as parameters",
      offendingLines: { file in
        guard file.isSwift, file.isCore else { return [] }
        return file.lineNumbers(in: file.code) { dependsOnChance($0) }
      },
      bad: [
        SourceFile(
          path: "Core/Sources/Streams/Bad.swift",
          text: """
            let a = ContinuousClock.now // ⚑
            let b = UInt64.random(in: 0...9) // ⚑
            let c = names.shuffled() // ⚑
            let d = name.hashValue // ⚑
            func read() async -> Int { 1 } // ⚑
            var g = SystemRandomNumberGenerator() // ⚑
            """)
      ],
      good: [
        SourceFile(
          path: "Core/Sources/Streams/Good.swift",
          text: "let b = UInt64.random(in: 0...9, using: &seeded)\nfunc hash(into hasher: inout Hasher) {}")
      ]),
  ]

  private static func dependsOnChance(_ line: Substring) -> Bool {
    let words: Set<Substring> = [
      "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator", "hashValue", "async", "await",
    ]
    let isDrawn = ["random(", "randomElement(", "shuffled(", "shuffle("].contains { line.contains(".\($0)") }
    return line.words.contains { words.contains($0) } || isDrawn && !line.contains("using:")
  }

  /// A `!` straight behind a name, a call, a subscript or a string; `try!` and `as!` have rules of their own.
  private static func forcesUnwrapping(_ line: Substring) -> Bool {
    line.indices.contains { index in
      guard line[index] == "!", index > line.startIndex else { return false }
      let before = line[..<index]
      let next = line.index(after: index)
      guard let last = before.last, next == line.endIndex || line[next] != "=" else { return false }
      let behindValue = last.isLetter || last.isNumber || "_)]}\"?>".contains(last)
      return behindValue && before.words.last != "try" && before.words.last != "as"
    }
  }

  private static func isExcused(_ number: Int, in file: SourceFile) -> Bool {
    var index = number - 2
    while index >= 0, file.lines[index].trimmed.hasPrefix("//") {
      if file.lines[index].trimmed.hasPrefix("// SAFETY:") { return true }
      index -= 1
    }
    return false
  }
}
