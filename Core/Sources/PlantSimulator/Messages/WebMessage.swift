/// HTTP/1.1 as browsers and the small servers in devices speak it.
///
/// Source: RFC 9112.
enum WebMessage {
  static func get(_ path: String, host: String, agent: String, authorization: String? = nil) -> [UInt8] {
    var head = "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nUser-Agent: \(agent)\r\nAccept: text/html\r\n"
    if let authorization { head += "Authorization: Basic \(authorization)\r\n" }
    return [UInt8]((head + "Connection: keep-alive\r\n\r\n").utf8)
  }

  static func unauthorized(realm: String) -> [UInt8] {
    [UInt8](
      ("HTTP/1.1 401 Unauthorized\r\nServer: MoxaHttp/1.0\r\nWWW-Authenticate: Basic realm=\"\(realm)\"\r\n"
        + "Content-Length: 0\r\n\r\n").utf8)
  }

  /// Name and password as the basic scheme writes them, in base 64.
  ///
  /// Source: RFC 7617, clause 2; RFC 4648, clause 4.
  static func credentials(user: String, password: String) -> String {
    let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let octets = [UInt8]((user + ":" + password).utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: octets.count, by: 3) {
      let group = octets[start..<min(start + 3, octets.count)]
      var bits = 0
      for octet in group { bits = bits << 8 | Int(octet) }
      bits <<= 8 * (3 - group.count)
      for place in 0..<4 {
        text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func page(server: String, title: String, lengthOctets: Int) -> [UInt8] {
    var body = [UInt8]("<html><head><title>\(title)</title></head><body><p>".utf8)
    while body.count < lengthOctets { body.put8(0x61 + body.count % 26) }
    body += [UInt8]("</p></body></html>\r\n".utf8)
    let head =
      "HTTP/1.1 200 OK\r\nServer: \(server)\r\nContent-Type: text/html\r\n"
      + "Content-Length: \(body.count)\r\n\r\n"
    return [UInt8](head.utf8) + body
  }
}
