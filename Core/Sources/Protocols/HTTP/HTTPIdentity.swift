import Vocabulary

/// What servers and clients say of themselves.
extension HTTPDissector {
  mutating func tellServer(_ value: Span<UInt8>, _ position: Int, _ dissection: inout Dissection) {
    let software = dissection.clientObject(.text, value).name
    guard software != .none, software != states[position].server else { return }
    states[position].server = software
    dissection.tell(.software, software, source: "http server")
    if let system = WindowsVersion.ofWebServer(value) {
      dissection.tell(.operatingSystem, system, source: "http server")
    } else {
      tellSystem(value, Self.serverSystems, source: "http server", &dissection)
    }
  }

  mutating func tellUserAgent(_ value: Span<UInt8>, _ position: Int, _ dissection: inout Dissection) {
    let software = dissection.clientObject(.text, value).name
    guard software != .none, software != states[position].userAgent else { return }
    states[position].userAgent = software
    dissection.tell(.software, software, source: "user agent")
    if let windows = Protocols.position(of: "Windows NT ", in: value),
      let system = WindowsVersion.ofUserAgent(value, at: windows + 11)
    {
      dissection.tell(.operatingSystem, system, source: "user agent")
    } else {
      tellSystem(value, Self.clientSystems, source: "user agent", &dissection)
    }
  }

  private func tellSystem(
    _ value: Span<UInt8>, _ systems: [(word: String, system: String)], source: StaticString,
    _ dissection: inout Dissection
  ) {
    for (word, system) in systems where Protocols.position(of: word, in: value) != nil {
      return dissection.tell(.operatingSystem, system, source: source)
    }
  }

  private static let serverSystems: [(word: String, system: String)] = [
    ("(Ubuntu)", "Ubuntu Linux"), ("(Debian)", "Debian Linux"), ("(CentOS)", "CentOS Linux"),
    ("(Red Hat", "Red Hat Linux"), ("(Fedora)", "Fedora Linux"), ("(FreeBSD)", "FreeBSD"),
    ("(Win32)", "Windows"), ("(Win64)", "Windows"), ("Microsoft-HTTPAPI", "Windows"),
  ]

  private static let clientSystems: [(word: String, system: String)] = [
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Ubuntu", "Ubuntu Linux"), ("Linux", "Linux"),
  ]
}
