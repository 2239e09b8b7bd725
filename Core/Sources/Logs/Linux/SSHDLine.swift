import Vocabulary

/// The lines of OpenSSH's server.
///
/// Source: OpenSSH 8.0 to 10.0: auth.c `auth_log` writes `METHOD_RESULT METHOD for [invalid user ]USER from
/// ADDRESS port PORT ssh2[: DETAIL]`; the user's name is the client's own and may hold all of these words, so
/// it is read from the end.
enum SSHDLine {
  static func record(_ line: ArraySlice<UInt8>) -> LogRecord? {
    var cursor = LogCursor(line)
    _ = cursor.pass("error: ") || cursor.pass("fatal: ")
    if cursor.pass("Accepted ") { return judged(cursor, .succeeded) }
    if cursor.pass("Failed ") { return judged(cursor, .refused) }
    if cursor.pass("Partial ") { return nil }
    if cursor.pass("Postponed ") { return nil }
    if cursor.pass("Invalid user ") || cursor.pass("Illegal user ") {
      guard var record = person(cursor, .login, before: " from ") else { return nil }
      record.isUnknownAccount = true
      record.outcome = .refused
      record.detail = "invalid user"
      return record
    }
    if cursor.pass("maximum authentication attempts exceeded for ") {
      return refused(cursor, before: " from ", "maximum authentication attempts exceeded")
    }
    if cursor.pass("User ") {
      // `User anna from 10.0.0.5 not allowed because not listed in AllowUsers`.
      guard LogCursor.find(" not allowed because ", in: cursor.rest) != nil else { return nil }
      return refused(cursor, before: " from ", "not allowed")
    }
    if cursor.pass("ROOT LOGIN REFUSED FROM ") {
      var record = LogRecord(kind: .login)
      record.person = "root"
      record.outcome = .refused
      client(&cursor, &record)
      return record
    }
    for opening in [
      "Connection closed by ", "Connection reset by ", "Disconnected from ", "Received disconnect from ",
      "Disconnecting ", "Timeout before authentication for ",
    ]
    where cursor.pass(opening) {
      return ended(cursor)
    }
    if cursor.pass("Close session: user ") || cursor.pass("Starting session: ") { return nil }
    return nil
  }

  /// `password for invalid user anna from 10.0.0.5 port 40022 ssh2`.
  private static func judged(_ start: LogCursor, _ outcome: Outcome) -> LogRecord? {
    var cursor = start
    guard let method = cursor.take(before: " for ") else { return nil }
    // Trying without a proof asks which ways there are; clients begin with it.
    if method.equals("none") && outcome == .refused {
      guard var record = person(cursor, .connectionClosed, before: " from ") else { return nil }
      record.method = "none"
      record.outcome = .failed
      return record
    }
    guard var record = person(cursor, .login, before: " from ") else { return nil }
    record.method = method.text
    record.outcome = outcome
    return record
  }

  private static func refused(_ start: LogCursor, before mark: String, _ detail: String) -> LogRecord? {
    guard var record = person(start, .login, before: mark) else { return nil }
    record.outcome = .refused
    record.detail = detail
    return record
  }

  private static func person(_ start: LogCursor, _ kind: LogRecord.Kind, before mark: String) -> LogRecord? {
    var cursor = start
    var record = LogRecord(kind: kind)
    if cursor.pass("invalid user ") || cursor.pass("illegal user ") { record.isUnknownAccount = true }
    guard let name = cursor.take(beforeLast: mark) else { return nil }
    record.person = name.text
    client(&cursor, &record)
    return record.client == nil && record.clientName == nil ? nil : record
  }

  /// `10.0.0.5 port 40022 ssh2`, or a name where sshd looks names up.
  private static func client(_ cursor: inout LogCursor, _ record: inout LogRecord) {
    guard let word = cursor.word() else { return }
    let host = word.last == UInt8(ascii: ":") ? word.dropLast() : word
    record.setClient(host)
    if cursor.pass(" port ") { record.clientPort = cursor.number(digits: 5) }
  }

  /// `invalid user anna 10.0.0.5 port 40022 [preauth]`, `authenticating user …`, `user …`
  /// or an address alone.
  private static func ended(_ start: LogCursor) -> LogRecord? {
    var cursor = start
    let isBefore = LogCursor.find("[preauth]", in: cursor.rest) != nil
    var record = LogRecord(kind: isBefore ? .connectionClosed : .sessionClosed)
    record.outcome = isBefore ? .failed : .succeeded
    _ = cursor.pass("from ")
    record.isUnknownAccount = cursor.pass("invalid user ")
    if record.isUnknownAccount || cursor.pass("authenticating user ") || cursor.pass("user ") {
      // The name may hold spaces: the address is the word before the last ` port `.
      guard let named = cursor.take(beforeLast: " port "),
        let space = named.lastIndex(of: UInt8(ascii: " "))
      else { return nil }
      record.person = named[..<space].text
      record.setClient(named[(space + 1)...])
      record.clientPort = cursor.number(digits: 5)
    } else {
      client(&cursor, &record)
      // Who it was is not said, so no session of a person ended that this line could name.
      record.kind = .connectionClosed
    }
    let isTooMany = LogCursor.find("Too many authentication failures", in: start.rest) != nil
    if isTooMany { record.detail = "too many authentication failures" }
    return record.client == nil && record.clientName == nil ? nil : record
  }
}

extension LogRecord {
  /// The host that somebody came from: an address, or a name.
  mutating func setClient(_ text: ArraySlice<UInt8>) {
    var word = text
    // A zone behind a link-local address says nothing outside its host.
    if let zone = word.firstIndex(of: UInt8(ascii: "%")) { word = word[..<zone] }
    guard !word.isEmpty, !word.equals("-") else { return }
    if let address = HostAddress(word.text), address.kind != .mac {
      client = address.withoutMapping
    } else {
      clientName = text.text
    }
  }
}

extension HostAddress {
  /// `::ffff:10.0.0.5` as `10.0.0.5`: a socket for both families names IPv4 clients so.
  var withoutMapping: HostAddress {
    kind == .ipv6 && high == 0 && low >> 32 == 0xFFFF
      ? HostAddress(ipv4: UInt32(truncatingIfNeeded: low)) : self
  }
}
