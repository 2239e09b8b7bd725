/// NTLMSSP messages and the SPNEGO tokens around them.
///
/// Source: MS-NLMP, clauses 2.2.1 and 2.2.2.10 (version); RFC 4178, clause 4.2 (negotiation tokens).
enum NTLMMessage {
  /// Windows as its version field says it.
  struct Version: Sendable {
    let major: UInt8
    let minor: UInt8
    let build: UInt16

    static let windows7 = Version(major: 6, minor: 1, build: 7_601)
    static let windows10 = Version(major: 10, minor: 0, build: 19_041)
    static let server2019 = Version(major: 10, minor: 0, build: 17_763)

    var octets: [UInt8] {
      var octets: [UInt8] = [major, minor]
      octets.put16(littleEndian: build)
      return octets + [0, 0, 0, 15]
    }
  }

  private static let flags: UInt32 = 0xE288_8215

  private static func head(_ type: UInt32) -> [UInt8] {
    var octets = [UInt8]("NTLMSSP".utf8) + [0]
    octets.put32(littleEndian: type)
    return octets
  }

  static func negotiate(_ version: Version) -> [UInt8] {
    var octets = head(1)
    octets.put32(littleEndian: 0xE208_8297 as UInt32)
    octets.putZeros(16)
    return octets + version.octets
  }

  static func challenge(domain: String, computer: String, nonce: [UInt8], _ version: Version) -> [UInt8] {
    var target: [UInt8] = []
    target.putUTF16(domain)
    var info: [UInt8] = []
    for (kind, text) in [
      (2, domain), (1, computer), (4, "metalworks.example"), (3, computer + ".metalworks.example"),
    ] {
      info.put16(littleEndian: kind)
      info.put16(littleEndian: text.utf16.count * 2)
      info.putUTF16(text)
    }
    info.putZeros(4)
    var octets = head(2)
    putField(target, at: 56, to: &octets)
    octets.put32(littleEndian: flags)
    octets += nonce.prefix(8)
    octets.putZeros(8)
    putField(info, at: 56 + target.count, to: &octets)
    return octets + version.octets + target + info
  }

  static func authenticate(
    domain: String, user: String, workstation: String, proof: [UInt8], _ version: Version
  ) -> [UInt8] {
    var names: [[UInt8]] = []
    for text in [domain, user, workstation] {
      var field: [UInt8] = []
      field.putUTF16(text)
      names.append(field)
    }
    let lanManager = [UInt8](repeating: 0, count: 24)
    // A version 2 proof: 16 octets, then a blob of fixed fields that ends with an empty list of names.
    let windows =
      Array(proof.prefix(16)) + [1, 1, 0, 0, 0, 0, 0, 0] + Array(proof.suffix(16)) + [0, 0, 0, 0]
      + [UInt8](repeating: 0, count: 8)
    let session = Array(proof.prefix(16))
    var octets = head(3)
    var offset = 88
    let fields = [lanManager, windows] + names + [session]
    var payload: [UInt8] = []
    for field in fields {
      putField(field, at: offset, to: &octets)
      offset += field.count
      payload += field
    }
    octets.put32(littleEndian: flags)
    octets += version.octets
    octets += proof.prefix(16)
    return octets + payload
  }

  private static func putField(_ field: [UInt8], at offset: Int, to octets: inout [UInt8]) {
    octets.put16(littleEndian: field.count)
    octets.put16(littleEndian: field.count)
    octets.put32(littleEndian: offset)
  }
}

extension NTLMMessage {
  private static let mechanism: [UInt8] = [6, 10, 0x2B, 6, 1, 4, 1, 0x82, 0x37, 2, 2, 10]

  /// The client's first token, in the frame of GSS-API.
  static func initialToken(_ message: [UInt8]?) -> [UInt8] {
    var parts = element(0xA0, element(0x30, mechanism))
    if let message { parts += element(0xA2, element(0x04, message)) }
    return element(0x60, [6, 6, 0x2B, 6, 1, 5, 5, 2] + element(0xA0, element(0x30, parts)))
  }

  /// A later token: 1 goes on, 0 is done; the client's says no state.
  static func token(state: UInt8?, names: Bool = false, _ message: [UInt8]?) -> [UInt8] {
    var parts: [UInt8] = []
    if let state { parts += element(0xA0, [0x0A, 1, state]) }
    if names { parts += element(0xA1, mechanism) }
    if let message { parts += element(0xA2, element(0x04, message)) }
    return element(0xA1, element(0x30, parts))
  }

  /// Source: X.690, clause 8.1.3.
  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [tag]
    if content.count < 128 {
      octets.put8(content.count)
    } else {
      octets.put8(0x82)
      octets.put16(content.count)
    }
    return octets + content
  }
}
