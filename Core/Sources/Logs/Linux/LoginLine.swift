public import Vocabulary

/// What sshd, sudo, su, login and PAM write about who came in and what they ran.
///
/// Source: OpenSSH 8 to 10, auth.c (`auth_log`), auth2.c, packet.c, session.c; sudo 1.9, logging.c; shadow,
/// su.c; Linux-PAM 1.5, pam_unix and pam_faillock.
public enum LoginLine {
  /// What is read of a command line or a user's name; the rest is cut.
  static let wordLimit = 4_096
  /// The most times that one line stands for.
  static let countLimit = 1_000

  /// The record that a syslog message stands for; one of kind other where it is about no login.
  public static func record(_ message: SyslogMessage, from source: HostAddress? = nil) -> LogRecord {
    var record = read(message.text[...], program: message.program) ?? LogRecord(kind: .other)
    record.time = message.time
    record.host = message.host
    record.source = source
    record.program = message.program
    if record.session == nil { record.session = message.processID }
    if record.kind == .other || record.detail == nil {
      record.detail = message.text.prefix(wordLimit)[...].text
    }
    return record
  }

  private static func read(_ octets: ArraySlice<UInt8>, program: String?) -> LogRecord? {
    var line = octets.prefix(wordLimit)
    var count = 1
    // rsyslog and sshd: `message repeated 3 times: [ Failed password for … ]`.
    var cursor = LogCursor(line)
    if cursor.pass("message repeated ") {
      guard let number = cursor.number(digits: 6), cursor.pass(" times: [ ") else { return nil }
      count = max(1, number)
      line = cursor.takeRest()
      if line.last == UInt8(ascii: "]") { line = line.dropLast().trimmed }
    }
    let name = (program ?? "").split(separator: "/").last.map(String.init) ?? ""
    var record: LogRecord?
    switch name {
    case "sshd", "sshd-session", "sshd-auth": record = SSHDLine.record(line)
    case "sudo": record = SudoLine.record(line)
    case "su": record = SuLine.record(line)
    case "useradd", "adduser": record = AccountLine.record(line)
    default: break
    }
    record = record ?? PAMLine.record(line, program: name)
    if let own = record?.count { record?.count = min(own * count, countLimit) }
    return record
  }
}
