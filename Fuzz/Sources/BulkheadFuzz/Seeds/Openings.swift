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
    case .http: httpExchanges
    case .smb: smbCommands
    case .tls: tlsHellos
    case .dcerpc: dcerpcCalls + dcerpcDatagrams
    case .kerberos: kerberosExchanges
    case .ldap: ldapExchanges
    case .snmp: snmpExchanges
    case .tristation: tristationFunctions
    case .codesys: codesysServices
    case .mysql, .pgsql, .tds: databaseLogins
    case .echo: echoes
    case .recognised: recognisedProtocols
    default: []
    }
  }

  func exchange(_ request: [UInt8], _ response: [UInt8]) -> [UInt8] {
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
      100, 110, 120, 140, 1, 300,
    ]
    return (1...9).flatMap { command in
      groups.map { group in
        let port = group < 1_000 ? 10_000 : group & 0xFF00 == 0xF000 ? 851 : [500, 0xFFFF][command & 1]
        // One entry of a sum command, or a path, stands behind the access.
        let entry =
          port == 851 ? little(0x4020, 4) + little(0, 4) + little(4, 4) : [UInt8]("C:\\boot.prg\u{0}".utf8)
        let data = little(group, 4) + little(1, 4) + little(16, 4) + little(entry.count, 4) + entry
        func message(_ flags: Int, _ data: [UInt8]) -> [UInt8] {
          let ends = [1, 2, 3, 4, 1, 1] + little(port, 2) + [9, 8, 7, 6, 1, 1, 0, 0x80]
          let head =
            little(command, 2) + little(flags, 2) + little(data.count, 4) + little(0, 4) + little(1, 4)
          return [0, 0] + little(32 + data.count, 4) + ends + head + data
        }
        let tags = [
          "TargetType", "OsName", "OsVersion", "SerialNo", "CPUVersion", "Version", "Revision", "Build",
        ]
        let text = [UInt8](tags.map { "<\($0)>1</\($0)>" }.joined().utf8)
        let answer =
          little(0, 4) + little(port == 851 ? 4 : text.count, 4) + (port == 851 ? little(0, 4) : text)
        return exchange(message(4, data), message(5, answer))
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
          // A system's version, as Windows states it, and a result.
          let version = [276, 6, 1, 7_601, 2].flatMap { little($0, 4) }
          let rest = little(1, 2) + little(4, 2) + little(0, 4)
          return head + little(5, 4) + little(4, 2) + little(version.count, 2) + version + texts + rest
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
