import Vocabulary

/// sudo's lines: `anna : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/bin/systemctl stop plc`.
///
/// A reason stands before the fields where it was refused: `3 incorrect password attempts ; TTY=…`,
/// `user NOT in sudoers ; TTY=…`, `command not allowed ; TTY=…`. The command is the last field.
///
/// Source: sudo 1.9, lib/eventlog, `new_logline`.
enum SudoLine {
  static func record(_ line: ArraySlice<UInt8>) -> LogRecord? {
    var cursor = LogCursor(line)
    cursor.passSpaces()
    guard let name = cursor.take(before: " : "), !name.isEmpty, !name.starts("pam_") else { return nil }
    var record = LogRecord(kind: .commandRun)
    record.person = name.text
    var head = cursor.rest
    if let command = LogCursor.find("COMMAND=", in: head) {
      record.command = head[(command + 8)...].text
      head = head[..<command]
    }
    var reason: ArraySlice<UInt8>?
    var fields = LogCursor(head)
    var isKnown = record.command != nil
    // What is left before the command are fields behind ` ; `.
    while !fields.isAtEnd {
      let field = (fields.take(before: " ; ") ?? fields.takeRest()).trimmed
      if field.starts("USER=") {
        record.targetAccount = field.dropFirst(5).text
        isKnown = true
      } else if field.starts("TTY=") || field.starts("PWD=") {
        isKnown = true
      } else if field.starts("GROUP=") || field.starts("TSID=") || field.starts("ENV=")
        || field.starts("CHROOT=") || field.starts("HOST=")
      {
      } else if reason == nil, !field.isEmpty {
        reason = field
      }
    }
    guard isKnown else { return nil }
    if let reason {
      record.outcome = .refused
      record.detail = reason.text
      if LogCursor.find("incorrect password attempt", in: reason) != nil {
        // Each wrong password counts where passwords are guessed.
        var attempts = LogCursor(reason)
        record.count = min(max(1, attempts.number(digits: 4) ?? 1), 100)
      }
    }
    return record
  }
}

/// su's lines: `(to root) anna on pts/0`, `FAILED SU (to root) anna on pts/0`, and older
/// `Successful su for root by anna`.
///
/// Source: shadow 4.13, src/su.c; util-linux 2.38, login-utils/su-common.c.
enum SuLine {
  static func record(_ line: ArraySlice<UInt8>) -> LogRecord? {
    var cursor = LogCursor(line)
    var record = LogRecord(kind: .commandRun)
    record.command = "su"
    if cursor.pass("FAILED SU ") || cursor.pass("FAILED su ") {
      record.outcome = .refused
    }
    if cursor.pass("FAILED su for ") || cursor.pass("Successful su for ") {
      record.outcome = line.starts("FAILED") ? .refused : .succeeded
      guard let target = cursor.take(before: " by "), let person = cursor.word() else { return nil }
      record.targetAccount = target.text
      record.person = person.text
      return record
    }
    if record.outcome == .refused, cursor.pass("for ") {
      guard let target = cursor.take(before: " by "), let person = cursor.word() else { return nil }
      record.targetAccount = target.text
      record.person = person.text
      return record
    }
    guard cursor.pass("(to "), let target = cursor.take(before: ") ") else { return nil }
    let person = cursor.take(beforeLast: " on ") ?? cursor.takeRest()
    guard !person.isEmpty else { return nil }
    record.targetAccount = target.text
    record.person = person.text
    return record
  }
}

/// useradd's line: `new user: name=anna, UID=1001, GID=1001, home=/srv/anna, shell=/bin/sh`.
///
/// Source: shadow 4.13, src/useradd.c.
enum AccountLine {
  static func record(_ line: ArraySlice<UInt8>) -> LogRecord? {
    var cursor = LogCursor(line)
    guard cursor.pass("new user: name="), let name = cursor.take(before: ",") else { return nil }
    var record = LogRecord(kind: .accountCreated)
    record.targetAccount = name.text
    return record
  }
}
