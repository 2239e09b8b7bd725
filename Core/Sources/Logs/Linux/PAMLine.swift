import Vocabulary

/// What Linux's modules for authentication write under the name of whichever program asks them.
///
/// - `pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser=
///   rhost=10.0.0.5  user=anna`
/// - `pam_unix(sshd:session): session opened for user anna(uid=1000) by (uid=0)`
/// - `pam_unix(sudo:auth): conversation failed` and `… auth could not identify password for [anna]`
/// - `pam_faillock(sshd:auth): Consecutive login failures for user anna account temporarily locked`
///
/// Source: Linux-PAM 1.5, modules/pam_unix (support.c, pam_unix_sess.c), modules/pam_faillock.
enum PAMLine {
  static func record(_ line: ArraySlice<UInt8>, program: String) -> LogRecord? {
    var cursor = LogCursor(line)
    // Programs may name themselves before the module: `PAM: `, `error: PAM: `.
    _ = cursor.pass("error: ")
    if cursor.pass("PAM: ") {
      return cursor.pass("Authentication failure for ") ? claimed(cursor) : nil
    }
    // `PAM 2 more authentication failures; logname= … rhost=10.0.0.5  user=anna`.
    if cursor.pass("PAM ") {
      guard let more = cursor.number(digits: 4), cursor.pass(" more authentication failure") else {
        return nil
      }
      var record = failure(cursor)
      record.count = min(max(1, more), 100)
      return record
    }
    guard cursor.pass("pam_"), let module = cursor.take(before: "("),
      let service = cursor.take(before: "): "), !module.contains(UInt8(ascii: " "))
    else { return nil }
    if module.equals("faillock") || module.equals("tally2") || module.equals("tally") {
      return lock(cursor, service)
    }
    if cursor.pass("authentication failure; ") { return withMethod(failure(cursor), service) }
    if cursor.pass("session opened for user ") { return session(cursor, .sessionOpened, service) }
    if cursor.pass("session closed for user ") { return session(cursor, .sessionClosed, service) }
    if cursor.pass("account ") {
      // `account anna has expired (account expired)`.
      guard let name = cursor.take(before: " has expired") else { return nil }
      var record = LogRecord(kind: .login)
      record.person = name.text
      record.outcome = .refused
      record.detail = "account expired"
      return withMethod(record, service)
    }
    return nil
  }

  private static func withMethod(_ record: LogRecord, _ service: ArraySlice<UInt8>) -> LogRecord {
    var record = record
    record.method = service.prefix { $0 != UInt8(ascii: ":") }.text
    return record
  }

  /// `logname= uid=0 euid=0 tty=ssh ruser= rhost=10.0.0.5  user=anna`: the name is last and may hold spaces.
  private static func failure(_ start: LogCursor) -> LogRecord {
    var record = LogRecord(kind: .login)
    record.outcome = .refused
    record.detail = "authentication failure"
    var fields = start.rest
    if let user = LogCursor.find(" user=", in: fields) {
      record.person = fields[(user + 6)...].trimmed.textUnlessNil
      fields = fields[..<user]
    }
    if let host = LogCursor.find("rhost=", in: fields) {
      record.setClient(fields[(host + 6)...].prefix { $0 != UInt8(ascii: " ") })
    }
    if record.person == nil, let remote = LogCursor.find("ruser=", in: fields) {
      record.person = fields[(remote + 6)...].prefix { $0 != UInt8(ascii: " ") }.textUnlessNil
    }
    return record
  }

  /// `anna(uid=1000) by (uid=0)`, before Linux-PAM 1.4 `anna by (uid=0)`; closed ones end with the name.
  private static func session(
    _ start: LogCursor, _ kind: LogRecord.Kind, _ service: ArraySlice<UInt8>
  ) -> LogRecord? {
    var cursor = start
    var named = cursor.take(beforeLast: " by ") ?? cursor.takeRest()
    if let number = LogCursor.findLast("(uid=", in: named) { named = named[..<number] }
    guard !named.isEmpty else { return nil }
    var record = LogRecord(kind: kind)
    let by = cursor.rest.prefix { $0 != UInt8(ascii: "(") }
    record.method = service.prefix { $0 != UInt8(ascii: ":") }.text
    if !by.isEmpty, record.method == "sudo" || record.method == "su" || record.method == "su-l" {
      // The one who acts is who called it; the session is the other account's.
      record.person = by.text
      record.targetAccount = named.text
    } else {
      record.person = named.text
    }
    return record
  }

  /// `Consecutive login failures for user anna account temporarily locked`, `User anna (1000) has time
  /// remaining`, and of pam_tally2 `user anna (1000) tally 4, deny 3`.
  private static func lock(_ start: LogCursor, _ service: ArraySlice<UInt8>) -> LogRecord? {
    var cursor = start
    var record = LogRecord(kind: .accountLocked)
    if cursor.pass("Consecutive login failures for user ") {
      guard let name = cursor.take(before: " account ") else { return nil }
      record.targetAccount = name.text
    } else if cursor.pass("user ") || cursor.pass("User ") {
      guard let name = cursor.take(before: " (") else { return nil }
      record.targetAccount = name.text
    } else {
      return nil
    }
    return withMethod(record, service)
  }

  /// `invalid user anna from 10.0.0.5`, as sshd writes it for keyboard-interactive.
  private static func claimed(_ start: LogCursor) -> LogRecord? {
    var cursor = start
    var record = LogRecord(kind: .login)
    record.outcome = .refused
    record.isUnknownAccount = cursor.pass("illegal user ") || cursor.pass("invalid user ")
    guard let name = cursor.take(beforeLast: " from "), let host = cursor.word() else { return nil }
    record.person = name.text
    record.setClient(host)
    return record
  }
}
