import Detection
import Vocabulary

/// What is done to a server's files, in the words of a test.
extension Scene {
  /// What a file holds.
  enum Content {
    case nothing, text, document, cipher, archive

    var measure: ContentMeasure {
      let octets = octets
      return ContentMeasure(octets.span)
    }

    private var octets: [UInt8] {
      switch self {
      case .nothing: return []
      case .text: return (0..<2_048).map { Array("a line of a recipe, 1200 mm\n".utf8)[$0 % 28] }
      case .document: return Array("PK\u{3}\u{4}".utf8) + Self.random(2_048)
      case .archive: return [0x1F, 0x8B] + Self.random(2_048)
      case .cipher: return Self.random(2_048)
      }
    }

    private static func random(_ count: Int) -> [UInt8] {
      var state: UInt64 = 0x9E37_79B9_7F4A_7C15
      return (0..<count).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state >> 32)
      }
    }
  }

  mutating func touch(
    _ client: EndpointID, _ server: EndpointID, _ path: String, _ deeds: FileDeeds, read: Content = .nothing,
    written: Content = .nothing, to newPath: String? = nil, at seconds: Double = 0
  ) {
    var deeds = deeds.union(.opened)
    if read != .nothing { deeds.insert(.read) }
    if written != .nothing { deeds.formUnion([.written, .writtenFromStart]) }
    if newPath != nil { deeds.insert(.renamed) }
    detectors.observe(
      FileTouch(
        time: Self.time(seconds), place: nextPlace(), client: client, server: server, name: .smb2,
        deeds: deeds, octetsRead: read == .nothing ? 0 : 100_000,
        octetsWritten: written == .nothing ? 0 : 100_000, readMeasure: read.measure,
        writtenMeasure: written.measure, path: Self.path(path), newPath: newPath.map { Self.path($0) }))
  }

  private static func path(_ text: String) -> FilePath {
    let octets = Array(text.utf8)
    return FilePath(octets.span)
  }

  /// One of each trouble that servers of files know.
  mutating func attackOnFiles(_ actor: EndpointID, _ target: EndpointID) {
    for number in 0..<8 {
      touch(actor, target, "plans\\\(number).dwg", [], read: .text, written: .cipher, at: Double(number))
    }
    wrong(.serviceExploit, actor, target, name: .smb)
    wrong(.backdoorAnswer, target, actor, name: .smb)
    wrong(.weaknessProbe, actor, target, name: .smb)
  }
}
