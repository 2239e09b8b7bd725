/// Seeds that need neither the plant nor a test: every code of a protocol, in the plainest message.
struct Openings {
  private let target: FuzzTarget

  init(_ target: FuzzTarget) {
    self.target = target
  }

  var seeds: [[UInt8]] {
    switch target {
    case .opcua: opcuaServices
    case .ams: amsCommands + amsRouter
    case .enip: pcccCommands
    case .smb: smbCommands
    case .tls: tlsHellos
    case .dcerpc: dcerpcCalls + dcerpcDatagrams
    case .recognised: recognisedProtocols
    default: []
    }
  }

  private func exchange(_ request: [UInt8], _ response: [UInt8]) -> [UInt8] {
    [1] + FuzzRecord.encoded(0, request) + FuzzRecord.encoded(1, response)
  }

  /// Every service of OPC UA's numeric identifiers, asked and answered with a body of small numbers.
  private var opcuaServices: [[UInt8]] {
    func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
      Array(type.utf8) + little(body.count + 8, 4) + body
    }
    func message(_ service: Int, _ head: [UInt8]) -> [UInt8] {
      let sequence = [1, 2, 3, 4].flatMap { little($0, 4) }
      let node = little(3, 1) + little(2, 2) + little(3, 4) + [UInt8]("Tag".utf8)
      let body = little(1, 4) + node + little(13, 4) + [0xFF, 0xFF, 0xFF, 0xFF] + [1, 6] + little(5, 4)
      return chunk("MSGF", sequence + [1, 0] + little(service, 2) + head + body + body)
    }
    let ask =
      [0, 0] + [UInt8](repeating: 0, count: 16) + [0xFF, 0xFF, 0xFF, 0xFF] + little(0, 4) + [0, 0, 0]
    let answer = [UInt8](repeating: 0, count: 16) + [0] + [0, 0, 0, 0] + [0, 0, 0]
    let services =
      Array(stride(from: 391, through: 868, by: 3)) + Array(stride(from: 392, through: 868, by: 3))
    return services.map { service in
      exchange(message(service, ask), message(service + 3, answer))
    }
  }

  /// Every command of AMS, with index groups that mean something.
  private var amsCommands: [[UInt8]] {
    let groups = [
      700, 701, 702, 704, 708, 800, 200, 400, 600, 801, 802, 803, 0x2200, 0x3204, 0x4201, 0x9, 0xF302, 0xF402,
      0xF003, 0xF005, 0xF006, 0xF00F, 0xF020, 0xF030, 0xF080, 0xF081, 0xF082, 0xF085, 0x4020, 0x4021, 0x4040,
      100, 110, 120, 140, 1, 300, 700, 800,
    ]
    return (1...9).flatMap { command in
      groups.map { group in
        let port = [851, 10_000, 500, 0xFFFF][group % 4]
        let data = little(group, 4) + little(1, 4) + little(4, 4) + little(4, 4) + [UInt8]("MAIN".utf8)
        func message(_ flags: Int, _ data: [UInt8]) -> [UInt8] {
          let ends = [1, 2, 3, 4, 1, 1] + little(port, 2) + [9, 8, 7, 6, 1, 1, 0, 0x80]
          let head =
            little(command, 2) + little(flags, 2) + little(data.count, 4) + little(0, 4) + little(1, 4)
          return [0, 0] + little(32 + data.count, 4) + ends + head + data
        }
        let text = [UInt8]("<TargetType>CX</TargetType><OsName>W</OsName><SerialNo>1</SerialNo>".utf8)
        return exchange(
          message(4, data), message(5, little(0, 4) + little(text.count, 4) + text))
      }
    }
  }

  /// Discovery and routes of the router, by tags of texts and numbers.
  private var amsRouter: [[UInt8]] {
    [1, 6].flatMap { service in
      [1, 2, 3, 4, 5, 12, 13].map { tag in
        func message(_ service: Int) -> [UInt8] {
          let head = little(0x7114_6603, 4) + little(0, 4) + little(service, 4) + [9, 8, 7, 6, 1, 1, 16, 39]
          let texts = [tag, 5, 12].flatMap { little($0, 2) + little(6, 2) + [UInt8]("plant\u{0}".utf8) }
          return head + little(4, 4) + texts + little(1, 2) + little(4, 2) + little(0, 4)
        }
        return [1] + FuzzRecord.encoded(8, message(service))
          + FuzzRecord.encoded(9, message(service | 1 << 31))
      }
    }
  }

  /// Commands to controllers before CIP, as its class 0x67 carries them.
  private var pcccCommands: [[UInt8]] {
    let functions =
      Array(0...0x12) + [0x3A, 0x41, 0x57, 0x67, 0x68, 0x80, 0xA1, 0xA2, 0xA7, 0xA9, 0xAA, 0xAB, 0xAF]
    let messages =
      functions.map { [0x0F, 0, 1, 0, $0, 4, 7, 0x89, 2, 0] } + (0...8).map { [$0, 0, 1, 0, 3, 0] }
    return messages.flatMap { command -> [[UInt8]] in
      let pccc = [7, 1, 0, 1, 2, 3, 4] + command.map { UInt8($0) }
      return Envelopes(.enip).around([0x4B, 2, 0x20, 0x67, 0x24, 1] + pccc)
    }
  }

  /// Commands of SMB 1 and 2 with NTLMSSP's three messages behind them.
  private var smbCommands: [[UInt8]] {
    func frame(_ message: [UInt8]) -> [UInt8] { big(message.count, 4) + message }
    func token(_ type: Int) -> [UInt8] {
      let fields = (0..<6).flatMap { _ in little(8, 2) + little(8, 2) + little(72, 4) }
      return [UInt8]("NTLMSSP\u{0}".utf8) + little(type, 4) + fields + [10, 0, 0x61, 0x4A, 0, 0, 0, 15]
        + little(2, 2) + little(4, 2) + [0x41, 0, 0x42, 0] + little(0, 4)
    }
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
  private var tlsHellos: [[UInt8]] {
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
  private var dcerpcCalls: [[UInt8]] {
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
  private var dcerpcDatagrams: [[UInt8]] {
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

  /// Messages that prove themselves, of protocols that are recognised only.
  private var recognisedProtocols: [[UInt8]] {
    let dnp3: [UInt8] = [0x05, 0x64, 0x05, 0xC0, 0x01, 0x00, 0x00, 0x04, 0xE9, 0x21]
    let datagrams: [[UInt8]] = [
      [0x81, 0x0A, 0, 8, 1, 0x20, 0xFF, 0xFF], [0x81, 0x04, 0, 12, 10, 0, 0, 1, 0xBA, 0xC0, 1, 0],
      [0x30, 8, 2, 1, 1, 4, 0, 0xA0, 0, 0], [0x30, 0x81, 5, 2, 1, 3, 0x30, 0],
      [0x30, 0x82, 0, 5, 2, 1, 3, 0x30, 0],
      [0x30, 0x83, 0, 0, 5, 2, 1, 3, 0x30, 0], dnp3,
    ]
    let streams: [[UInt8]] = [
      [0x68, 4, 0x43, 0, 0, 0], [0x68, 4, 1, 0, 2, 0],
      [0x68, 14, 0, 0, 0, 0, 100, 1, 6, 0, 1, 0, 0, 0, 0, 20],
      [0x10, 12, 0, 4, 0x4D, 0x51, 0x54, 0x54, 4, 2, 0, 60, 0, 0], [0xFF, 0xFD, 3],
      Array("220 ready\r\n".utf8),
      Array("USER plant\r\n".utf8), dnp3,
    ]
    return datagrams.map { [1] + FuzzRecord.encoded(8, $0) }
      + streams.map { [1] + FuzzRecord.encoded(0x18, $0) }
      + (0...10).map {
        [1] + FuzzRecord.encoded(0x28, [$0, 0x80, 0, 0, 20] + [UInt8](repeating: 0x61, count: 40))
      }
  }
}
