import BuiltProgram
import Foundation
import Testing

/// The listener as clients see it that are not ours: curl, OpenSSL.
@Suite("A listener")
struct ListenerTests {
  @Test("opens an account, signs in and out over TLS 1.3; the session ends with the sign-out")
  func signsIn() throws {
    let site = try ListenedSite()
    let client = try Client(of: site)
    #expect(try client.get("session").status == 401)
    try client.post("open", ["code": site.firstCode, "password": ListenedSite.password]).expect(200)
    let reply = try client.post("sign-in", ["login": "administrator", "password": ListenedSite.password])
      .expect(200)
    #expect(reply.body.contains("\"roles\":[\"it-administrator\"]"), "\(reply.body)")
    #expect(!reply.body.contains("administrator\",\"password"))
    let cookies = reply.headers.filter { $0.name == "set-cookie" }.map(\.value)
    #expect(cookies.count == 2)
    for cookie in cookies {
      #expect(cookie.hasPrefix("__Host-bulkhead"))
      #expect(cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Strict"), "\(cookie)")
    }
    let session = try client.get("session").expect(200)
    #expect(session.text("account") == reply.text("account"))
    try client.post("sign-out").expect(204)
    #expect(try client.get("session").text("error") == "noSession")
    let entries = try site.ledger()
    for action in ["startListener", "issueServerCertificate", "openAccount", "signIn", "signOut"] {
      #expect(entries.contains { $0.contains("\"\(action)\"") && $0.contains("\"done\"") }, "\(action)")
    }
  }

  @Test("what is dangerous asks for an enrolled device and an app, which is bound over the wire")
  func stepsUp() throws {
    let site = try ListenedSite()
    let browser = try Client(of: site)
    let administrator = try site.opened(by: browser)
    let refused = try browser.post("devices/announce", ["name": "panel-2"])
    #expect(refused.status == 403 && refused.body.contains("known-device"), "\(refused.body)")
    let laptop = try Client(of: site, at: try site.device("laptop-7", by: administrator))
    let half = try laptop.post("sign-in", ["login": "administrator", "password": ListenedSite.password])
    #expect(half.text("error") == "codeNeeded")
    let whole = try administrator.signIn(laptop).expect(200)
    #expect(whole.headers.filter { $0.name == "set-cookie" }.count == 1, "it is known by its certificate")
    let announced = try laptop.post("devices/announce", ["name": "panel-2"]).expect(200)
    #expect(announced.text("code")?.count == 29)
    #expect(try laptop.get("devices").expect(200).body.contains("panel-2"))
    #expect(try laptop.get("accounts").expect(200).body.contains("\"state\":\"active\""))
    let again = try laptop.post(
      "step-up", ["password": ListenedSite.password, "code": administrator.code]
    ).expect(200)
    #expect(again.headers.contains { $0.name == "set-cookie" }, "its token changes")
    try laptop.get("session").expect(200)
  }

  @Test(
    "speaks TLS 1.3 and nothing older",
    arguments: [("-tls1_2", false), ("-tls1_1", false), ("-tls1_3", true)]
  )
  func versions(option: String, isTaken: Bool) throws {
    let site = try ListenedSite()
    let ran = try BuiltProgram.run(
      program: "/usr/bin/env", ["openssl", "s_client", "-connect", site.address, option])
    #expect((ran.status == 0) == isTaken, "\(ran.outputText)\(ran.errorText)")
    #expect(ran.outputText.contains("TLSv1.3, Cipher is TLS_") == isTaken, "\(ran.outputText)")
  }

  @Test("its certificate is the site authority's, for a server, a week, and the names that it is reached by")
  func certificate() throws {
    let site = try ListenedSite(["--name", "bulkhead.works.example", "--name", "10.20.30.40"])
    let shown = try BuiltProgram.run(
      program: "/bin/sh",
      [
        "-c",
        "openssl s_client -connect \(site.address) </dev/null 2>/dev/null "
          + "| openssl x509 -noout -ext subjectAltName,extendedKeyUsage -subject -issuer",
      ]
    ).outputText
    #expect(shown.contains("TLS Web Server Authentication") && !shown.contains("Client"), "\(shown)")
    #expect(shown.contains("DNS:bulkhead.works.example") && shown.contains("DNS:localhost"))
    #expect(shown.contains("IP Address:127.0.0.1") && shown.contains("IP Address:10.20.30.40"))
    #expect(shown.contains("Bulkhead site authority"))
  }

  @Test("every answer carries what keeps browsers careful, errors and unknown paths included")
  func headers() throws {
    let site = try ListenedSite()
    let client = try Client(of: site)
    for path in ["session", "nothing", "sign-in"] {
      let reply = try client.get(path)
      #expect(reply["cache-control"] == "no-store", "\(path)")
      #expect(reply["x-content-type-options"] == "nosniff", "\(path)")
      #expect(reply["content-security-policy"]?.contains("frame-ancestors 'none'") == true, "\(path)")
      #expect(reply["content-type"] == "application/json", "\(path)")
      #expect(reply.text("message") != nil)
    }
    #expect(try client.get("nothing").status == 404)
    let method = try client.get("sign-in")
    #expect(method.status == 405 && method["allow"] == "POST")
    #expect(try client.get("session")["www-authenticate"] == "Bearer")
    #expect(try WireTests.wire(site, "head") == "405 401; bodies: 1")
  }

  @Test("ends with SIGTERM, with status 0, and says so in the ledger")
  func stops() throws {
    let site = try ListenedSite()
    _ = try Client(of: site).get("session")
    let (status, after) = site.stop()
    #expect(status == 0, "\(site.errors)")
    #expect(after < .seconds(5), "\(after)")
    #expect(try site.ledger().last?.contains("\"stopListener\"") == true)
  }

  @Test("answers what is under way when it is told to end, and takes nothing new")
  func stopsGracefully() throws {
    let site = try ListenedSite()
    let told = try WireTests.wire(site, "stopping", "\(site.number)")
    #expect(told == "under way: 401; idle: closed; new: refused", "\(told)")
    #expect(site.stop().status == 0)
  }

  @Test("what keeps it from beginning is one line: a taken port, an address of nobody's, no address")
  func bindErrors() throws {
    let site = try ListenedSite()
    for (address, words) in [
      (site.address, "another program listens there already"),
      ("203.0.113.9:8443", "this machine does not have that address"), ("8443", "no address with a port"),
      ("localhost:8443", "no address with a port"), ("127.0.0.1:99999", "no address with a port"),
    ] {
      let ran = try BuiltProgram.run(["listen", "--data", site.data, "--address", address])
      #expect(ran.status == 1 && ran.errorLines.count == 1, "\(ran.errorText)")
      #expect(ran.errorText.contains(words) && ran.errorText.contains(address), "\(ran.errorText)")
    }
  }
}
