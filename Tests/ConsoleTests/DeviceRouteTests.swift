import BuiltProgram
import Foundation
import Sealing
import Storage
import Testing
import Vocabulary

@testable import Identity

@Suite("Devices at a listener")
struct DeviceRouteTests {
  let site: ListenedSite

  init() throws { site = try ListenedSite() }

  private func refused(at device: ListenedSite.Enrolled, _ words: String) throws {
    let client = try Client(of: site, at: device)
    for reply in [
      try client.get("session"), try client.get("devices"),
      try client.post("sign-in", ["login": "administrator", "password": ListenedSite.password]),
    ] {
      #expect(reply.status == 403 && reply.text("error") == "certificate", "\(reply.body) \(reply.errors)")
      #expect(reply.text("message")?.contains(words) == true, "\(reply.body)")
      #expect(reply["set-cookie"] == nil)
    }
  }

  @Test("one enrols with its code and a request of openssl's, once, and somebody works there")
  func enrols() throws {
    let administrator = try site.opened(by: try Client(of: site))
    let laptop = try Client(of: site, at: try site.device("laptop-7", by: administrator))
    try administrator.signIn(laptop).expect(200)
    let code = try #require(try laptop.post("devices/announce", ["name": "panel-2"]).expect(200).text("code"))
    let (key, request) = try site.request("panel-2")
    let stranger = try Client(of: site)
    let fields = ["code": code, "request": try String(contentsOfFile: request, encoding: .utf8)]
    let bad = try stranger.post("devices/enrol", ["code": code, "request": "no request"])
    #expect(bad.status == 403 && bad.text("error") == "certificate")
    let enrolled = try stranger.post("devices/enrol", fields).expect(200)
    #expect(try stranger.post("devices/enrol", fields).text("error") == "codeNotValid")
    let certificate = try #require(enrolled.text("certificate"))
    let panel = ListenedSite.Enrolled(
      certificate: try site.scratch.file("panel-2.pem", Array(certificate.utf8)), key: key)
    let client = try Client(of: site, at: panel)
    try administrator.signIn(client).expect(200)
    #expect(try client.get("devices").expect(200).body.contains("panel-2"))
    let early = try stranger.post(
      "devices/renew",
      ["certificate": certificate, "request": fields["request"] ?? "", "proof": "AAAA"])
    #expect(early.text("message")?.contains("half of its life") == true, "\(early.body)")
    let authority = try stranger.get("authority").expect(200)
    #expect(authority["content-type"] == "application/x-pem-file")
    #expect(authority.body == enrolled.text("authority"))
    let file = try site.scratch.file("authority.pem", Array(authority.body.utf8))
    #expect(try site.openssl(["verify", "-CAfile", file, panel.certificate]).contains(": OK"))
    #expect(try client.get("session", ["--cacert", file]).status == 200)
    let entries = try site.ledger()
    #expect(entries.contains { $0.contains("\"enrolDevice\"") && $0.contains("\"actor\":\"device\"") })
  }

  @Test(
    "a program gets a token by its key, asks with it, and may do what policies let it: nothing, as shipped")
  func programs() throws {
    let administrator = try site.opened(by: try Client(of: site))
    let laptop = try Client(of: site, at: try site.device("laptop-7", by: administrator))
    try administrator.signIn(laptop).expect(200)
    let odd = try laptop.post("devices/announce", ["name": "historian", "program": "robot"])
    #expect(odd.status == 422, "\(odd.body)")
    let announced = try laptop.post("devices/announce", ["name": "historian", "program": "service"]).expect(
      200)
    let (key, request) = try site.request("historian")
    let client = try Client(of: site)
    let enrolled = try client.post(
      "devices/enrol",
      [
        "code": try #require(announced.text("code")),
        "request": try String(contentsOfFile: request, encoding: .utf8),
      ]
    ).expect(200)
    let certificate = try #require(enrolled.text("certificate"))
    func token(_ audience: String, from past: Int = 0) throws -> Reply {
      let seconds = "\(Int(Date().timeIntervalSince1970) - past)"
      let signed = try site.scratch.file("signed", Array("bulkhead token\n\(audience)\n\(seconds)\n".utf8))
      let proof = try BuiltProgram.run(
        program: "/bin/sh", ["-c", "openssl dgst -sha256 -sign \(key) \(signed) | base64 -w 0"]
      ).outputText
      return try client.post(
        "tokens", ["certificate": certificate, "audience": audience, "at": seconds, "proof": proof])
    }
    func ask(_ token: String) throws -> Reply {
      try client.get("devices", ["-H", "Authorization: Bearer \(token)"])
    }
    let own = try #require(try token("bulkhead").expect(200).text("token"))
    let denied = try ask(own)
    #expect(denied.status == 403 && denied.text("error") == "denied", "\(denied.body)")
    #expect(try site.ledger().last?.contains("\"actor\":\"service\"") == true)
    let foreign = try #require(try token("historian.example").expect(200).text("token"))
    let wrong = try ask(foreign)
    #expect(wrong.status == 401 && wrong.text("message")?.contains("somebody else") == true, "\(wrong.body)")
    #expect(try site.ledger().last?.contains("\"useToken\"") == true)
    #expect(try ask(String(own.dropLast(2)) + "AA").text("error") == "token")
    #expect(try ask("x").status == 401)
    let stale = try token("bulkhead", from: 600)
    #expect(stale.status == 401 && stale.text("token") == nil, "\(stale.body)")
    // A token is for acts: it is nobody's session.
    #expect(try client.get("session", ["-H", "Authorization: Bearer \(own)"]).text("error") == "noSession")
  }

  @Test("the listener is trusted by who trusts the authority, and by nobody else")
  func trust() throws {
    let authority = try Client(of: site).get("authority").expect(200).body
    let file = try site.scratch.file("authority.pem", Array(authority.utf8))
    func curl(_ options: [String]) throws -> Int32 {
      try BuiltProgram.run(
        program: "/usr/bin/env", ["curl", "-sS", "https://\(site.address)/api/v1/session"] + options
      ).status
    }
    #expect(try curl(["--cacert", file]) == 0)
    #expect(try curl([]) == 60)
  }

  @Test("one whose time is over grants nothing")
  func expired() throws { try refused(at: try site.deviceOfLastWeek(), "time is over") }

  @Test("another site's grants nothing, nor does one that signs itself")
  func foreign() throws {
    let other = try ListenedSite()
    let administrator = try other.opened(by: try Client(of: other))
    try refused(at: try other.device("laptop-7", by: administrator), "not issued by this site")
    try refused(at: try site.selfSigned("ec", "-pkeyopt", "ec_paramgen_curve:P-256"), "not issued by")
  }

  @Test("one of another kind is told so")
  func otherKind() throws { try refused(at: try site.selfSigned("rsa:2048"), "ECDSA on P-256") }

  @Test("a resumed connection shows the certificate of its first handshake, and it is judged anew")
  func resumed() throws {
    let own = try site.selfSigned("ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    #expect(try WireTests.wire(site, "resumed", own.certificate, own.key) == "False 403 True 403 True 403")
  }

  @Test("the refusal stands in the ledger")
  func recorded() throws {
    try refused(at: try site.selfSigned("ec", "-pkeyopt", "ec_paramgen_curve:P-256"), "not issued by")
    let entries = try site.ledger().filter { $0.contains("\"showCertificate\"") }
    #expect(entries.count == 3)
    #expect(entries.allSatisfy { $0.contains("\"refused\"") && $0.contains("not issued by") })
  }

  @Test("a revoked one counts no more from the next request on, on the connection that is open")
  func revoked() throws {
    let administrator = try site.opened(by: try Client(of: site))
    let laptop = try site.device("laptop-7", by: administrator)
    let browser = try Client(of: site, at: laptop)
    try administrator.signIn(browser).expect(200)
    let id = try #require(
      try browser.get("devices").body.split(separator: "\"").first { $0.hasPrefix("d-") })
    let typed = try site.scratch.file(
      "typed", Array("administrator\n\(ListenedSite.password)\n\(administrator.code)\n".utf8))
    let watch = Process()
    watch.executableURL = URL(filePath: "/usr/bin/env")
    let script = BuiltProgram.root.appending(path: "Tests/ConsoleTests/wire.py").path
    watch.arguments = ["python3", script, site.port, "watch", laptop.certificate, laptop.key]
    let output = Pipe()
    watch.standardOutput = output
    try watch.run()
    #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).hasPrefix("watching"))
    let ended = try BuiltProgram.run(
      ["device", "end", String(id), "--reason", "stolen", "--data", site.data], input: typed)
    let revoked = Date().timeIntervalSince1970
    #expect(ended.status == 0, "\(ended.errorText)")
    let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      .split { $0 == " " || $0 == "\n" }
    let taken = try #require(told.first.flatMap { Double($0) })
    #expect(taken < revoked, "taken \(taken - revoked) s after the command ended")
    #expect((told.last.flatMap { Int($0) } ?? 0) > 1)
    try refused(at: laptop, "revoked")
  }
}

extension ListenedSite {
  /// A key, and openssl's request for a certificate of it.
  func request(_ name: String) throws -> (key: String, request: String) {
    let (key, request) = (scratch.path + "/\(name).key", scratch.path + "/\(name).csr")
    _ = try openssl([
      "req", "-new", "-nodes", "-subj", "/CN=x", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
      "-keyout",
      key, "-out", request,
    ])
    return (key, request)
  }

  /// A certificate that nobody but its own key signed.
  func selfSigned(_ kind: String...) throws -> Enrolled {
    let made = Enrolled(certificate: scratch.path + "/self.pem", key: scratch.path + "/self.key")
    _ = try openssl(
      ["req", "-x509", "-nodes", "-days", "3", "-subj", "/CN=x", "-newkey"] + kind
        + ["-keyout", made.key, "-out", made.certificate])
    return made
  }

  /// A device that got its certificate eight days ago, by this site's own rules and records.
  func deviceOfLastWeek() throws -> Enrolled {
    let ring = try KeyRingFile(path: data + "/keys").open(.file(path: data + "/master.key"))
    let store = try SiteDatabase(path: data + "/site.db", ring: ring, random: SystemRandom.octets)
    let then = Timestamp(seconds: Int64(Date().timeIntervalSince1970) - 8 * 86_400, nanoseconds: 0)
    let devices = Devices(
      site: "works", store: store,
      surroundings: Surroundings(now: { then }, random: SystemRandom.octets))
    #expect(throws: IdentityError.self, "the clock went back") { try devices.announce(name: "x") }
    let (key, request) = try request("old")
    let announced = try devices.announce(name: "old")
    let enrolled = try devices.enrol(
      announced.code, request: Array(try Data(contentsOf: URL(filePath: request))))
    try store.close()
    return Enrolled(certificate: try scratch.file("old.pem", Array(enrolled.certificate.utf8)), key: key)
  }
}
