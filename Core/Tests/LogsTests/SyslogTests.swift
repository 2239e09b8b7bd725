import Logs
import Testing
import Vocabulary

/// A line, and what of it must be read.
struct SyslogLine: Sendable, CustomTestStringConvertible {
  let line: String
  let said: String
  init(_ line: String, _ said: String) { (self.line, self.said) = (line, said) }
  var testDescription: String { line }
}

extension SyslogMessage {
  /// `facility.severity|time|host|program|process|message id|structured data|text`.
  var said: String {
    let priority = facility.map { "\($0).\(severity ?? -1)" } ?? "-"
    let data = elements.map { element in
      element.id + element.parameters.map { " \($0.name)=\($0.value)" }.joined()
    }
    let fields = [
      priority, time?.rfc3339 ?? "-", host ?? "-", program ?? "-", processID ?? "-", messageID ?? "-",
      data.joined(separator: ";"), String(decoding: text, as: UTF8.self),
    ]
    return fields.joined(separator: "|")
  }
}

let noon = LogClock(received: Timestamp(rfc3339: "2026-03-02T12:00:00Z") ?? Timestamp(nanoseconds: 0))

@Suite("Syslog with a version (RFC 5424)")
struct VersionedSyslogTests {
  static let z = "000000000Z"
  static let lines: [SyslogLine] = [
    SyslogLine(
      "<34>1 2026-03-02T10:00:00Z pump su - ID47 - hello",
      "4.2|2026-03-02T10:00:00.\(z)|pump|su|-|ID47||hello"),
    SyslogLine("<0>1 - - - - - -", "0.0|-|-|-|-|-||"),
    SyslogLine("<191>1 - - - - - - x", "23.7|-|-|-|-|-||x"),
    SyslogLine(
      "<165>1 2026-03-02T10:00:00.000003-07:00 192.0.2.1 proc 8710 - - text",
      "20.5|2026-03-02T17:00:00.000003000Z|192.0.2.1|proc|8710|-||text"),
    SyslogLine("<13>1 2026-03-02T10:00:00+05:30 h a - - - t", "1.5|2026-03-02T04:30:00.\(z)|h|a|-|-||t"),
    SyslogLine("<13>1 2026-03-02T10:00:00.5Z h a - - - t", "1.5|2026-03-02T10:00:00.500000000Z|h|a|-|-||t"),
    SyslogLine(
      "<13>1 2026-03-02T10:00:00.123456Z h a 1 M [x@1 a=\"b\"] t",
      "1.5|2026-03-02T10:00:00.123456000Z|h|a|1|M|x@1 a=b|t"),
    SyslogLine("<13>1 - h a 1 M [x@1 a=\"b\" c=\"d\"]", "1.5|-|h|a|1|M|x@1 a=b c=d|"),
    SyslogLine("<13>1 - h a 1 M [x@1 a=\"b\"][y@2] t", "1.5|-|h|a|1|M|x@1 a=b;y@2|t"),
    SyslogLine(#"<13>1 - h a 1 M [x a="q\"q"] t"#, #"1.5|-|h|a|1|M|x a=q"q|t"#),
    SyslogLine(#"<13>1 - h a 1 M [x a="b\\s"] t"#, #"1.5|-|h|a|1|M|x a=b\s|t"#),
    SyslogLine(#"<13>1 - h a 1 M [x a="b\]c"] t"#, "1.5|-|h|a|1|M|x a=b]c|t"),
    SyslogLine(#"<13>1 - h a 1 M [x a="b\nc"] t"#, #"1.5|-|h|a|1|M|x a=b\nc|t"#),
    SyslogLine("<13>1 - h a 1 M [x a=\"\"] t", "1.5|-|h|a|1|M|x a=|t"),
    SyslogLine("<13>1 - h a 1 M [x a=\"ä\"] ö", "1.5|-|h|a|1|M|x a=ä|ö"),
    SyslogLine("<13>1 - h a 1 M - \u{FEFF}naïve", "1.5|-|h|a|1|M||naïve"),
    SyslogLine("<13>1 - h a 1 M [x] \u{FEFF}t", "1.5|-|h|a|1|M|x|t"),
    SyslogLine("<13>1 - h a 1 M -  two spaces", "1.5|-|h|a|1|M|| two spaces"),
    SyslogLine("<13>1 - h a 1 M - [no data] t", "1.5|-|h|a|1|M||[no data] t"),
    SyslogLine("<13>1 - h a 1 M - ends\r\n", "1.5|-|h|a|1|M||ends"),
    SyslogLine("<13>1 - h a 1 M - ends\u{0}", "1.5|-|h|a|1|M||ends"),
    SyslogLine("<13>1 - plc-7.line1.example a 1 - - t", "1.5|-|plc-7.line1.example|a|1|-||t"),
    SyslogLine("<13>1 - fe80::1 a 1 - - t", "1.5|-|fe80::1|a|1|-||t"),
    SyslogLine(
      "<86>1 2026-03-02T10:00:00Z h sshd 12 - - Accepted password",
      "10.6|2026-03-02T10:00:00.\(z)|h|sshd|12|-||Accepted password"),
    SyslogLine("<13>1 2024-02-29T23:59:60Z h a - - - leap", "1.5|2024-03-01T00:00:00.\(z)|h|a|-|-||leap"),
    SyslogLine(
      "<13>1 - h a - - [timeQuality tzKnown=\"1\" isSynced=\"0\"] t",
      "1.5|-|h|a|-|-|timeQuality tzKnown=1 isSynced=0|t"),
    SyslogLine("<13>1 - h a - - [o ip=\"1\" ip=\"2\"] t", "1.5|-|h|a|-|-|o ip=1 ip=2|t"),
    SyslogLine("<13>1 - h CROND 5 - - (root) CMD (x)", "1.5|-|h|CROND|5|-||(root) CMD (x)"),
    SyslogLine("<13>1 - h a - - [x a=\"1 = [2\"] t", "1.5|-|h|a|-|-|x a=1 = [2|t"),
    SyslogLine("1 2026-03-02T10:00:00Z h a - - - file", "-|2026-03-02T10:00:00.\(z)|h|a|-|-||file"),
  ]

  @Test("is read by its fields", arguments: lines)
  func fields(line: SyslogLine) throws {
    let message = try SyslogMessage(parsing: Array(line.line.utf8)[...], clock: noon)
    #expect(message.said == line.said)
    #expect(message.form == .versioned)
  }

  @Test(
    "refuses what breaks the grammar, and says where",
    arguments: [
      ("<192>1 - - - - - -", 1), ("<>1 - - - - - -", 1), ("<013>1 - - - - - -", 1),
      ("<1234>1 - - - - - -", 1),
      ("<13>2 - - - - - -", 0), ("<13>1 - h a 1 M [x a=b] t", 20), ("<13>1 - h a 1 M [x a=\"b]c\"] t", 23),
      ("<13>1 - h a 1 M [x a=\"b\"", 24), ("<13>1 - h a 1 M x", 16), ("<13>1 - h a 1 M -x", 17),
      ("<13>1 - h", 9), ("<13>1 -  a 1 M - t", 8),
      ("<13>1 - h a 1 \(String(repeating: "m", count: 33)) - t", 47),
    ])
  func refused(line: String, offset: Int) {
    #expect {
      try SyslogMessage(parsing: Array(line.utf8)[...], clock: noon)
    } throws: { ($0 as? LogError)?.offset == offset }
  }

  @Test("a message past the limit is refused")
  func tooLong() throws {
    let head = Array("<13>1 - h a 1 M - ".utf8)
    let fits = head + [UInt8](repeating: 0x61, count: SyslogMessage.octetLimit - head.count)
    #expect(try SyslogMessage(parsing: fits[...], clock: noon).text.count == fits.count - head.count)
    #expect(throws: LogError(.tooLarge, at: SyslogMessage.octetLimit)) {
      try SyslogMessage(parsing: (fits + [0x61])[...], clock: noon)
    }
  }
}

@Suite("Syslog as it was before (RFC 3164)")
struct TraditionalSyslogTests {
  static let z = "000000000Z"
  static let lines: [SyslogLine] = [
    SyslogLine("<34>Mar  2 10:00:00 pump su: hello", "4.2|2026-03-02T10:00:00.\(z)|pump|su|-|-||hello"),
    SyslogLine("<34>Mar 02 10:00:00 pump su[12]: hello", "4.2|2026-03-02T10:00:00.\(z)|pump|su|12|-||hello"),
    SyslogLine("Mar  2 10:00:00 pump su: file", "-|2026-03-02T10:00:00.\(z)|pump|su|-|-||file"),
    SyslogLine("<13>Mar  3 11:59:59 h a: tomorrow", "1.5|2026-03-03T11:59:59.\(z)|h|a|-|-||tomorrow"),
    SyslogLine("<13>Mar  3 12:00:01 h a: last year", "1.5|2025-03-03T12:00:01.\(z)|h|a|-|-||last year"),
    SyslogLine("<13>Dec 31 23:59:59 h a: t", "1.5|2025-12-31T23:59:59.\(z)|h|a|-|-||t"),
    SyslogLine("<13>Mar  2 10:00:00 su: no host", "1.5|2026-03-02T10:00:00.\(z)|-|su|-|-||no host"),
    SyslogLine("<13>Mar  2 10:00:00 sshd[9]: no host", "1.5|2026-03-02T10:00:00.\(z)|-|sshd|9|-||no host"),
    SyslogLine("<13>Mar  2 10:00:00 192.0.2.7 a: t", "1.5|2026-03-02T10:00:00.\(z)|192.0.2.7|a|-|-||t"),
    SyslogLine("<13>Mar  2 10:00:00 fe80::1 a: t", "1.5|2026-03-02T10:00:00.\(z)|fe80::1|a|-|-||t"),
    SyslogLine("<13>Mar  2 10:00:00.250 h a: t", "1.5|2026-03-02T10:00:00.250000000Z|h|a|-|-||t"),
    SyslogLine("<13>Mar  2 2026 10:00:00 h a: year", "1.5|2026-03-02T10:00:00.\(z)|h|a|-|-||year"),
    SyslogLine("<13>Mar  2 2019 10:00:00 h a: old", "1.5|2019-03-02T10:00:00.\(z)|h|a|-|-||old"),
    SyslogLine("<13>2026-03-02T10:00:00Z h a[1]: iso", "1.5|2026-03-02T10:00:00.\(z)|h|a|1|-||iso"),
    SyslogLine(
      "<13>2026-03-02T10:00:00.123456+01:00 h a: iso", "1.5|2026-03-02T09:00:00.123456000Z|h|a|-|-||iso"),
    SyslogLine(
      "2026-03-02T10:00:00.123456+01:00 h a: file", "-|2026-03-02T09:00:00.123456000Z|h|a|-|-||file"),
    SyslogLine(
      "<189>45: Mar  2 10:00:00: %SYS-5-CONFIG_I: Configured",
      "23.5|2026-03-02T10:00:00.\(z)|-|%SYS-5-CONFIG_I|-|-||Configured"),
    SyslogLine(
      "<189>000045: *Mar  2 10:00:00.123: %LINK-3-UPDOWN: Up",
      "23.5|2026-03-02T10:00:00.123000000Z|-|%LINK-3-UPDOWN|-|-||Up"),
    SyslogLine(
      "<189>45: .Mar  2 10:00:00.123 UTC: %SYS-5-X: t",
      "23.5|2026-03-02T10:00:00.123000000Z|-|%SYS-5-X|-|-||t"),
    SyslogLine(
      "<189>45: 46: Mar  2 10:00:00: %SYS-5-X: t", "23.5|2026-03-02T10:00:00.\(z)|-|%SYS-5-X|-|-||t"),
    SyslogLine(
      "<166>Mar 02 2026 10:00:00 asa1 : %ASA-6-302013: Built",
      "20.6|2026-03-02T10:00:00.\(z)|asa1|%ASA-6-302013|-|-||Built"),
    SyslogLine("<13>no timestamp at all", "1.5|-|-|-|-|-||no timestamp at all"),
    SyslogLine("<13>su: tag only", "1.5|-|-|su|-|-||tag only"),
    SyslogLine("<13>Mar 32 10:00:00 h a: t", "1.5|-|-|-|-|-||Mar 32 10:00:00 h a: t"),
    SyslogLine("<13>Mar  2 25:00:00 h a: t", "1.5|-|-|-|-|-||Mar  2 25:00:00 h a: t"),
    SyslogLine(
      "<6>Mar  2 10:00:00 h kernel: [ 12.3] usb 1-1",
      "0.6|2026-03-02T10:00:00.\(z)|h|kernel|-|-||[ 12.3] usb 1-1"),
    SyslogLine(
      "<78>Mar  2 10:00:00 h CRON[77]: (root) CMD (x)",
      "9.6|2026-03-02T10:00:00.\(z)|h|CRON|77|-||(root) CMD (x)"),
    SyslogLine(
      "<13>Mar  2 10:00:00 h postfix/smtpd[3]: t", "1.5|2026-03-02T10:00:00.\(z)|h|postfix/smtpd|3|-||t"),
    SyslogLine("<13>Mar  2 10:00:00 h no tag here", "1.5|2026-03-02T10:00:00.\(z)|h|-|-|-||no tag here"),
    SyslogLine("<13>Feb 29 10:00:00 h a: t\n", "1.5|2026-03-01T10:00:00.\(z)|h|a|-|-||t"),
  ]

  @Test("is read by its fields, also as devices deviate", arguments: lines)
  func fields(line: SyslogLine) throws {
    let message = try SyslogMessage(parsing: Array(line.line.utf8)[...], clock: noon)
    #expect(message.said == line.said)
    #expect(message.form == .traditional)
  }

  @Test("the writer's offset moves a time that names none, and no other")
  func offset() throws {
    let clock = LogClock(received: noon.received, offsetSeconds: 3_600)
    func time(_ line: String) throws -> String? {
      try SyslogMessage(parsing: Array(line.utf8)[...], clock: clock).time?.rfc3339
    }
    #expect(try time("<13>Mar  2 10:00:00 h a: t") == "2026-03-02T09:00:00.\(Self.z)")
    #expect(try time("<13>2026-03-02T10:00:00 h a: t") == "2026-03-02T09:00:00.\(Self.z)")
    #expect(try time("<13>2026-03-02T10:00:00Z h a: t") == "2026-03-02T10:00:00.\(Self.z)")
    #expect(try time("<13>Mar  2 10:00:00 UTC h a: t") == "2026-03-02T10:00:00.\(Self.z)")
  }

  @Test("an empty line is none")
  func empty() {
    for line in ["", "\n", "\r\n", "\u{0}"] {
      #expect(throws: LogError(.truncated, at: 0)) {
        try SyslogMessage(parsing: Array(line.utf8)[...], clock: noon)
      }
    }
  }
}

@Suite("Syslog whatever comes")
struct HostileSyslogTests {
  @Test("every beginning and every changed octet of every line is read or refused", arguments: [0, 1])
  func hostile(form: Int) {
    let lines = form == 0 ? VersionedSyslogTests.lines : TraditionalSyslogTests.lines
    for line in lines {
      let octets = Array(line.line.utf8)
      for end in octets.indices {
        if let message = try? SyslogMessage(parsing: octets[..<end], clock: noon) {
          #expect(message.text.count <= end)
        }
      }
      for at in octets.indices {
        for value: UInt8 in [0, 0x20, 0x22, 0x39, 0x5D, 0xFF] {
          var changed = octets
          changed[at] = value
          guard let message = try? SyslogMessage(parsing: changed[...], clock: noon) else { continue }
          #expect(message.text.count <= changed.count)
          _ = LoginLine.record(message)
        }
      }
    }
  }
}
