import Foundation

/// Seeds from the messages that stand in Core's tests: every string of hexadecimal digits in a dissector's
/// tests, as it is and in the envelopes that its protocol puts messages in.
enum TestMessages {
  private static let shortestOctets = 2

  static func seeds(of target: FuzzTarget) -> [[UInt8]] {
    var literals: [[UInt8]] = []
    var known: Set<[UInt8]> = []
    for folder in target.testFolders {
      for text in strings(in: "Core/Tests/ProtocolsTests/\(folder)") {
        guard let octets = octets(text), octets.count >= shortestOctets else { continue }
        if known.insert(octets).inserted { literals.append(octets) }
      }
    }
    let envelopes = Envelopes(target)
    var seeds = Openings(target).seeds
    if target == .http || target == .ssh || target == .ftp || target == .telnet || target == .mail {
      let texts = target.testFolders.flatMap { Self.texts(in: "Core/Tests/ProtocolsTests/\($0)") }
      for text in texts { seeds += envelopes.around(text + [13, 10, 13, 10]) }
    }
    for literal in literals {
      seeds += envelopes.around(literal)
    }
    // All of a protocol's messages one after another, so that what one leaves behind meets the next.
    for start in stride(from: 0, to: literals.count, by: 12) {
      let some = literals[start..<min(start + 12, literals.count)]
      seeds.append([1] + some.enumerated().flatMap { FuzzRecord.encoded(UInt8($0 & 1), $1) })
      seeds.append([1] + some.flatMap { FuzzRecord.encoded(8, $0) })
    }
    return seeds
  }

  /// All strings in the Swift files of a folder, as texts.
  static func texts(in folder: String) -> [[UInt8]] {
    strings(in: folder).map { text in
      let plain = text.replacing("\\\"", with: "\"").replacing("\\r", with: "\r").replacing("\\n", with: "\n")
      return Array(plain.utf8)
    }
  }

  private static func strings(in folder: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.sorted().filter { $0.hasSuffix(".swift") }.flatMap { file -> [String] in
      guard let text = try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) else { return [] }
      return text.matches(of: /"((?:[^"\\\n]|\\.)+)"/).map { String($0.1) }
    }
  }

  /// What a text spells where it holds nothing but pairs of hexadecimal digits and spaces.
  private static func octets(_ text: String) -> [UInt8]? {
    let digits = text.compactMap(\.hexDigitValue)
    guard text.allSatisfy({ $0.isHexDigit || $0 == " " }), digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}

extension FuzzTarget {
  /// The folders of `Core/Tests/ProtocolsTests` that hold messages of the target.
  fileprivate var testFolders: [String] {
    switch self {
    case .enip: ["EtherNetIP", "CIP"]
    default: folders.map { $0.replacing("Protocols/", with: "") }
    }
  }
}
