import Foundation

/// Seeds of the office's protocols.
extension Openings {
  /// Bodies of each kind, logins of each kind, and paths of each kind.
  var httpExchanges: [[UInt8]] {
    let token = Data(Self.ntlmToken(3)).base64EncodedString()
    // A stroke stands for the end of a line.
    let requests = [
      "GET http://plc/index.html?user=a&password=b HTTP/1.1|Host: plc|Authorization: Basic YTpi||",
      "POST /set HTTP/1.1|Transfer-Encoding: chunked||5;a=b|hello|0|X: y||GET / HTTP/1.1||",
      "PUT /a HTTP/1.1|Authorization: Digest username=\"joe\", realm=\"x\"|Content-Length: 3||abc",
      "GET / HTTP/1.1|Authorization: NTLM \(token)|User-Agent: TwinCAT (Windows NT 6.1)||",
      "DELETE /a HTTP/1.0|Authorization: Negotiate \(token)|X-Forwarded-For: a||",
      "CONNECT plc:443 HTTP/1.1||", "OPTIONS * HTTP/1.1||",
    ]
    let responses = [
      "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||1A|abcdefghijklmnopqrstuvwxyz|0||",
      "HTTP/1.1 401 Unauthorized|WWW-Authenticate: NTLM \(token)|Content-Length: 0||",
      "HTTP/1.1 401 No|WWW-Authenticate: Digest realm=\"x\"|Server: Microsoft-IIS/7.5|Content-Length: 2||ab",
      "HTTP/1.1 304 Not Modified|Server: Apache/2.4 (Debian) PHP/7||HTTP/1.0 500 No||until the end",
      "HTTP/1.1 100 Continue||HTTP/1.1 204 None||",
    ]
    return requests.flatMap { request in
      responses.map { response in
        let texts = [request, response].map { [UInt8]($0.replacing("|", with: "\r\n").utf8) }
        return exchange(texts[0], texts[1])
      }
    }
  }

  /// Commands of SMB 1 and 2 with NTLMSSP's three messages behind them.
  var smbCommands: [[UInt8]] {
    func frame(_ message: [UInt8]) -> [UInt8] { big(message.count, 4) + message }
    func token(_ type: Int) -> [UInt8] { Self.ntlmToken(type) }
    func second(_ command: Int, isResponse: Bool) -> [UInt8] {
      let head = little(0x424D_53FE, 4) + little(64, 2) + little(0, 6) + little(command, 2) + little(1, 2)
      let identity = little(isResponse ? 1 : 0, 4) + little(0, 4) + little(1, 8) + little(0, 8) + little(5, 8)
      let token = token(isResponse ? 2 : command % 2 == 0 ? 1 : 3)
      let fixed = isResponse ? little(9, 2) + little(0, 2) + little(72, 2) : little(25, 2) + little(0, 10)
      let place = isResponse ? little(token.count, 2) : little(88, 2) + little(token.count, 2) + little(0, 8)
      return frame(head + identity + little(0, 16) + fixed + place + token)
    }
    func first(_ command: Int, isResponse: Bool) -> [UInt8] {
      let head = little(0x424D_53FF, 4) + [UInt8(command)] + little(0, 4) + [isResponse ? 0x80 : 0]
      let words: [UInt8] =
        isResponse ? [4, 255, 0, 0, 0, 0, 0, 80, 0] : [12] + [UInt8](repeating: 0, count: 24)
      let texts = token(isResponse ? 2 : 3) + Array("Windows 5.1\u{0}Windows 2000 LAN Manager\u{0}".utf8)
      return frame(head + little(0x8801, 2) + little(0, 20) + words + little(texts.count, 2) + texts)
    }
    let commands = [0x04, 0x2E, 0x2F, 0x72, 0x73, 0x74, 0x75, 0xA2].map {
      exchange(first($0, isResponse: false), first($0, isResponse: true))
    }
    return commands
      + (0...18).map { exchange(second($0, isResponse: false), second($0, isResponse: true)) }
  }

  /// Hellos with a name and versions, an alert, data.
  var tlsHellos: [[UInt8]] {
    func record(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type, 3, 3] + big(body.count, 2) + body }
    func hello(_ type: UInt8, _ middle: [UInt8], _ extensions: [UInt8]) -> [UInt8] {
      let body =
        [3, 3] + [UInt8](repeating: 0xA5, count: 32) + middle + big(extensions.count, 2) + extensions
      return record(22, [type] + big(body.count, 3) + body)
    }
    let name = [0, 0] + big(8, 2) + big(6, 2) + [0] + big(3, 2) + Array("plc".utf8)
    let client = hello(1, [0, 0, 2, 0x13, 1, 1, 0], name + [0, 43, 0, 3, 2, 3, 4])
    let server = hello(2, [0, 0x13, 1, 0], [0, 43, 0, 2, 3, 4])
    return [
      exchange(client, server + record(20, [1]) + record(23, [1, 2, 3])),
      exchange(client, record(21, [2, 40])),
      exchange(hello(1, [0, 0, 2, 0x13, 1, 1, 0], []), record(24, [1, 2])),
    ]
  }

  /// Each kind of unit, in both byte orders.
  var dcerpcCalls: [[UInt8]] {
    (0...19 as ClosedRange<UInt8>).flatMap { kind in
      [true, false].map { isLittle in
        func number(_ value: Int, _ octets: Int) -> [UInt8] {
          isLittle ? little(value, octets) : big(value, octets)
        }
        func unit(_ kind: UInt8) -> [UInt8] {
          let body = number(4_280, 4) + number(1, 4) + number(1, 4) + [UInt8](repeating: 7, count: 40)
          let head = [5, 0, kind, 3, isLittle ? 0x10 : 0, 0, 0, 0] + number(16 + body.count, 2)
          return head + number(0, 2) + number(1, 4) + body
        }
        return exchange(unit(kind), unit(kind == 11 ? 12 : kind == 14 ? 15 : 2))
      }
    }
  }

  /// A call to a PROFINET device's interface, in both byte orders.
  var dcerpcDatagrams: [[UInt8]] {
    [true, false].map { isLittle in
      let start =
        isLittle
        ? little(0xDEA0_0001, 4) + little(0x6C97, 2) + little(0x11D1, 2)
        : big(0xDEA0_0001, 4) + big(0x6C97_11D1, 4)
      let interface = start + big(0x8271_00A0, 4) + big(0x2442_DF7D, 4)
      let head = [4, 0, 0, 0, isLittle ? 0x10 : 0, 0, 0, 0] + little(0, 16)
      return [1] + FuzzRecord.encoded(8, head + interface + little(0, 40))
    }
  }

  /// NTLMSSP's message of a type, each of its fields of 8 octets.
  private static func ntlmToken(_ type: Int) -> [UInt8] {
    let fields = (0..<6).flatMap { _ in little(8, 2) + little(8, 2) + little(72, 4) }
    return [UInt8]("NTLMSSP\u{0}".utf8) + little(type, 4) + fields + [10, 0, 0x61, 0x4A, 0, 0, 0, 15]
      + little(2, 2) + little(4, 2) + [0x41, 0, 0x42, 0] + little(0, 4)
  }
}
