/// Protocols whose tests build their messages: each kind of message once.
extension Openings {
  private func datagrams(_ request: [UInt8], _ response: [UInt8]) -> [UInt8] {
    [1] + FuzzRecord.encoded(8, request) + FuzzRecord.encoded(9, response)
  }

  private func short(_ tag: UInt8, _ content: [UInt8]...) -> [UInt8] {
    let content = Array(content.joined())
    return [tag, UInt8(content.count)] + content
  }

  /// Every operation of versions 1, 2c and 3, of the system, its parts, and a maker's object.
  var snmpExchanges: [[UInt8]] {
    let identifiers: [[UInt8]] = [
      [0x2B, 6, 1, 2, 1, 1, 1, 0], [0x2B, 6, 1, 2, 1, 1, 2, 0], [0x2B, 6, 1, 2, 1, 1, 5, 0],
      [0x2B, 6, 1, 2, 1, 47, 1, 1, 1, 1, 11, 1], [0x2B, 6, 1, 4, 1, 0xA1, 0x69, 2],
    ]
    let values = [
      short(4, Array("Linux plc".utf8)), short(6, [0x2B, 6, 1, 4, 1, 0x81, 0x42, 1]), short(2, [7]),
    ]
    func operation(_ tag: UInt8, _ error: UInt8 = 0) -> [UInt8] {
      let list = identifiers.enumerated().flatMap { short(0x30, short(6, $1), values[$0 % 3]) }
      if tag == 0xA4 {
        let enterprise = short(6, identifiers[4]) + short(0x40, [10, 0, 0, 1])
        return short(tag, enterprise, short(2, [6]), short(2, [1]), short(0x43, [9]), short(0x30, list))
      }
      return short(tag, short(2, [7]), short(2, [error]), short(2, [0]), short(0x30, list))
    }
    func clear(_ version: UInt8, _ operation: [UInt8]) -> [UInt8] {
      let content = short(2, [version]) + short(4, Array("public".utf8)) + operation
      return [0x30, 0x82] + big(content.count, 2) + content
    }
    func third(_ scoped: [UInt8]) -> [UInt8] {
      let header = short(0x30, short(2, [1]), short(2, [127]), short(4, [4]), short(2, [3]))
      let user = short(4, Array("operator".utf8))
      let security = short(
        0x30, short(4, [0x80, 0, 1]), short(2, [1]), short(2, [2]), user, short(4), short(4))
      let content = short(2, [3]) + header + short(4, security) + scoped
      return [0x30, 0x82] + big(content.count, 2) + content
    }
    return (0xA0...0xA8 as ClosedRange<UInt8>).flatMap { tag in
      let scoped = short(4, [1]) + short(4) + operation(tag)
      let wrapped = [0x30, 0x82] + big(scoped.count, 2) + scoped
      return [
        datagrams(clear(0, operation(tag)), clear(0, operation(0xA2))),
        datagrams(clear(1, operation(tag)), clear(1, operation(0xA2, 17))),
        datagrams(third(wrapped), third(short(4, [1, 2, 3, 4]))),
      ]
    }
  }

  /// Every kind of message, and every function with an answer that lets it and one that does not.
  var tristationFunctions: [[UInt8]] {
    func message(_ kind: Int, _ body: [UInt8]) -> [UInt8] {
      little(kind, 2) + little(body.count, 2) + body + [0xCC, 0xCC]
    }
    func function(_ number: Int) -> [UInt8] {
      message(5, [0, 0, UInt8(number), 1, 0, 0, 0xAA, 0xAA] + little(14, 2) + [1, 2, 3, 4])
    }
    return (0...10).map { datagrams(message(1, []), message($0, [])) }
      + (0...81).map { datagrams(function($0), function(100 + $0 % 60)) }
  }

  /// Every service of the groups that are read, asked and answered with tags.
  var codesysServices: [[UInt8]] {
    func packet(_ service: UInt8, _ payload: [UInt8]) -> [UInt8] {
      let packet = [0xC5, 0x6B, 0x40, service, 0, 0x43] + [UInt8](repeating: 0x11, count: 14) + payload
      return [0, 1, 0x17, 0xE8] + little(packet.count + 8, 4) + packet
    }
    func service(_ group: Int, _ number: Int) -> [UInt8] {
      let tags: [UInt8] =
        [0x81, 1, 12, 0x10, 5] + [UInt8]("Admin".utf8) + [0x11, 3, 1, 2, 3, 1, 4, 0x61, 0x2E, 0x62, 0]
      let head = little(0xCD55, 2) + little(16, 2) + little(group, 2) + little(number, 2) + little(0x11, 4)
      let body = head + little(tags.count, 4) + little(0, 4) + tags
      let block: [UInt8] = [1, 0x81, 5, 0, 1, 0, 0, 0, 0, 0, 0, 0]
      return packet(0x40, block + little(body.count, 4) + little(0, 4) + body)
    }
    var identification: [UInt8] = [0x80, 0xC2, 0, 4, 0, 0, 0, 0, 4, 0, 1, 0]
    identification += [2, 4, 7, 2].flatMap { little($0, 2) } + little(0x1001, 4) + little(1, 4)
    identification += little(0x0305_0F1E, 4) + little(0, 4) + [3, 0, 5, 0] + little(0, 10)
    for name in ["node", "Control", "3S"] { identification += name.utf8.flatMap { [$0, 0] } + [0, 0] }
    let names = packet(4, identification + [UInt8]("ABC".utf8) + [0])
    let opening = packet(0x40, [0xC3, 0, 1, 1] + little(0, 8) + [0, 0x40, 0x1F, 0, 8, 0, 0, 0])
    return [exchange(packet(3, [2, 0xC2, 0, 4, 0, 0, 0, 0]), names), exchange(opening, opening)]
      + [1, 2, 3, 5, 6, 8, 17, 27].flatMap { group in
        (1...56).map { exchange(service(group, $0), service(group | 0x80, $0)) }
      }
  }

  /// A login of each database, let in and refused.
  var databaseLogins: [[UInt8]] {
    func mysql(_ sequence: UInt8, _ payload: [UInt8]) -> [UInt8] {
      little(payload.count, 3) + [sequence] + payload
    }
    func tds(_ kind: UInt8, _ payload: [UInt8]) -> [UInt8] {
      [kind, 1] + big(8 + payload.count, 2) + [0, 0, 1, 0] + payload
    }
    let greeting = mysql(0, [10] + [UInt8]("8.0.33".utf8) + [0] + [UInt8](repeating: 1, count: 40))
    let options: [UInt8] = [0x85, 0xA6, 0xFF, 1, 0, 0, 0, 1, 0x21] + [UInt8](repeating: 0, count: 23)
    let login = mysql(1, options + [UInt8]("joe".utf8) + [0, 4, 1, 2, 3, 4])
    var fixed = [UInt8](repeating: 0, count: 94)
    fixed.replaceSubrange(36..<48, with: [94, 0, 2, 0, 98, 0, 2, 0, 102, 0, 4, 0])
    let login7 = tds(16, fixed + [0x50, 0, 0x43, 0, 0x73, 0, 0x61, 0] + [UInt8](repeating: 0xA5, count: 8))
    let names = [UInt8]("user\u{0}joe\u{0}database\u{0}press\u{0}\u{0}".utf8)
    let startup = big(8 + names.count, 4) + [0, 3, 0, 0] + names
    let password = [UInt8(ascii: "p")] + big(8, 4) + [1, 2, 3, 0]
    let verdicts: [([UInt8], [UInt8])] = [
      (mysql(2, [0, 0, 0, 2, 0, 0, 0]), tds(4, [0xE3, 2, 0, 1, 1, 0xAD, 1, 0, 1])),
      (mysql(2, [0xFF, 0x15, 4, 0x23]), tds(4, [0xAA, 1, 0, 1])),
    ]
    var seeds: [[UInt8]] = []
    for (mysqlVerdict, tdsVerdict) in verdicts {
      let greeted: [UInt8] = [1] + FuzzRecord.encoded(1, greeting)
      seeds.append(greeted + FuzzRecord.encoded(0, login) + FuzzRecord.encoded(1, mysqlVerdict))
      seeds.append(greeted + FuzzRecord.encoded(0, mysql(1, options)))
      seeds.append(exchange(login7, tdsVerdict))
      let offer: [UInt8] = [0, 0, 6, 0, 6, 0xFF, 1, 2, 3, 4, 0, 0]
      seeds.append(exchange(tds(18, offer), tds(4, [0, 0, 6, 0, 1, 0xFF, 3])))
    }
    for kind in [3, 5, 10, 0] {
      let ask: [UInt8] = [UInt8(ascii: "R")] + big(8, 4) + big(kind, 4)
      let verdict: [UInt8] = [UInt8(ascii: "R")] + big(8, 4) + big(0, 4)
      let error: [UInt8] = [UInt8(ascii: "E")] + big(8, 4) + [0x53, 0x46, 0, 0]
      var seed: [UInt8] = [1] + FuzzRecord.encoded(0, startup) + FuzzRecord.encoded(1, ask)
      seed += FuzzRecord.encoded(0, password) + FuzzRecord.encoded(1, verdict) + FuzzRecord.encoded(1, error)
      seeds.append(seed)
    }
    return seeds
  }

  /// Echoes with a pattern, with a text, with an answer of its own, in both versions.
  var echoes: [[UInt8]] {
    let texts: [[UInt8]] = [
      Array("abcdefghijklmnopqrstuvwabcdefghi".utf8), (0..<56).map { UInt8($0) },
      Array("SSH-2.0-OpenSSH_9.2 through a tunnel of echoes, as it is".utf8),
    ]
    return texts.flatMap { text in
      [(8, 0, 0x08), (128, 129, 0x18)].map { ask, answer, control in
        let head: [UInt8] = [0, 0, 0, 0, 1, 0, 1]
        return [1] + FuzzRecord.encoded(UInt8(control), [UInt8(ask)] + head + text)
          + FuzzRecord.encoded(UInt8(control) | 1, [UInt8(answer)] + head + text.reversed())
      }
    }
  }
}
