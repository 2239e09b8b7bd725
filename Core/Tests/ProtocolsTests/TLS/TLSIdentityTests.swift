import Bytes
import Protocols
import Streams
import Testing
import Vocabulary

@Suite("TLS fingerprints and certificates")
struct TLSIdentityTests {
  /// The hello of FoxIO's own example: 15 cipher suites, 16 extensions, one filler of each.
  static func exampleHello() -> [UInt8] {
    let suites = "0A0A 1301 1302 1303 C02B C02F C02C C030 CCA9 CCA8 C013 C014 009C 009D 002F 0035"
    let simple = ["001B", "0033", "4469", "0017", "0005", "0023", "0012", "FF01", "000B", "000A", "0015"]
    let extensions =
      "1A1A 0000" + "0000 0010 000E 00 000B 706C632E6578616D706C65"
      + "0010 000E 000C 02 6832 08 687474702F312E31"
      + "002D 0002 0101" + "000D 0012 0010 0403 0804 0401 0503 0805 0501 0806 0601"
      + "002B 0007 06 2A2A 0304 0303" + simple.map { "\($0) 0000" }.joined()
    let more = wireOctets(extensions)
    let body =
      wireOctets("0303" + TLSDissectorTests.random + "00 0020" + suites + "01 00")
      + [UInt8(more.count >> 8), UInt8(more.count & 255)] + more
    return [1, 0, UInt8(body.count >> 8), UInt8(body.count & 255)] + body
  }

  @Test("JA4 of the specification's example")
  func example() {
    var flow = TLSDissectorTests.flow()
    flow.feed(.client(TLSDissectorTests.record(22, Self.exampleHello())))
    #expect(flow.facts == ["client: ja4 t13d1516h2_8daaf6152771_e5627efa2ab1"])
  }

  @Test("a hello in several records is the same hello", arguments: [1, 3, 4, 5, 100])
  func severalRecords(_ piece: Int) {
    let hello = Self.exampleHello()
    var flow = TLSDissectorTests.flow()
    for start in stride(from: 0, to: hello.count, by: piece) {
      let end = min(start + piece, hello.count)
      flow.feed(.client(TLSDissectorTests.record(22, Array(hello[start..<end]))))
    }
    flow.finish()
    #expect(flow.story == ["connect sni plc.example unanswered"])
    #expect(flow.facts == ["client: ja4 t13d1516h2_8daaf6152771_e5627efa2ab1"])
  }

  @Test("a certificate behind its hello, in one record and in several")
  func certificate() {
    let messages =
      Array(TLSDissectorTests.serverHello("0303")[5...]) + CertificateWire.message(CertificateWire.plain)
      + [14, 0, 0, 0]
    let told = [
      "certificate CN=plc.example, O=Acme; issued by CN=Acme CA, O=Acme; serial 0a1b; "
        + "valid 2020-01-01 to 2049-12-31, not when it was shown; RSA 2048; for plc.example, press.example",
      "certificateSHA256 \(Self.digest)",
    ]
    for piece in [4_000, 200, 7] {
      var flow = TLSDissectorTests.flow()
      for start in stride(from: 0, to: messages.count, by: piece) {
        let end = min(start + piece, messages.count)
        flow.feed(.server(TLSDissectorTests.record(22, Array(messages[start..<end]))))
      }
      #expect(flow.facts == told)
    }
  }

  private static let digest = "1ffc4663cec2210498a1af0d91933c5445771e523e1bfc0cfe3a162838d34452"

  @Test(
    "what lists of indicators may name is mentioned: the client's, the server's; nothing that none asks for")
  func mentions() {
    var flow = TLSDissectorTests.flow()
    flow.dissection.wanted = IndicatorKinds.certificateHashes.union([
      IndicatorKinds(.ja4), IndicatorKinds(.name),
    ])
    flow.feed(.client(TLSDissectorTests.record(22, Self.exampleHello())))
    flow.feed(.server(TLSDissectorTests.record(22, CertificateWire.message(CertificateWire.plain))))
    let mentions = flow.dissection.observations.mentions
    let client = mentions.rows[0].actor
    #expect(
      mentions.rows.map(\.kind) == [.name, .ja4, .certificateSHA256, .certificateSHA1, .certificateMD5])
    #expect(mentions.rows.allSatisfy { $0.actor == client && $0.target != client })
    let values = mentions.rows.map { Array(mentions.octets[$0.start..<$0.end]) }
    #expect(values[0] == Array("plc.example".utf8))
    #expect(values[1] == Array("t13d1516h2_8daaf6152771_e5627efa2ab1".utf8))
    let certificate = CertificateWire.plain
    let digests = [
      SHA256.digest(certificate.span), SHA1.digest(certificate.span), MD5.digest(certificate.span),
    ]
    #expect(Array(values[2...]) == digests)
    flow = TLSDissectorTests.flow()
    flow.feed(.client(TLSDissectorTests.record(22, Self.exampleHello())))
    flow.feed(.server(TLSDissectorTests.record(22, CertificateWire.message(CertificateWire.plain))))
    #expect(flow.dissection.observations.mentions.isEmpty)
  }

  @Test("a certificate of one's own, valid at its time, and one that is none")
  func selfSigned() {
    let own = CertificateWire.name([(3, "press")])
    let certificate = CertificateWire.certificate(
      issuer: own, subject: own, from: "690101000000Z", to: "700102000000Z")
    var flow = TLSDissectorTests.flow()
    flow.feed(.server(TLSDissectorTests.record(22, CertificateWire.message(certificate))))
    #expect(
      flow.facts[0]
        == "certificate CN=press; signed by itself; serial 0a1b; valid 1969-01-01 to 1970-01-02; RSA 2048")
    var broken = certificate
    broken[8] = 0x07
    flow.feed(.server(TLSDissectorTests.record(22, CertificateWire.message(broken))))
    #expect(flow.malformed(.tls) == 1)
  }

  @Test("names of services for access from afar are told as such")
  func remoteAccess() {
    var flow = TLSDissectorTests.flow()
    flow.feed([
      .client(TLSDissectorTests.clientHello(TLSDissectorTests.remoteName)),
      .server(TLSDissectorTests.relayCertificate),
    ])
    flow.finish()
    #expect(flow.activities.map(\.deed) == [.remoteAccess, .remoteAccess])
  }
}
