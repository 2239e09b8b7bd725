import Vocabulary

/// Dissects SSH as far as it is in clear: the identification that both sides send first.
///
/// Source: RFC 4253, section 4.2: `SSH-protoversion-softwareversion SP comments CR LF`, at most 255 octets.
public struct SSHDissector: Sendable {
  public static let port: UInt16 = 22
  private static let bannerLimit = 255

  public init() {}

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return mayBegin(octets, with: "SSH-") ? .undecided : .no }
    return starts(octets, with: "SSH-2.0-") || starts(octets, with: "SSH-1.") ? .consistent : .no
  }

  private static func mayBegin(_ octets: Span<UInt8>, with text: String) -> Bool {
    for (index, character) in text.utf8.enumerated() where index < octets.count {
      if octets[index] != character { return false }
    }
    return true
  }

  /// What follows the banners is encrypted, or will be: it is counted and passed over.
  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    if octets.count < 4, Self.mayBegin(octets, with: "SSH-") { return StreamProgress(consumed: 0) }
    guard starts(octets, with: "SSH-") else {
      dissection.note(.ssh)
      dissection.isEncrypted = true
      return StreamProgress(consumed: octets.count)
    }
    let line = end(at: 0x0A, in: octets, from: 0)
    if line == octets.count, octets.count < Self.bannerLimit { return StreamProgress(consumed: 0) }
    dissection.note(.ssh)
    guard line < Self.bannerLimit else {
      dissection.malformed(.ssh)
      return StreamProgress(consumed: octets.count)
    }
    tell(octets.extracting(trimmed(0..<line, of: octets)), &dissection)
    if dissection.isFromClient { dissection.activity(.ssh, .connect) }
    return StreamProgress(consumed: octets.count)
  }

  private func tell(_ banner: Span<UInt8>, _ dissection: inout Dissection) {
    let version = end(at: UInt8(ascii: "-"), in: banner, from: 4) + 1
    guard version < banner.count else { return }
    dissection.tellFreely(
      .software, banner.extracting(version..<banner.count), source: "ssh banner")
    for (word, system) in Self.systems where position(of: word, in: banner, from: version) != nil {
      return dissection.tell(.operatingSystem, system, source: "ssh banner")
    }
  }

  /// Words by which a banner gives its system away.
  private static let systems: [(word: String, system: String)] = [
    ("Ubuntu", "Ubuntu Linux"), ("Raspbian", "Raspbian Linux"), ("Debian", "Debian Linux"),
    ("FreeBSD", "FreeBSD"), ("NetBSD", "NetBSD"), ("for_Windows", "Windows"), ("Cisco", "Cisco IOS"),
    ("ROSSSH", "MikroTik RouterOS"),
  ]
}
