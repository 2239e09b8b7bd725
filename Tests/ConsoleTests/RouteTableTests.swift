import BuiltProgram
import Foundation
import Testing

@testable import Console

@Suite("The listener's routes")
struct RouteTableTests {
  @Test("stand on their page, each with its fields, and the page has no other")
  func page() throws {
    let page = try String(
      contentsOf: BuiltProgram.root.appending(path: "Documentation/listener.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("/api/v1/") }
    #expect(rows.count == ConsoleRoute.all.count)
    for route in ConsoleRoute.all {
      let row = try #require(rows.first { $0.hasPrefix("| `\(route)` |") }, "\(route)")
      let fields = row.split(separator: "|")[2].matches(of: /`([a-zA-Z]+)`/).map { String($0.output.1) }
      #expect(fields == route.fields, "\(route)")
    }
  }

  @Test("are each one thing, and what takes a password says so")
  func each() {
    #expect(Set(ConsoleRoute.all.map(\.description)).count == ConsoleRoute.all.count)
    for route in ConsoleRoute.all {
      #expect(route.takesPassword == route.fields.contains("password"), "\(route)")
      #expect(route.method == .post || route.fields.isEmpty, "\(route)")
    }
  }

  @Test("limits stand on the page as they are")
  func limits() throws {
    let page = try String(
      contentsOf: BuiltProgram.root.appending(path: "Documentation/listener.md"), encoding: .utf8)
    for words in [
      "| a request's body | \(ConsoleLimits.bodyOctets >> 10) KiB |",
      "| \(ConsoleLimits.headerOctets >> 10) KiB, \(ConsoleLimits.headerFieldOctets >> 10) KiB each, "
        + "\(ConsoleLimits.headerFields) of them |",
      "| connections at once | \(ConsoleLimits.connections) |",
      "from one address | \(ConsoleLimits.connectionsOfOneAddress) |",
      "or a handshake | \(ConsoleLimits.idleSeconds) s |", "to its end | \(ConsoleLimits.readingSeconds) s |",
      "is taken | \(ConsoleLimits.answeringSeconds) s |",
      "in the system | \(ConsoleLimits.sendingOctets >> 10) KiB |",
      "waiting | \(ConsoleLimits.passwordTurns), of one address \(ConsoleLimits.passwordTurnsOfOneAddress);",
      "`Retry-After: \(ConsoleLimits.retrySeconds)`", "| \(ConsoleLimits.threads) threads",
    ] {
      #expect(page.contains(words), "\(words)")
    }
  }
}
