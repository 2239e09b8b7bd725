public import Vocabulary

/// What an event of the Security log says.
///
/// Source: Microsoft, "Advanced security audit policy settings", the pages of the events.
extension WindowsEvent {
  /// - Parameter source: the address that it was received from
  public func record(from source: HostAddress? = nil) -> LogRecord {
    var record = isSecurity ? judged : LogRecord(kind: .other)
    record.time = time
    record.host = computer
    record.source = source
    record.program = provider
    record.eventID = eventID
    record.recordID = recordID
    if record.detail == nil { record.detail = message }
    return record
  }

  /// Other providers use the same numbers for something else.
  private var isSecurity: Bool {
    guard let provider else { return channel == nil || channel == "Security" }
    return ["Microsoft-Windows-Security-Auditing", "Microsoft-Windows-Eventlog", "Security"].contains(
      provider)
  }

  private var judged: LogRecord {
    switch eventID {
    case 4624: return login(.succeeded)
    case 4625: return login(.refused)
    case 4634, 4647: return sessionClosed
    case 4648: return explicitLogin
    case 4672: return privilegedLogin
    case 4688: return processStarted
    case 4720: return account(.accountCreated)
    case 4740: return accountLocked
    case 4776: return credentialCheck
    case 1102: return logCleared
    default: return LogRecord(kind: .other)
    }
  }

  private func name(_ role: String) -> String? {
    guard let name = self[role + "UserName"] else { return nil }
    // An account of the form `anna@plant.example` says its domain itself.
    guard let domain = self[role + "DomainName"], !name.utf8.contains(0x40) else { return name }
    return domain + "\\" + name
  }

  private func login(_ outcome: Outcome) -> LogRecord {
    var record = LogRecord(kind: .login)
    record.person = name("Target")
    record.outcome = outcome
    record.logonType = self["LogonType"].flatMap { Int($0) }
    record.method = self["AuthenticationPackageName"]
    record.session = self["TargetLogonId"]
    setClient(&record, address: "IpAddress", port: "IpPort", name: "WorkstationName")
    if outcome == .refused {
      let status = self["SubStatus"].flatMap { UInt64(hexadecimal: $0) } ?? 0
      let reason = status != 0 ? status : self["Status"].flatMap { UInt64(hexadecimal: $0) } ?? 0
      record.isUnknownAccount = reason == 0xC000_0064
      record.detail = Self.reason(reason)
    }
    return record
  }

  private func setClient(_ record: inout LogRecord, address: String, port: String, name: String) {
    if let text = self[address] {
      record.setClient(Array(text.utf8)[...])
      // The host itself, which needs no other name.
      if let client = record.client, client.scope == .loopback || client.scope == .unspecified {
        record.client = nil
      }
    }
    if let number = self[port].flatMap({ Int($0) }), number > 0 { record.clientPort = number }
    if let workstation = self[name] {
      let bare = workstation.utf8.drop { $0 == UInt8(ascii: "\\") }
      record.clientName = bare.isEmpty ? nil : String(decoding: Array(bare), as: UTF8.self)
    }
  }

  private var sessionClosed: LogRecord {
    var record = LogRecord(kind: .sessionClosed)
    record.person = name("Target")
    record.logonType = self["LogonType"].flatMap { Int($0) }
    record.session = self["TargetLogonId"]
    return record
  }

  private var explicitLogin: LogRecord {
    var record = LogRecord(kind: .explicitLogin)
    record.person = name("Subject")
    record.targetAccount = name("Target")
    record.session = self["SubjectLogonId"]
    record.command = self["ProcessName"]
    record.targetHost = self["TargetServerName"].flatMap { $0 == "localhost" ? nil : $0 }
    setClient(&record, address: "IpAddress", port: "IpPort", name: "WorkstationName")
    return record
  }

  private var privilegedLogin: LogRecord {
    var record = LogRecord(kind: .privilegedLogin)
    record.person = name("Subject")
    record.session = self["SubjectLogonId"]
    return record
  }

  private var processStarted: LogRecord {
    var record = LogRecord(kind: .processStarted)
    record.person = name("Subject")
    record.session = self["SubjectLogonId"]
    record.targetAccount = name("Target")
    record.command = self["CommandLine"] ?? self["NewProcessName"]
    return record
  }

  private func account(_ kind: LogRecord.Kind) -> LogRecord {
    var record = LogRecord(kind: kind)
    record.person = name("Subject")
    record.session = self["SubjectLogonId"]
    record.targetAccount = name("Target")
    return record
  }

  /// The field of the domain holds the name of the host that the wrong passwords came from.
  private var accountLocked: LogRecord {
    var record = LogRecord(kind: .accountLocked)
    record.person = name("Subject")
    record.session = self["SubjectLogonId"]
    record.targetAccount = self["TargetUserName"]
    if let host = self["TargetDomainName"] {
      record.clientName = String(decoding: Array(host.utf8.drop { $0 == UInt8(ascii: "\\") }), as: UTF8.self)
    }
    return record
  }

  private var credentialCheck: LogRecord {
    var record = LogRecord(kind: .credentialCheck)
    record.person = self["TargetUserName"]
    record.method = self["PackageName"]
    setClient(&record, address: "", port: "", name: "Workstation")
    let status = self["Status"].flatMap { UInt64(hexadecimal: $0) } ?? 0
    record.outcome = status == 0 ? .succeeded : .refused
    if status != 0 {
      record.isUnknownAccount = status == 0xC000_0064
      record.detail = Self.reason(status)
    }
    return record
  }

  private var logCleared: LogRecord {
    var record = LogRecord(kind: .logCleared)
    record.person = name("Subject")
    record.session = self["SubjectLogonId"]
    record.detail = channel
    return record
  }

  /// Source: Microsoft, event 4625, "Status" and "Sub Status".
  private static func reason(_ status: UInt64) -> String {
    switch status {
    case 0xC000_0064: "the account does not exist"
    case 0xC000_006A: "wrong password"
    case 0xC000_006D: "wrong name or password"
    case 0xC000_006E: "restricted account"
    case 0xC000_006F: "outside of the hours allowed"
    case 0xC000_0070: "not from this workstation"
    case 0xC000_0071: "the password has expired"
    case 0xC000_0072: "the account is disabled"
    case 0xC000_0133: "the clocks differ too much"
    case 0xC000_015B: "this type of logon is not granted"
    case 0xC000_0193: "the account has expired"
    case 0xC000_0224: "the password must be changed"
    case 0xC000_0234: "the account is locked"
    default: "status 0x" + String(status, radix: 16)
    }
  }
}
