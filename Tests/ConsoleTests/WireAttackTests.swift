import BuiltProgram
import Foundation
import Synchronization
import Testing

/// An attack on a listener, and the answer that was observed when it was made.
struct WireAttack: Sendable, CustomTestStringConvertible {
  let name: String
  /// Makes the attack; gives what came of it, as it stands in the page.
  let observed: @Sendable (ListenedSite) throws -> String

  init(_ name: String, _ observed: @escaping @Sendable (ListenedSite) throws -> String) {
    self.name = name
    self.observed = observed
  }

  var testDescription: String { name }

  static let all = sessions + pages + guessing + devices

  private static let right = ["login": "administrator", "password": ListenedSite.password]

  /// A browser in which the administrator, whose account has no app yet, is signed in.
  private static func victim(_ site: ListenedSite) throws -> Client {
    let client = try Client(of: site)
    try client.post("open", ["code": site.firstCode, "password": ListenedSite.password]).expect(200)
    try client.post("sign-in", right).expect(200)
    return client
  }

  private static func cookies(_ client: Client, _ names: String...) throws -> [String] {
    let pairs = try names.map { "\($0)=\(try client.cookie($0) ?? "")" }
    return ["-H", "Cookie: " + pairs.joined(separator: "; ")]
  }

  private static let session = "__Host-bulkhead"
  private static let device = "__Host-bulkhead-device"

  private static let sessions = [
    WireAttack("a session's cookie is copied to another device") { site in
      let victim = try victim(site)
      let thief = try Client(of: site).get("session", try cookies(victim, session))
      let owner = try victim.get("session")
      let told = try site.ledger().contains { $0.contains("\"showSession\"") && $0.contains("\"refused\"") }
      return "\(thief.words); afterwards the owner: \(owner.words); in the ledger: \(told ? "yes" : "no")"
    },
    WireAttack("a session begun with a device's certificate is shown without it") { site in
      let administrator = try site.opened(by: try Client(of: site))
      let laptop = try Client(of: site, at: try site.device("laptop-7", by: administrator))
      try administrator.signIn(laptop).expect(200)
      return try Client(of: site).get("session", try cookies(laptop, session)).words
    },
    WireAttack("everything that a browser without certificate keeps is copied") { site in
      let victim = try victim(site)
      let stolen = try cookies(victim, session, device)
      let thief = try Client(of: site)
      return "\(try thief.get("session", stolen).words); acts: \(try thief.get("devices", stolen).words)"
    },
    WireAttack("a session's cookie is replayed after signing out") { site in
      let victim = try victim(site)
      let kept = try cookies(victim, session, device)
      try victim.post("sign-out").expect(204)
      return try Client(of: site).get("session", kept).words
    },
    WireAttack("a cookie from before a step-up is replayed") { site in
      let victim = try victim(site)
      let kept = try cookies(victim, session, device)
      try victim.post("step-up", ["password": ListenedSite.password]).expect(200)
      return try Client(of: site).get("session", kept).words
    },
    WireAttack("session fixation: the attacker plants a session before the victim signs in") { site in
      let attacker = try victim(site)
      let planted = try cookies(attacker, session, device)
      let victim = try Client(of: site)
      let signedIn = try victim.post("sign-in", right, planted).expect(200)
      let fresh = signedIn.headers.filter { $0.name == "set-cookie" && $0.value.hasPrefix(session + "=") }
      let isNew = try fresh.allSatisfy { !$0.value.contains(try attacker.cookie(session) ?? "") }
      return "\(isNew && !fresh.isEmpty ? "a new token" : "the same token"); the planted one: "
        + (try attacker.get("session").words)
    },
    WireAttack("two session cookies are sent, one of them planted") { site in
      let victim = try victim(site)
      let kept = try victim.cookie(session) ?? ""
      let secret = try victim.cookie(device) ?? ""
      let both =
        "Cookie: \(session)=\(String(repeating: "0", count: 64)); \(session)=\(kept); \(device)=\(secret)"
      return try Client(of: site).get("session", ["-H", both]).words
    },
  ]

  private static let pages = [
    WireAttack("CSRF: a page of another origin posts, with the victim's cookies") { site in
      let victim = try victim(site)
      return try victim.post("sign-out", [:], ["-H", "Origin: https://evil.example"]).words
        + "; afterwards the victim: " + (try victim.get("session").words)
    },
    WireAttack("CSRF: a form is sent, with the victim's cookies") { site in
      let victim = try victim(site)
      let form = try victim.ask("sign-out", ["-d", "a=b"])
      let text = try victim.ask("sign-out", ["-d", "{}", "-H", "Content-Type: text/plain"])
      return "\(form.words); as text: \(text.words); afterwards the victim: "
        + (try victim.get("session").words)
    },
    WireAttack("CSRF: a page of a neighbour's origin, which a browser tells as same-site") { site in
      let victim = try victim(site)
      return try victim.post("sign-out", [:], ["-H", "Sec-Fetch-Site: same-site"]).words
    },
    WireAttack("signing the victim in as the attacker, from another page") { site in
      let victim = try victim(site)
      return try victim.post("sign-in", right, ["-H", "Origin: null"]).words
    },
    WireAttack("a page asks whether it may (CORS preflight)") { site in
      let reply = try Client(of: site).ask(
        "sign-in",
        [
          "-X", "OPTIONS", "-H", "Origin: https://evil.example", "-H", "Access-Control-Request-Method: POST",
        ])
      let allows = reply.headers.contains { $0.name.hasPrefix("access-control-") }
      return "\(reply.words); \(allows ? "allowed" : "nothing is allowed")"
    },
  ]

  private static let guessing = [
    WireAttack("names are tried: is an unknown one told from a known one by its answer?") { site in
      _ = try victim(site)
      let shapes = try ["administrator", "nobody-at-all"].map { login in
        let reply = try Client(of: site).post("sign-in", ["login": login, "password": "a wrong guess here"])
        let names = reply.headers.map(\.name).joined(separator: " ")
        return "\(reply.words), \(reply.body.utf8.count) octets, \(names), \(reply["content-length"] ?? "")"
      }
      return shapes[0] == shapes[1] ? "the same: 401 refused" : "told: \(shapes)"
    },
    WireAttack("passwords are guessed at one name from one address") { site in
      _ = try victim(site)
      for guess in 0..<30 {
        let reply = try Client(of: site).post(
          "sign-in", ["login": "administrator", "password": "guess number \(guess)"])
        guard reply.words != "401 refused" else { continue }
        return "after some: " + reply.words + (reply["retry-after"] == nil ? "" : ", with Retry-After")
      }
      return "no end"
    },
    WireAttack("the first start's code is used a second time") { site in
      _ = try victim(site)
      return try Client(of: site).post(
        "open", ["code": site.firstCode, "password": "another long password"]
      ).words
    },
  ]

  private static let devices = [
    WireAttack("an expired certificate") { site in
      try Client(of: site, at: try site.deviceOfLastWeek()).post("sign-in", right).sentence
    },
    WireAttack("a certificate that signs itself") { site in
      _ = try victim(site)
      let own = try site.selfSigned("ec", "-pkeyopt", "ec_paramgen_curve:P-256")
      return try Client(of: site, at: own).post("sign-in", right).sentence
    },
    WireAttack("another site's certificate") { site in
      _ = try victim(site)
      let other = try ListenedSite()
      let administrator = try other.opened(by: try Client(of: other))
      let foreign = try other.device("laptop-7", by: administrator)
      return try Client(of: site, at: foreign).post("sign-in", right).sentence
    },
    WireAttack("a device's certificate without its key") { site in
      let administrator = try site.opened(by: try Client(of: site))
      let laptop = try site.device("laptop-7", by: administrator)
      let other = try site.request("thief")
      let stolen = ListenedSite.Enrolled(certificate: laptop.certificate, key: other.key)
      let reply = try Client(of: site, at: stolen).get("session")
      return reply.status == 0 ? "no handshake" : reply.words
    },
    WireAttack("TLS 1.2 is asked for") { site in
      let reply = try Client(of: site).get("session", ["--tls-max", "1.2"])
      return reply.status == 0 ? "no handshake" : reply.words
    },
  ]
}

extension Reply {
  /// Its status and its word.
  fileprivate var words: String { text("error").map { "\(status) \($0)" } ?? "\(status)" }

  fileprivate var sentence: String { "\(words): \(text("message") ?? "")" }
}

@Suite("Attacks over the wire, and what was observed")
struct WireAttackTests {
  static let page = BuiltProgram.root.appending(path: "Documentation/listener.md")
  private static let start = "<!-- attacks -->\n"
  private static let end = "<!-- end of attacks -->\n"

  /// The page's row of each attack: one that changes its answer fails here, and is read as a diff.
  @Test("stands on the page", arguments: WireAttack.all)
  func row(attack: WireAttack) throws {
    let row = "| \(attack.name) | \(try attack.observed(try ListenedSite())) |\n"
    guard ProcessInfo.processInfo.environment["BULKHEAD_RECORD"] == "1" else {
      let text = try String(contentsOf: Self.page, encoding: .utf8)
      #expect(text.contains(row), "\(row)")
      return
    }
    try Self.recording.withLock { rows in
      rows[attack.name] = row
      guard rows.count == WireAttack.all.count else { return }
      let text = try String(contentsOf: Self.page, encoding: .utf8)
      let head = try #require(text.split(separator: Self.start, maxSplits: 1).first)
      let tail = try #require(text.ranges(of: Self.end).first)
      let table = WireAttack.all.compactMap { rows[$0.name] }.joined()
      let recorded =
        head + Self.start + "| attack | observed |\n|---|---|\n" + table + text[tail.lowerBound...]
      try Data(recorded.utf8).write(to: Self.page)
    }
  }

  private static let recording = Rows()

  @Test("the page has no other rows, and none says that somebody was let in who must not be")
  func rows() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let table = try #require(text.split(separator: Self.start).last?.split(separator: Self.end).first)
    let rows = table.split(separator: "\n").dropFirst(2)
    #expect(rows.count == WireAttack.all.count)
    for row in rows where !row.contains("everything that a browser") {
      let observed = row.split(separator: " | ").last ?? ""
      #expect(!observed.hasPrefix("200") && !observed.hasPrefix("204"), "\(row)")
      #expect(!observed.contains("the same token") && !observed.contains("told:"), "\(row)")
    }
  }
}

private final class Rows: Sendable {
  private let rows = Mutex([String: String]())

  func withLock(_ body: (inout [String: String]) throws -> Void) rethrows {
    try rows.withLock { try body(&$0) }
  }
}
