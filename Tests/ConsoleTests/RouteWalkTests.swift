import Foundation
import Testing

@testable import Console
@testable import Identity

/// Walks the table that the router is made from, over the wire: what is asked stands in the ledger.
@Suite("Every route of the listener")
struct RouteWalkTests {
  /// Routes that leave no entry, each with its reason.
  static let silent = [
    "GET /api/v1/session": "it tells who asks of their own session, and of nothing else",
    "GET /api/v1/authority": "it is public, and every handshake shows it",
    "POST /api/v1/second-factor": "the seed counts once a code of it was shown, which is recorded",
  ]

  /// What each route is asked, and the act that the ledger must then tell.
  private static let acts: [String: (fields: [String: String], act: String)] = [
    "POST /api/v1/open": (["code": "none", "password": ListenedSite.password], "openAccount"),
    "POST /api/v1/sign-in": (["login": "nobody", "password": "no password"], "signIn"),
    "POST /api/v1/break-glass": (["code": "none", "reason": "because of the test"], "breakGlass"),
    "POST /api/v1/step-up": (["password": "not the password"], "stepUp"),
    "POST /api/v1/second-factor/confirm": (["seed": "none", "code": "000000"], "setSecondFactor"),
    "GET /api/v1/accounts": ([:], "viewAccounts"),
    "GET /api/v1/devices": ([:], "viewDevices"),
    "POST /api/v1/devices/announce": (["name": "panel-2"], "enrolDevice"),
    "POST /api/v1/devices/enrol": (["code": "none", "request": "none"], "enrolDevice"),
    "POST /api/v1/devices/renew": (["certificate": "x", "request": "x", "proof": "AAAA"], "renewDevice"),
    "POST /api/v1/tokens": (
      ["certificate": "x", "audience": "bulkhead", "at": "1", "proof": "AAAA"], "issueToken"
    ),
    "POST /api/v1/sign-out": ([:], "signOut"),
  ]

  @Test("asks nobody's leave in silence: an entry, or a reason why there is none")
  func walk() throws {
    let site = try ListenedSite()
    let (person, stranger) = (try Client(of: site), try Client(of: site))
    _ = try site.opened(by: person)
    // The last ends the session that the others need.
    let routes = ConsoleRoute.all.filter { $0.path != "/api/v1/sign-out" }
    for route in routes + ConsoleRoute.all.filter({ $0.path == "/api/v1/sign-out" }) {
      let path = String(route.path.dropFirst("/api/v1/".count))
      let client = route.asker == .person || route.asker == .caller ? person : stranger
      let before = try site.ledger().count
      let fields = Self.acts[route.description]?.fields ?? [:]
      let reply = try route.method == .get ? client.get(path) : client.post(path, fields)
      #expect(reply.status != 0 && reply.status != 404 && reply.status < 500, "\(route): \(reply.body)")
      let entries = try site.ledger().dropFirst(before)
      guard let act = Self.acts[route.description]?.act else {
        #expect(Self.silent[route.description] != nil, "\(route) has neither an act nor a reason for none")
        #expect(entries.isEmpty)
        continue
      }
      #expect(entries.contains { $0.contains("\"\(act)\"") }, "\(route): \(entries)")
    }
  }

  @Test("wants a session where it is for a person, and no more than its fields")
  func strangers() throws {
    let site = try ListenedSite()
    for route in ConsoleRoute.all { try isStrict(route, of: site) }
  }

  private func isStrict(_ route: ConsoleRoute, of site: ListenedSite) throws {
    let path = String(route.path.dropFirst("/api/v1/".count))
    let client = try Client(of: site)
    let reply = try route.method == .get ? client.get(path) : client.post(path)
    let isForSomebody = route.asker == .person || route.asker == .caller
    #expect((reply.text("error") == "noSession") == isForSomebody, "\(route): \(reply.body)")
    guard route.method == .post else { return }
    let odd = try client.post(path, ["unheard-of": "x"])
    #expect(odd.status == 422 && odd.text("error") == "field", "\(route): \(odd.body)")
    let list = try client.ask(path, ["--data-binary", "[]", "-H", "Content-Type: application/json"])
    #expect(list.status == 400 && list.text("error") == "notJSON", "\(route)")
    for field in route.fields {
      let body = "{\"\(field)\":7}"
      let number = try client.ask(path, ["--data-binary", body, "-H", "Content-Type: application/json"])
      #expect(number.status == (route.asker == .person ? 401 : 422), "\(route): \(number.body)")
    }
  }
}
