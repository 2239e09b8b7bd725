import Vocabulary

/// How somebody came to a Windows station.
///
/// Source: Microsoft, "4624(S): An account was successfully logged on", logon types.
enum LogonKind: Int, Sendable {
  case interactive = 2
  case network = 3
  case remoteDesktop = 10
}

/// What stations write into their logs: Windows' security events as JSON, Linux' sshd and sudo lines.
extension Network {
  mutating func logon(
    _ user: String, on host: HostID, from source: HostID? = nil, kind: LogonKind, at time: Timestamp
  ) {
    event(4_624, user, on: host, from: source, kind: kind, at: time)
    if user == "administrator" { event(4_672, user, on: host, from: nil, kind: nil, at: time) }
  }

  mutating func logoff(_ user: String, on host: HostID, kind: LogonKind, at time: Timestamp) {
    event(4_634, user, on: host, from: nil, kind: kind, at: time)
  }

  /// Somebody was refused.
  ///
  /// - Parameter status: why, as NTSTATUS
  mutating func refuse(
    _ user: String, on host: HostID, from source: HostID, kind: LogonKind, status: UInt32, at time: Timestamp
  ) {
    event(4_625, user, on: host, from: source, kind: kind, status: status, at: time)
    event(4_776, user, on: .domainController, from: source, kind: nil, status: status, at: time)
  }

  mutating func event(
    _ id: Int, _ user: String, on host: HostID, from source: HostID?, kind: LogonKind?, status: UInt32? = nil,
    at time: Timestamp
  ) {
    var data = "\"TargetUserName\":\"\(user)\",\"TargetDomainName\":\"METALWORKS\""
    if let kind { data += ",\"LogonType\":\"\(kind.rawValue)\"" }
    if let source {
      data += ",\"IpAddress\":\"\(HostAddress(ipv4: source.host.address).text)\""
      data += ",\"WorkstationName\":\"\(source.host.name)\""
    }
    if let status { data += ",\"Status\":\"0x\(hexadecimal(status))\"" }
    let stamp = time.rfc3339
    write(
      host, application: "Microsoft-Windows-Security-Auditing", process: "-",
      priority: status == nil ? 110 : 108,
      identifier: String(id),
      "{\"EventID\":\(id),\"TimeCreated\":\"\(stamp)\",\"Channel\":\"Security\","
        + "\"Computer\":\"\(host.host.name)\",\"EventData\":{\(data)}}", at: time)
  }

  /// A line of sshd, with the process that wrote it.
  mutating func shellLine(_ message: String, on host: HostID, at time: Timestamp) {
    guard days?.keepsLogs == true else { return }
    write(
      host, application: "sshd", process: String(random.number(in: 900...30_000)), priority: 86, message,
      at: time)
  }

  mutating func write(
    _ host: HostID, application: String, process: String, priority: Int, identifier: String = "-",
    _ message: String, at time: Timestamp
  ) {
    guard days?.keepsLogs == true else { return }
    let line = LogLine(
      time, priority: priority, host: host.host.name, application: application, process: process,
      message: message, identifier: identifier, entry: entry)
    queue.push(.log(line), at: time)
  }

  private func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }
}
