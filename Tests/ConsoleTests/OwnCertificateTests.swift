import BuiltProgram
import Foundation
import Testing

@Suite("A listener with the owner's own certificate")
struct OwnCertificateTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// A key and a certificate that signs itself, as an owner's tools make them.
  func pair(_ name: String, _ kind: [String] = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]) throws -> (
    certificate: String, key: String
  ) {
    let (certificate, key) = (scratch.path + "/\(name).pem", scratch.path + "/\(name).key")
    let made = try BuiltProgram.run(
      program: "/usr/bin/env",
      ["openssl", "req", "-x509", "-nodes", "-days", "3", "-subj", "/CN=\(name).example", "-newkey"] + kind
        + ["-keyout", key, "-out", certificate])
    try #require(made.status == 0, "\(made.errorText)")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    return (certificate, key)
  }

  @Test("shows it", arguments: [["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], ["rsa:2048"]])
  func shows(kind: [String]) throws {
    let own = try pair("owner", kind)
    let site = try ListenedSite(["--certificate", own.certificate, "--certificate-key", own.key])
    let reply = try Client(of: site).get("session", ["--cacert", own.certificate])
    #expect(reply.status == 401)
    let shown = try BuiltProgram.run(
      program: "/usr/bin/env", ["openssl", "s_client", "-connect", site.address])
    #expect(shown.outputText.contains("CN = owner.example"))
  }

  @Test("names the file that is of no use, in one line")
  func faults() throws {
    let (one, other) = (try pair("one"), try pair("other"))
    let none = try scratch.file("none.pem", Array("no certificate\n".utf8))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: none)
    let open = try pair("open").key
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: open)
    let locked = scratch.path + "/locked.key"
    _ = try BuiltProgram.run(
      program: "/usr/bin/env",
      ["openssl", "ec", "-in", one.key, "-aes128", "-passout", "pass:abcd", "-out", locked])
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: locked)
    let site = try ListenedSite()
    for (certificate, key, words) in [
      (one.certificate, other.key, "\(other.key): not the key of the certificate in \(one.certificate)"),
      (none, one.key, "\(none): no certificate in PEM"), (one.certificate, none, "\(none): no private key"),
      (one.certificate, locked, "\(locked): no private key"), (one.certificate, open, open),
      (scratch.path + "/missing", one.key, "\(scratch.path)/missing: No such file"),
    ] {
      let ran = try BuiltProgram.run([
        "listen", "--data", site.data, "--address", "127.0.0.1:0", "--certificate", certificate,
        "--certificate-key", key,
      ])
      #expect(ran.status == 1 && ran.errorLines.count == 1, "\(ran.errorText)")
      #expect(ran.errorText.contains(words), "\(ran.errorText)")
    }
    let half = try BuiltProgram.run(["listen", "--data", site.data, "--certificate", one.certificate])
    #expect(half.status == 1 && half.errorText.contains("go together"))
  }
}
