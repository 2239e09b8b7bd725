/// TLS 1.3 as far as it passes in the clear: the two hellos; all that follows is sealed.
///
/// Source: RFC 8446, clauses 4.1, 4.2 and 5.1; RFC 6066, clause 3 (server name).
enum TLSMessage {
  static func clientHello(serverName: String, random: [UInt8], session: [UInt8], key: [UInt8]) -> [UInt8] {
    var names: [UInt8] = []
    names.put16(serverName.utf8.count + 3)
    names.put8(0)
    names.put16(serverName.utf8.count)
    names.put(serverName)
    var share: [UInt8] = [0, 36, 0, 0x1D, 0, 32]
    share += key.prefix(32)
    var extensions = hello(0, names)
    extensions += hello(10, [0, 4, 0, 0x1D, 0, 0x17])
    extensions += hello(13, [0, 6, 4, 3, 8, 4, 4, 1])
    extensions += hello(16, [0, 9, 8] + [UInt8]("http/1.1".utf8))
    extensions += hello(43, [4, 3, 4, 3, 3])
    extensions += hello(51, share)
    var body: [UInt8] = [3, 3] + random.prefix(32) + [32] + session.prefix(32)
    body += [0, 6, 0x13, 0x01, 0x13, 0x02, 0xC0, 0x2F, 1, 0]
    body.put16(extensions.count)
    return record(22, version: 1, handshake(1, body + extensions))
  }

  static func serverHello(random: [UInt8], session: [UInt8], key: [UInt8]) -> [UInt8] {
    var share: [UInt8] = [0, 0x1D, 0, 32]
    share += key.prefix(32)
    let extensions = hello(43, [3, 4]) + hello(51, share)
    var body: [UInt8] = [3, 3] + random.prefix(32) + [32] + session.prefix(32)
    body += [0x13, 0x01, 0]
    body.put16(extensions.count)
    return record(22, handshake(2, body + extensions)) + record(20, [1])
  }

  /// Application data, and everything else after the hellos.
  static func sealed(_ octets: [UInt8]) -> [UInt8] {
    record(23, octets)
  }

  private static func hello(_ type: Int, _ data: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put16(type)
    octets.put16(data.count)
    return octets + data
  }

  private static func handshake(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [type]
    octets.put24(body.count)
    return octets + body
  }

  private static func record(_ type: UInt8, version: UInt8 = 3, _ payload: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [type, 3, version]
    octets.put16(payload.count)
    return octets + payload
  }
}
