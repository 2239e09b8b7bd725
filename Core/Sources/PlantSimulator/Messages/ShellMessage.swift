/// The SSH messages that pass in the clear.
///
/// Source: RFC 4253, clauses 4.2, 6, 6.6 and 7; RFC 5656, clause 4 (elliptic curves).
enum ShellMessage {
  static func banner(_ software: String) -> [UInt8] {
    [UInt8]("SSH-2.0-\(software)\r\n".utf8)
  }

  static func keyExchangeInit(cookie: [UInt8]) -> [UInt8] {
    var payload: [UInt8] = [20] + cookie.prefix(16)
    for list in [
      "ecdh-sha2-nistp256", "ssh-rsa", "aes128-ctr", "aes128-ctr", "hmac-sha2-256",
      "hmac-sha2-256",
      "none", "none", "", "",
    ] {
      payload.put32(list.utf8.count)
      payload.put(list)
    }
    payload += [0, 0, 0, 0, 0]
    return packet(payload)
  }

  /// Message 30: the client's point.
  static func exchangeInit(point: [UInt8]) -> [UInt8] {
    packet([30] + string([4] + point))
  }

  /// Message 31: the host's RSA key of 2,048 bits, the server's point, signature.
  static func exchangeReply(point: [UInt8], key: [UInt8], signature: [UInt8]) -> [UInt8] {
    let name = string([UInt8]("ssh-rsa".utf8))
    let hostKey = name + string([1, 0, 1]) + string([0] + key)
    return packet([31] + string(hostKey) + string([4] + point) + string(name + string(signature)))
  }

  static let newKeys = packet([21])

  private static func string(_ octets: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.put32(octets.count)
    return result + octets
  }

  private static func packet(_ payload: [UInt8]) -> [UInt8] {
    var padding = 8 - (payload.count + 5) % 8
    if padding < 4 { padding += 8 }
    var octets: [UInt8] = []
    octets.put32(payload.count + padding + 1)
    octets.put8(padding)
    return octets + payload + [UInt8](repeating: 0, count: padding)
  }
}
