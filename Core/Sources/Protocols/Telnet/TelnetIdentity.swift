import Vocabulary

/// What a host says of itself before anybody is logged in.
extension TelnetDissector {
  /// Unix asks `NAME login:`.
  func tellHost(_ line: Span<UInt8>, _ dissection: inout Dissection) {
    let first = end(at: 0x20, in: line, from: 0)
    guard first > 1, first < line.count, starts(line, with: " login:", at: first), line.count <= first + 8
    else { return }
    for word in Self.commonWords where first == word.utf8.count && starts(line, with: word) { return }
    dissection.tellFreely(.hostname, line.extracting(0..<first), source: "telnet prompt")
  }

  private static let commonWords = [
    "Please", "please", "Your", "Enter", "User", "Console", "System", "Telnet", "Remote", "Account", "Switch",
    "Router", "Admin", "Last", "FTP", "Web",
  ]

  func tellSystem(_ line: Span<UInt8>, _ dissection: inout Dissection) {
    for (word, system) in Self.systems where position(of: word, in: line) != nil {
      return dissection.tell(.operatingSystem, system, source: "telnet banner")
    }
  }

  private static let systems: [(word: String, system: String)] = [
    ("Microsoft Telnet", "Windows"), ("VxWorks", "VxWorks"), ("Ubuntu", "Ubuntu Linux"),
    ("Debian GNU", "Debian Linux"), ("Red Hat Linux", "Red Hat Linux"), ("OpenBSD", "OpenBSD"),
    ("FreeBSD", "FreeBSD"), ("SunOS", "SunOS"), ("RouterOS", "MikroTik RouterOS"), ("Linux", "Linux"),
  ]
}
