/// Certificates put together from the clauses of RFC 5280, with a signature that signs nothing.
enum CertificateWire {
  /// An element of DER.
  static func der(_ tag: UInt8, _ contents: [UInt8]...) -> [UInt8] {
    let content = contents.flatMap { $0 }
    let length: [UInt8] =
      content.count < 128
      ? [UInt8(content.count)] : [0x82, UInt8(content.count >> 8), UInt8(content.count & 255)]
    return [tag] + length + content
  }

  static func text(_ tag: UInt8, _ text: String) -> [UInt8] { der(tag, Array(text.utf8)) }

  static func name(_ parts: [(type: UInt8, text: String)]) -> [UInt8] {
    der(
      0x30,
      parts.flatMap { part in
        der(0x31, der(0x30, der(0x06, [0x55, 0x04, part.type]), text(0x0C, part.text)))
      })
  }

  static func certificate(
    issuer: [UInt8], subject: [UInt8], from: String = "200101000000Z", to: String = "491231235959Z",
    names: [String] = []
  ) -> [UInt8] {
    let signature = der(0x30, der(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B]), der(0x05))
    let modulus = [UInt8](repeating: 0xB1, count: 256)
    let numbers = der(0x30, der(0x02, [0], modulus), der(0x02, [1, 0, 1]))
    let algorithm = der(0x30, der(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]), der(0x05))
    let key = der(0x30, algorithm, der(0x03, [0], numbers))
    let hosts = der(0x30, names.flatMap { der(0x82, Array($0.utf8)) })
    let extensions = der(0xA3, der(0x30, der(0x30, der(0x06, [0x55, 0x1D, 0x11]), der(0x04, hosts))))
    let body = der(
      0x30, der(0xA0, der(0x02, [2])), der(0x02, [0x0A, 0x1B]), signature, issuer,
      der(0x30, text(0x17, from), text(0x17, to)), subject, key, names.isEmpty ? [] : extensions)
    return der(0x30, body, signature, der(0x03, [0, 1, 2, 3]))
  }

  static let authority = name([(10, "Acme"), (3, "Acme CA")])
  static let plain = certificate(
    issuer: authority, subject: name([(3, "plc.example"), (10, "Acme")]),
    names: ["plc.example", "press.example"])
  static let relay = certificate(issuer: name([(3, "AnyNet Relay")]), subject: name([(3, "AnyNet Relay")]))

  /// The handshake message with one certificate.
  static func message(_ certificate: [UInt8]) -> [UInt8] {
    let one = length(certificate) + certificate
    let chain = length(one) + one
    return [11] + length(chain) + chain
  }

  private static func length(_ octets: [UInt8]) -> [UInt8] {
    [0, UInt8(octets.count >> 8), UInt8(octets.count & 255)]
  }
}
