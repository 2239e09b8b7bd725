import BuiltProgram
import Crypto
import Foundation
import IdentityRecords
import Sealing
import Storage
import SwiftASN1
import Testing
import Vocabulary
import X509

@testable import Identity

/// A device's own key and its request, as a client in Swift makes them.
struct TestDevice {
  let key: P256.Signing.PrivateKey

  init() { key = P256.Signing.PrivateKey() }

  var request: [UInt8] {
    get throws {
      let request = try CertificateSigningRequest(
        version: .v1, subject: DistinguishedName { CommonName("whatever it likes to be") },
        privateKey: .init(key), attributes: .init(), signatureAlgorithm: .ecdsaWithSHA256)
      var serializer = DER.Serializer()
      try serializer.serialize(request)
      return serializer.serializedBytes
    }
  }

  func proof(of request: [UInt8]) throws -> [UInt8] {
    Array(try key.signature(for: Devices.renewalText(request: request)).derRepresentation)
  }
}

func octets(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite("Devices")
struct DeviceTests {
  let plant: TestPlant
  let laptop = TestDevice()

  init() throws { plant = try TestPlant() }

  func enrolled(_ name: String = "laptop-7", asset: String? = "asset-12") throws -> (
    id: String, certificate: [UInt8]
  ) {
    let announced = try plant.devices.announce(name: name, asset: asset, expectedZone: "cell-1")
    return (
      announced.device.id,
      octets(try plant.devices.enrol(announced.code, request: laptop.request).certificate)
    )
  }

  @Test("get a certificate by a code that works once, whatever name they ask for")
  func enrolment() throws {
    let announced = try plant.devices.announce(name: "laptop-7", asset: "asset-12", expectedZone: "cell-1")
    #expect(announced.deadline.words(at: plant.now) == "1 d 0 h")
    let certificate = octets(try plant.devices.enrol(announced.code, request: laptop.request).certificate)
    let facts = try plant.devices.judge(certificate)
    #expect(facts.device == announced.device)
    #expect(facts.certificateEnds.words(at: plant.now) == "7 d 0 h")
    #expect(facts.device.posture.isWhereItBelongs == nil, "nobody saw it yet")
    #expect(!facts.isRenewalDue)
    #expect(refusal { _ = try plant.devices.enrol(announced.code, request: laptop.request) } == .codeNotValid)
  }

  @Test("a code ends after a day, a newer one replaces it, and a bad request does not use it up")
  func codes() throws {
    let announced = try plant.devices.announce(name: "laptop-7")
    #expect(
      refusal { _ = try plant.devices.enrol(announced.code, request: [1, 2, 3]) } == .certificate(.malformed))
    let again = try plant.devices.announceAgain(announced.device.id)
    #expect(refusal { _ = try plant.devices.enrol(announced.code, request: laptop.request) } == .codeNotValid)
    plant.pass(.seconds(86_400))
    #expect(refusal { _ = try plant.devices.enrol(again.code, request: laptop.request) } == .codeNotValid)
  }

  @Test("a request is approved by the fingerprint that the device shows, and no other")
  func approval() throws {
    let shown = try plant.devices.fingerprint(ofRequest: laptop.request)
    let other = try TestDevice().request
    #expect(
      refusal { _ = try plant.devices.approve(other, fingerprint: shown, name: "x") }
        == .certificate(.signatureWrong))
    #expect(try plant.store.devices() == [])
    let approved = try plant.devices.approve(laptop.request, fingerprint: shown.uppercased(), name: "panel-2")
    #expect(try plant.devices.judge(octets(approved.certificate)).device.id == approved.device.id)
  }

  @Test("an asset is one device; its state is told with its age, and what nobody said is not 'fine'")
  func facts() throws {
    let (id, certificate) = try enrolled()
    #expect(throws: IdentityError.self) { try plant.devices.announce(name: "copy", asset: "asset-12") }
    try plant.devices.report(id, zone: "office")
    #expect(try plant.devices.judge(certificate).device.posture.isWhereItBelongs == false)
    plant.pass(.seconds(60))
    try plant.devices.report(id, patched: true, zone: "cell-1")
    let facts = try plant.devices.judge(certificate)
    #expect(facts.device.posture.isWhereItBelongs == true)
    #expect(facts.device.posture.patched == true && facts.device.posture.patchedTold == plant.now)
    try plant.devices.bind(id, asset: nil, expectedZone: nil)
    #expect(try plant.devices.judge(certificate).device.posture.isWhereItBelongs == nil)
    #expect(try plant.devices.judge(certificate).device.asset == nil)
  }

  @Test(
    "renew from the half of a certificate's life on, three days past its end at the latest, with the old key")
  func renewal() throws {
    let (_, certificate) = try enrolled()
    let next = TestDevice()
    let request = try next.request
    func renew(_ proof: [UInt8]) throws -> String {
      try plant.devices.renew(certificate, request: request, proof: proof).certificate
    }
    let proof = try laptop.proof(of: request)
    #expect(refusal { _ = try renew(proof) } == .certificate(.tooEarly))
    plant.pass(.seconds(7 * 86_400 / 2))
    #expect(try plant.devices.judge(certificate).isRenewalDue)
    #expect(refusal { _ = try renew(try next.proof(of: request)) } == .certificate(.signatureWrong))
    #expect(refusal { _ = try renew(try laptop.proof(of: laptop.request)) } == .certificate(.signatureWrong))
    #expect(try plant.devices.judge(octets(try renew(proof))).device.name == "laptop-7")

    plant.pass(.seconds(7 * 86_400 / 2))
    #expect(refusal { _ = try plant.devices.judge(certificate) } == .certificate(.expired))
    plant.pass(.seconds(3 * 86_400 - 1))
    #expect(try plant.devices.judge(octets(try renew(proof))).device.name == "laptop-7")
    plant.pass(.seconds(1))
    #expect(refusal { _ = try renew(proof) } == .certificate(.expired))
  }

  @Test(
    "a renewal replaces what came before the shown certificate; one that is played again takes nothing away")
  func replaced() throws {
    let (id, first) = try enrolled()
    let request = try laptop.request
    let proof = try laptop.proof(of: request)
    plant.pass(.seconds(5 * 86_400))
    let second = octets(try plant.devices.renew(first, request: request, proof: proof).certificate)
    _ = try plant.devices.renew(first, request: request, proof: proof)
    _ = try plant.devices.judge(second)
    plant.pass(.seconds(5 * 86_400))
    _ = try plant.devices.renew(second, request: request, proof: proof)
    _ = try plant.devices.judge(second)
    #expect(refusal { _ = try plant.devices.judge(first) } == .certificate(.revoked))
    let serials = try plant.store.certificates(of: id).map(\.serial)
    #expect(try serials.map { try plant.store.revocation(serial: $0)?.reason } == [.replaced, nil, nil, nil])
  }

  @Test("a clock that is an hour behind the site's takes the certificate, and one past it does not")
  func drift() throws {
    let (_, certificate) = try enrolled()
    let parsed = try Certificate(pemEncoded: String(decoding: certificate, as: UTF8.self))
    #expect(parsed.notValidBefore == plant.now.advanced(by: .seconds(-3600)).date)
    // The site's own clock: within two minutes of the beginning, and not before.
    plant.pass(.seconds(-3720))
    #expect(refusal { _ = try plant.devices.judge(certificate) } == .clockWentBack(seconds: 3720))
    _ = try plant.devices.judge(certificate)
    plant.pass(.seconds(-1))
    #expect(refusal { _ = try plant.devices.judge(certificate) } == .certificate(.notYetValid))
  }

  @Test("a revocation holds from the next decision on, also of another process")
  func revocation() throws {
    let (id, certificate) = try enrolled()
    let elsewhere = try plant.secondProcess()
    _ = try elsewhere.devices.judge(certificate)
    let serial = try #require(try plant.store.certificates(of: id).first).serial
    try plant.devices.revoke(serial: serial, reason: .stolen)
    let began = ContinuousClock.now
    #expect(refusal { _ = try elsewhere.devices.judge(certificate) } == .certificate(.revoked))
    #expect(ContinuousClock.now - began < .seconds(1))
    #expect(refusal { _ = try plant.devices.judge(certificate) } == .certificate(.revoked))
    #expect(IdentityError.certificate(.revoked).isLoud)
    plant.pass(.seconds(4 * 86_400))
    let request = try TestDevice().request
    #expect(
      refusal {
        _ = try plant.devices.renew(certificate, request: request, proof: try laptop.proof(of: request))
      } == .certificate(.revoked))
    #expect(refusal { try plant.devices.revoke(serial: [1], reason: .lost) } == .certificate(.unknownSerial))
  }

  @Test("a device that ended has no certificate, no code and no renewal")
  func ended() throws {
    let (id, certificate) = try enrolled()
    let again = try plant.devices.announceAgain(id)
    try plant.devices.end(id, reason: .retired)
    #expect(refusal { _ = try plant.devices.judge(certificate) } == .certificate(.revoked))
    #expect(refusal { _ = try plant.devices.enrol(again.code, request: laptop.request) } == .codeNotValid)
    #expect(refusal { _ = try plant.devices.announceAgain(id) } == .certificate(.deviceEnded))
    _ = try enrolled("its successor")
  }

  @Test("a request or certificate that is cut off or altered in any octet is refused, and nothing is used up")
  func hostile() throws {
    let announced = try plant.devices.announce(name: "laptop-7")
    let request = try laptop.request
    for index in request.indices {
      var changed = request
      changed[index] ^= 1
      #expect(throws: IdentityError.self) { try plant.devices.enrol(announced.code, request: changed) }
      let cut = Array(request.prefix(index))
      #expect(throws: IdentityError.self) { try plant.devices.enrol(announced.code, request: cut) }
    }
    let pem = octets(try plant.devices.enrol(announced.code, request: request).certificate)
    let certificate = Array(try PEMDocument(pemString: String(decoding: pem, as: UTF8.self)).derBytes)
    _ = try plant.devices.judge(certificate)
    for index in certificate.indices {
      var changed = certificate
      changed[index] ^= 1
      #expect(throws: IdentityError.self, "octet \(index)") { try plant.devices.judge(changed) }
      let cut = Array(certificate.prefix(index))
      #expect(throws: IdentityError.self) { try plant.devices.judge(cut) }
    }
    for sent in [
      [], octets("-----BEGIN CERTIFICATE-----\n"), [UInt8](repeating: 0x30, count: 20_000),
      (0..<8_000).flatMap { _ in [0x30, 0x80] as [UInt8] },
      octets("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
    ] {
      #expect(throws: IdentityError.self) { try plant.devices.judge(sent) }
      #expect(throws: IdentityError.self) { try plant.devices.fingerprint(ofRequest: sent) }
    }
  }

  @Test("a signature whose bit string claims unused bits is refused: a certificate has one spelling")
  func unusedBits() throws {
    // Where the last bit of the signature is set, the parser itself refuses: some are not.
    var tried = 0
    for number in 0..<12 {
      let announced = try plant.devices.announce(name: "laptop-\(number)")
      let pem = try plant.devices.enrol(announced.code, request: laptop.request).certificate
      var octets = Array(try PEMDocument(pemString: pem).derBytes)
      guard let last = octets.last, last & 1 == 0,
        let start = octets.ranges(of: [0x04, 0x03, 0x02, 0x03]).last?.upperBound
      else { continue }
      octets[start + 1] = 1
      let changed = octets
      #expect(refusal { _ = try plant.devices.judge(changed) } == .certificate(.malformed))
      tried += 1
    }
    #expect(tried > 0)
  }

  @Test(
    "get tokens for their programs by the key, for a proof of the last two minutes and the one that is named")
  func programs() throws {
    let announced = try plant.devices.announce(name: "historian", program: .service)
    let certificate = octets(try plant.devices.enrol(announced.code, request: laptop.request).certificate)
    let now = plant.now.nanoseconds / 1_000_000_000
    func token(
      _ audience: String, at seconds: Int64, key: TestDevice? = nil
    ) throws -> (token: String, device: String) {
      let text = Devices.tokenText(audience: audience, at: seconds)
      let proof = Array(try (key ?? laptop).key.signature(for: text).derRepresentation)
      let issued = try plant.devices.token(certificate, audience: audience, at: seconds, proof: proof)
      return (issued.token, issued.device.id)
    }
    for seconds in [now - 120, now, now + 120] {
      let issued = try token("mes", at: seconds)
      #expect(try plant.devices.bearer(of: issued.token, audience: "mes") == announced.device)
      #expect(
        refusal { _ = try plant.devices.bearer(of: issued.token, audience: "Mes") } == .token(.wrongAudience))
    }
    for seconds in [now - 121, now + 121, .min, .max] {
      #expect(refusal { _ = try token("mes", at: seconds) } == .token(.staleProof))
    }
    #expect(refusal { _ = try token("mes", at: now, key: TestDevice()) } == .token(.wrongProof))
    #expect(refusal { _ = try token("", at: now) } == .token(.noAudience))
    #expect(
      refusal { _ = try token(String(repeating: "a", count: 256), at: now) } == .token(.noAudience))
    _ = try token(String(repeating: "a", count: 255), at: now)

    let (last, _) = try token("mes", at: now)
    plant.pass(.seconds(899))
    _ = try plant.devices.bearer(of: last, audience: "mes")
    plant.pass(.seconds(1))
    #expect(refusal { _ = try plant.devices.bearer(of: last, audience: "mes") } == .token(.expired))
    plant.pass(.seconds(7 * 86_400))
    #expect(
      refusal { _ = try token("mes", at: plant.now.nanoseconds / 1_000_000_000) } == .certificate(.expired))
  }

  @Test("keys of other kinds are refused by name")
  func otherKeys() throws {
    let key = P384.Signing.PrivateKey()
    let request = try CertificateSigningRequest(
      version: .v1, subject: DistinguishedName { CommonName("x") }, privateKey: .init(key),
      attributes: .init(),
      signatureAlgorithm: .ecdsaWithSHA384)
    var serializer = DER.Serializer()
    try serializer.serialize(request)
    let octets = serializer.serializedBytes
    #expect(refusal { _ = try plant.devices.fingerprint(ofRequest: octets) } == .certificate(.wrongKeyType))
  }
}

@Suite("Certificates before openssl", .enabled(if: Tool("openssl") != nil, "openssl is not installed"))
struct OpenSSLTests {
  let plant: TestPlant
  let tool: Tool

  init() throws {
    plant = try TestPlant(startingNow: true)
    tool = try #require(Tool("openssl"))
  }

  func openssl(_ arguments: String...) throws -> String {
    let (said, status) = try tool.run(arguments)
    #expect(status == 0, "openssl \(arguments.joined(separator: " ")): \(said)")
    return said
  }

  @Test("a request of openssl's is taken, and openssl verifies the certificate for a client and nothing else")
  func client() throws {
    let folder = plant.folder.path
    _ = try openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "\(folder)/key.pem")
    _ = try openssl(
      "req", "-new", "-key", "\(folder)/key.pem", "-subj", "/CN=router", "-out", "\(folder)/request.pem")
    let request = Array(try Data(contentsOf: URL(filePath: "\(folder)/request.pem")))
    let announced = try plant.devices.announce(name: "laptop-7")
    let certificate = try plant.devices.enrol(announced.code, request: request).certificate
    let path = try plant.folder.file("certificate.pem", octets(certificate))
    let authority = try plant.folder.file("authority.pem", octets(try plant.devices.authority()))

    let said = try openssl("verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", authority, path)
    #expect(said.hasSuffix("certificate.pem: OK\n"))
    let (_, asServer) = try tool.run([
      "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", authority, path,
    ])
    #expect(asServer != 0, "it is no server's certificate")
    let text = try openssl("x509", "-in", path, "-noout", "-text")
    #expect(text.contains("Subject: O = Werk Nord, CN = \(announced.device.id)"))
    #expect(!text.contains("router"), "the name that was asked for is not taken")
    #expect(text.contains("CA:FALSE") && text.contains("TLS Web Client Authentication"))
    let about = try openssl("x509", "-in", authority, "-noout", "-text")
    #expect(about.contains("CA:TRUE, pathlen:0") && about.contains("Certificate Sign"))

    // The fingerprint that a person compares is openssl's too.
    _ = try openssl(
      "pkey", "-in", "\(folder)/key.pem", "-pubout", "-outform", "DER", "-out", "\(folder)/key.der")
    let digest = try openssl("dgst", "-sha256", "-r", "\(folder)/key.der").prefix(64)
    #expect(try plant.devices.fingerprint(ofRequest: request) == String(digest))

    // openssl renews it: it signs what is asked with the old key.
    plant.pass(.seconds(4 * 86_400))
    _ = try openssl("req", "-in", "\(folder)/request.pem", "-outform", "DER", "-out", "\(folder)/request.der")
    let der = Array(try Data(contentsOf: URL(filePath: "\(folder)/request.der")))
    try plant.folder.file("text", Devices.renewalText(request: der))
    _ = try openssl(
      "dgst", "-sha256", "-sign", "\(folder)/key.pem", "-out", "\(folder)/proof", "\(folder)/text")
    let proof = Array(try Data(contentsOf: URL(filePath: "\(folder)/proof")))
    let renewed = try plant.devices.renew(octets(certificate), request: request, proof: proof)
    #expect(try plant.devices.judge(octets(renewed.certificate)).device.id == announced.device.id)
  }

  @Test("a certificate of another authority of the same name is foreign, also with a serial number of ours")
  func foreign() throws {
    let laptop = TestDevice()
    let announced = try plant.devices.announce(name: "laptop-7")
    _ = try plant.devices.enrol(announced.code, request: laptop.request)
    let record = try #require(try plant.store.certificates(of: announced.device.id).first)
    let folder = plant.folder.path
    let issuer = try openssl(
      "x509", "-noout", "-subject", "-nameopt", "RFC2253", "-in",
      try plant.folder.file("authority.pem", octets(try plant.devices.authority())))
    let name = try #require(issuer.firstMatch(of: /CN=([^,\n]+)/)).1
    try plant.folder.file("key.pem", octets(laptop.key.pemRepresentation))
    try plant.folder.file("request.der", try laptop.request)
    _ = try openssl(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
      "-subj", "/O=Werk Nord/CN=\(name)", "-keyout", "\(folder)/forger.key", "-out", "\(folder)/forger.pem")
    _ = try openssl(
      "x509", "-req", "-inform", "DER", "-in", "\(folder)/request.der", "-CA", "\(folder)/forger.pem",
      "-CAkey",
      "\(folder)/forger.key", "-set_serial", "0x\(Hexadecimal.text(record.serial))", "-days", "7", "-out",
      "\(folder)/forged.pem")
    let forged = Array(try Data(contentsOf: URL(filePath: "\(folder)/forged.pem")))
    #expect(refusal { _ = try plant.devices.judge(forged) } == .certificate(.foreign))
  }

  @Test("a token's signature verifies with openssl")
  func token() throws {
    let token = try plant.devices.token(for: "d-1", audience: "gateway", lasting: .seconds(60))
    let parts = token.split(separator: ".")
    let key = try #require(try plant.store.siteKeys(.tokens).first)
    let publicKey = try P256.Signing.PrivateKey(rawRepresentation: key.privateKey).publicKey
    let plain = parts[2].replacing("-", with: "+").replacing("_", with: "/")
    let raw = try #require(Data(base64Encoded: plain + "=="))
    let signature = try P256.Signing.ECDSASignature(rawRepresentation: raw)
    let said = try openssl(
      "dgst", "-sha256", "-verify", try plant.folder.file("key", octets(publicKey.pemRepresentation)),
      "-signature",
      try plant.folder.file("signature", Array(signature.derRepresentation)),
      try plant.folder.file("text", octets("\(parts[0]).\(parts[1])")))
    #expect(said == "Verified OK\n")
  }
}

@Suite("Tokens of the site")
struct TokenTests {
  let plant: TestPlant

  init() throws { plant = try TestPlant() }

  @Test("are taken by their audience until they end, fifteen minutes at most")
  func audience() throws {
    let token = try plant.devices.token(for: "d-1", audience: "gateway", lasting: .seconds(60))
    let read = try plant.devices.read(token, audience: "gateway")
    #expect(read.subject == "d-1" && read.deadline.words(at: plant.now) == "1 min 0 s")
    #expect(refusal { _ = try plant.devices.read(token, audience: "console") } == .token(.wrongAudience))
    plant.pass(.seconds(60))
    #expect(refusal { _ = try plant.devices.read(token, audience: "gateway") } == .token(.expired))
    let long = try plant.devices.token(for: "d-1", audience: "gateway", lasting: .seconds(86_400))
    #expect(try plant.devices.read(long, audience: "gateway").deadline.words(at: plant.now) == "15 min 0 s")
  }

  @Test("with any octet changed, another algorithm, another site's key or another spelling are refused")
  func hostile() throws {
    let token = try plant.devices.token(for: "d-1", audience: "gateway", lasting: .seconds(60))
    for index in token.utf8.indices {
      var changed = Array(token.utf8)
      changed[token.utf8.distance(from: token.startIndex, to: index)] ^= 1
      #expect(throws: IdentityError.self) {
        try plant.devices.read(String(decoding: changed, as: UTF8.self), audience: "gateway")
      }
    }
    let parts = token.split(separator: ".").map(String.init)
    func base64url(_ text: String) -> String {
      Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        .replacing("=", with: "")
    }
    for header in [#"{"alg":"none"}"#, #"{"alg":"HS256","typ":"JWT"}"#, #"{"typ":"JWT","alg":"ES256"}"#] {
      let forged = "\(base64url(header)).\(parts[1]).\(parts[2])"
      #expect(refusal { _ = try plant.devices.read(forged, audience: "gateway") } == .token(.wrongKey))
    }
    for text in [
      "", ".", "..", token + ".", token + "=", "\(parts[0]).\(parts[1]).",
      String(repeating: "a.", count: 9000),
    ] {
      #expect(
        refusal { _ = try plant.devices.read(text, audience: "gateway") } == .token(.malformed),
        "\(text.prefix(80))")
    }
    let other = try TestPlant().devices.token(for: "d-1", audience: "gateway", lasting: .seconds(60))
    #expect(refusal { _ = try plant.devices.read(other, audience: "gateway") } == .token(.wrongKey))
  }
}
