import Vocabulary

/// Windows' versions by the numbers and words that protocols carry. A client's and a server's edition share a
/// number.
///
/// Source: MS-NLMP, section 2.2.2.10 (VERSION); Microsoft's list of releases by build.
enum WindowsVersion {
  /// "Windows 7 / Server 2008 R2 (build 7601)"; nil for numbers that are none of Windows'.
  static func text(major: UInt8, minor: UInt8, build: UInt16) -> String? {
    guard build > 0, let name = name(major: major, minor: minor, build: build) else { return nil }
    return "\(name) (build \(build))"
  }

  private static func name(major: UInt8, minor: UInt8, build: UInt16) -> String? {
    switch (major, minor) {
    case (5, 0): "Windows 2000"
    case (5, 1): "Windows XP"
    case (5, 2): "Windows Server 2003"
    case (6, 0): "Windows Vista / Server 2008"
    case (6, 1): "Windows 7 / Server 2008 R2"
    case (6, 2): "Windows 8 / Server 2012"
    case (6, 3): "Windows 8.1 / Server 2012 R2"
    case (10, 0):
      switch build {
      case 14_393: "Windows 10 / Server 2016"
      case 17_763: "Windows 10 / Server 2019"
      case 20_348: "Windows Server 2022"
      case 26_100...: "Windows 11 / Server 2025"
      case 22_000...: "Windows 11"
      default: "Windows 10"
      }
    default: nil
    }
  }

  /// Of the version behind `Windows NT ` in a user agent, which since 10.0 stands still.
  static func ofUserAgent(_ octets: Span<UInt8>, at start: Int) -> String? {
    let versions: [(String, String)] = [
      ("5.0", "Windows 2000"), ("5.1", "Windows XP"), ("5.2", "Windows Server 2003"),
      ("6.0", "Windows Vista / Server 2008"), ("6.1", "Windows 7 / Server 2008 R2"),
      ("6.2", "Windows 8 / Server 2012"), ("6.3", "Windows 8.1 / Server 2012 R2"),
      ("10.0", "Windows 10 or later"),
    ]
    for (version, name) in versions where starts(octets, with: version, at: start) { return name }
    return nil
  }

  /// Of Microsoft's web server, each version of which came with one Windows.
  static func ofWebServer(_ server: Span<UInt8>) -> String? {
    let versions: [(String, String)] = [
      ("5.0", "Windows 2000"), ("5.1", "Windows XP"), ("6.0", "Windows Server 2003"),
      ("7.0", "Windows Vista / Server 2008"), ("7.5", "Windows 7 / Server 2008 R2"),
      ("8.0", "Windows 8 / Server 2012"), ("8.5", "Windows 8.1 / Server 2012 R2"),
      ("10.0", "Windows 10 or later"),
    ]
    guard starts(server, with: "Microsoft-IIS/") else { return nil }
    for (version, name) in versions where starts(server, with: version, at: 14) { return name }
    return nil
  }
}
