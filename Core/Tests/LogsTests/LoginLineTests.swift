import Logs
import Testing
import Vocabulary

extension LogRecord {
  /// `kind|outcome|person|client|target|command|detail`, the last three where they are there.
  var said: String {
    var who = person ?? "-"
    if isUnknownAccount { who += "?" }
    var from = client?.text ?? clientName ?? "-"
    if let clientPort { from += ":\(clientPort)" }
    var fields = [kind.text, outcome.text, who, from, method ?? "-"]
    if let targetAccount { fields.append("as \(targetAccount)") }
    if let command { fields.append("ran \(command)") }
    if count != 1 { fields.append("\(count) times") }
    return fields.joined(separator: "|")
  }
}

private func record(_ line: String, of program: String) throws -> LogRecord {
  let octets = Array("<86>Mar  2 10:00:00 pump \(program)[71]: \(line)".utf8)
  return LoginLine.record(try SyslogMessage(parsing: octets[...], clock: noon))
}

@Suite("Lines of sshd")
struct SSHDLineTests {
  static let lines: [SyslogLine] = [
    SyslogLine(
      "Accepted password for anna from 10.0.0.5 port 40022 ssh2",
      "login|succeeded|anna|10.0.0.5:40022|password"),
    SyslogLine(
      "Accepted publickey for anna from 10.0.0.5 port 1 ssh2: ED25519 SHA256:abc",
      "login|succeeded|anna|10.0.0.5:1|publickey"),
    SyslogLine(
      "Accepted keyboard-interactive/pam for anna from fd00::5 port 1 ssh2",
      "login|succeeded|anna|fd00::5:1|keyboard-interactive/pam"),
    SyslogLine(
      "Accepted gssapi-with-mic for anna from 10.0.0.5 port 1 ssh2",
      "login|succeeded|anna|10.0.0.5:1|gssapi-with-mic"),
    SyslogLine(
      "Accepted hostbased for anna from 10.0.0.5 port 1 ssh2", "login|succeeded|anna|10.0.0.5:1|hostbased"),
    SyslogLine(
      "Accepted password for anna from ::ffff:10.0.0.5 port 1 ssh2",
      "login|succeeded|anna|10.0.0.5:1|password"),
    SyslogLine(
      "Accepted password for a from b from 10.0.0.5 port 1 ssh2",
      "login|succeeded|a from b|10.0.0.5:1|password"),
    SyslogLine(
      "Failed password for anna from 10.0.0.5 port 1 ssh2", "login|refused|anna|10.0.0.5:1|password"),
    SyslogLine(
      "Failed password for invalid user bob from 10.0.0.5 port 1 ssh2",
      "login|refused|bob?|10.0.0.5:1|password"),
    SyslogLine(
      "Failed publickey for anna from 10.0.0.5 port 1 ssh2: RSA SHA256:abc",
      "login|refused|anna|10.0.0.5:1|publickey"),
    SyslogLine(
      "Failed keyboard-interactive/pam for anna from 10.0.0.5 port 1 ssh2",
      "login|refused|anna|10.0.0.5:1|keyboard-interactive/pam"),
    SyslogLine(
      "Failed none for anna from 10.0.0.5 port 1 ssh2", "connection closed|failed|anna|10.0.0.5:1|none"),
    SyslogLine(
      "Failed password for root from 10.0.0.9 port 22 from 10.0.0.5 port 1 ssh2",
      "login|refused|root from 10.0.0.9 port 22|10.0.0.5:1|password"),
    SyslogLine(
      "Failed password for invalid user  from 10.0.0.5 port 1 ssh2", "login|refused|?|10.0.0.5:1|password"),
    SyslogLine(
      "message repeated 3 times: [ Failed password for anna from 10.0.0.5 port 1 ssh2]",
      "login|refused|anna|10.0.0.5:1|password|3 times"),
    SyslogLine("Invalid user bob from 10.0.0.5 port 1", "login|refused|bob?|10.0.0.5:1|-"),
    SyslogLine("Invalid user bob from 10.0.0.5", "login|refused|bob?|10.0.0.5|-"),
    SyslogLine(
      "error: maximum authentication attempts exceeded for anna from 10.0.0.5 port 1 ssh2 [preauth]",
      "login|refused|anna|10.0.0.5:1|-"),
    SyslogLine(
      "error: maximum authentication attempts exceeded for invalid user bob from 10.0.0.5 port 1 ssh2",
      "login|refused|bob?|10.0.0.5:1|-"),
    SyslogLine(
      "Disconnecting authenticating user anna 10.0.0.5 port 1: Too many authentication failures [preauth]",
      "connection closed|failed|anna|10.0.0.5:1|-"),
    SyslogLine(
      "Disconnecting invalid user bob 10.0.0.5 port 1: Too many authentication failures [preauth]",
      "connection closed|failed|bob?|10.0.0.5:1|-"),
    SyslogLine(
      "Connection closed by authenticating user anna 10.0.0.5 port 1 [preauth]",
      "connection closed|failed|anna|10.0.0.5:1|-"),
    SyslogLine(
      "Connection closed by invalid user bob 10.0.0.5 port 1 [preauth]",
      "connection closed|failed|bob?|10.0.0.5:1|-"),
    SyslogLine("Connection reset by 10.0.0.5 port 1 [preauth]", "connection closed|failed|-|10.0.0.5:1|-"),
    SyslogLine("Disconnected from user anna 10.0.0.5 port 1", "session closed|succeeded|anna|10.0.0.5:1|-"),
    SyslogLine(
      "Received disconnect from 10.0.0.5 port 1:11: disconnected by user",
      "connection closed|succeeded|-|10.0.0.5:1|-"),
    SyslogLine(
      "User anna from 10.0.0.5 not allowed because not listed in AllowUsers",
      "login|refused|anna|10.0.0.5|-"),
    SyslogLine(
      "Timeout before authentication for 10.0.0.5 port 1", "connection closed|succeeded|-|10.0.0.5:1|-"),
    SyslogLine("ROOT LOGIN REFUSED FROM 10.0.0.5 port 1", "login|refused|root|10.0.0.5:1|-"),
    SyslogLine("Server listening on 0.0.0.0 port 22.", "other|succeeded|-|-|-"),
    SyslogLine("error: PAM: Authentication failure for anna from 10.0.0.5", "login|refused|anna|10.0.0.5|-"),
  ]

  @Test("say who came in from where", arguments: lines)
  func table(line: SyslogLine) throws {
    #expect(try record(line.line, of: "sshd").said == line.said)
    #expect(try record(line.line, of: "sshd-session").said == line.said)
  }

  @Test("carry their host, time and process")
  func place() throws {
    let record = try record("Accepted password for anna from 10.0.0.5 port 1 ssh2", of: "sshd")
    #expect(record.host == "pump")
    #expect(record.session == "71")
    #expect(record.time?.rfc3339 == "2026-03-02T10:00:00.000000000Z")
  }
}

@Suite("Lines of sudo and su")
struct SudoLineTests {
  private static let tail = "TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND="
  static let lines: [SyslogLine] = [
    SyslogLine("anna : \(tail)/bin/ls", "command run|succeeded|anna|-|-|as root|ran /bin/ls"),
    SyslogLine("    anna : \(tail)/bin/ls", "command run|succeeded|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : \(tail)/bin/sh -c a ; b", "command run|succeeded|anna|-|-|as root|ran /bin/sh -c a ; b"),
    SyslogLine(
      "anna : \(tail)/bin/echo USER=x", "command run|succeeded|anna|-|-|as root|ran /bin/echo USER=x"),
    SyslogLine(
      "anna : PWD=/srv ; USER=root ; COMMAND=/bin/ls", "command run|succeeded|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : TTY=unknown ; PWD=/ ; USER=plc ; COMMAND=/bin/ls",
      "command run|succeeded|anna|-|-|as plc|ran /bin/ls"),
    SyslogLine(
      "anna : TTY=pts/0 ; PWD=/ ; USER=root ; GROUP=adm ; COMMAND=/bin/ls",
      "command run|succeeded|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : TTY=pts/0 ; PWD=/ ; USER=root ; ENV=A=1 B=2 ; COMMAND=/bin/ls",
      "command run|succeeded|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : TTY=pts/0 ; PWD=/ ; USER=root ; TSID=0A ; COMMAND=/bin/ls",
      "command run|succeeded|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : HOST=pump ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=list",
      "command run|succeeded|anna|-|-|as root|ran list"),
    SyslogLine(
      "anna : TTY=pts/0 ; CHROOT=/j ; PWD=/ ; USER=root ; COMMAND=/bin/ls",
      "command run|succeeded|anna|-|-|as root|ran /bin/ls"),
    SyslogLine("PLANT\\anna : \(tail)/bin/ls", "command run|succeeded|PLANT\\anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna.b-c : \(tail)sudoedit /etc/hosts",
      "command run|succeeded|anna.b-c|-|-|as root|ran sudoedit /etc/hosts"),
    SyslogLine(
      "anna : TTY=pts/0 ; PWD=/a b ; USER=root ; COMMAND=/bin/ls",
      "command run|succeeded|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : \(tail)/usr/bin/systemctl stop plc.service",
      "command run|succeeded|anna|-|-|as root|ran /usr/bin/systemctl stop plc.service"),
    SyslogLine(
      "anna : 1 incorrect password attempt ; \(tail)/bin/ls",
      "command run|refused|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : 3 incorrect password attempts ; \(tail)/bin/ls",
      "command run|refused|anna|-|-|as root|ran /bin/ls|3 times"),
    SyslogLine(
      "anna : user NOT in sudoers ; \(tail)/bin/ls", "command run|refused|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : user NOT authorized on host ; \(tail)/bin/ls",
      "command run|refused|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : command not allowed ; \(tail)/bin/sh", "command run|refused|anna|-|-|as root|ran /bin/sh"),
    SyslogLine(
      "anna : a password is required ; \(tail)/bin/ls", "command run|refused|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : a terminal is required to read the password ; \(tail)/bin/ls",
      "command run|refused|anna|-|-|as root|ran /bin/ls"),
    SyslogLine(
      "anna : sorry, you must have a tty to run sudo ; \(tail)/bin/ls",
      "command run|refused|anna|-|-|as root|ran /bin/ls"),
    SyslogLine("anna : unable to resolve host pump: Name or service not known", "other|succeeded|-|-|-"),
    SyslogLine("anna : (command continued) /b /c", "other|succeeded|-|-|-"),
    SyslogLine(
      "pam_unix(sudo:session): session opened for user root(uid=0) by anna(uid=1000)",
      "session opened|succeeded|anna|-|sudo|as root"),
    SyslogLine(
      "pam_unix(sudo:session): session opened for user root by anna(uid=1000)",
      "session opened|succeeded|anna|-|sudo|as root"),
    SyslogLine(
      "pam_unix(sudo:session): session closed for user root", "session closed|succeeded|root|-|sudo"),
    SyslogLine(
      "pam_unix(sudo:auth): authentication failure; logname= uid=1 euid=0 tty= ruser=anna rhost= user=anna",
      "login|refused|anna|-|sudo"),
    SyslogLine(
      "anna : problem with defaults entries ; TTY=pts/0 ; PWD=/srv ;", "command run|refused|anna|-|-"),
  ]

  @Test("say who ran what as whom", arguments: lines)
  func table(line: SyslogLine) throws { #expect(try record(line.line, of: "sudo").said == line.said) }

  static let su: [SyslogLine] = [
    SyslogLine("(to root) anna on pts/0", "command run|succeeded|anna|-|-|as root|ran su"),
    SyslogLine("FAILED SU (to root) anna on pts/0", "command run|refused|anna|-|-|as root|ran su"),
    SyslogLine("Successful su for root by anna", "command run|succeeded|anna|-|-|as root|ran su"),
    SyslogLine("FAILED su for root by anna", "command run|refused|anna|-|-|as root|ran su"),
    SyslogLine("+ /dev/pts/0 anna:root", "other|succeeded|-|-|-"),
  ]

  @Test("and who became whom", arguments: su)
  func becomes(line: SyslogLine) throws { #expect(try record(line.line, of: "su").said == line.said) }
}

@Suite("Lines of PAM")
struct PAMLineTests {
  static let failure = "authentication failure; logname= uid=0 euid=0 tty="
  static let lines: [(String, SyslogLine)] = [
    (
      "sshd",
      SyslogLine(
        "pam_unix(sshd:auth): \(failure)ssh ruser= rhost=10.0.0.5  user=anna",
        "login|refused|anna|10.0.0.5|sshd")
    ),
    (
      "sshd",
      SyslogLine("pam_unix(sshd:auth): \(failure)ssh ruser= rhost=10.0.0.5", "login|refused|-|10.0.0.5|sshd")
    ),
    (
      "sshd",
      SyslogLine(
        "pam_unix(sshd:auth): \(failure)ssh ruser= rhost=ws1.plant.example  user=anna",
        "login|refused|anna|ws1.plant.example|sshd")
    ),
    (
      "sshd",
      SyslogLine(
        "pam_unix(sshd:auth): \(failure)ssh ruser= rhost=fd00::5  user=anna",
        "login|refused|anna|fd00::5|sshd")
    ),
    (
      "sshd",
      SyslogLine(
        "PAM 2 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=10.0.0.5  user=anna",
        "login|refused|anna|10.0.0.5|-|2 times")
    ),
    (
      "sshd",
      SyslogLine(
        "PAM 1 more authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=10.0.0.5  user=anna",
        "login|refused|anna|10.0.0.5|-")
    ),
    (
      "login",
      SyslogLine(
        "pam_unix(login:auth): \(failure)/dev/tty1 ruser= rhost=  user=anna", "login|refused|anna|-|login")
    ),
    (
      "login",
      SyslogLine(
        "pam_unix(login:auth): \(failure)/dev/tty1 ruser= rhost=  user=anna b", "login|refused|anna b|-|login"
      )
    ),
    (
      "vsftpd",
      SyslogLine(
        "pam_unix(vsftpd:auth): \(failure)ftp ruser=anna rhost=10.0.0.5", "login|refused|anna|10.0.0.5|vsftpd"
      )
    ),
    (
      "gdm-password",
      SyslogLine(
        "pam_unix(gdm-password:auth): \(failure)/dev/tty2 ruser= rhost=  user=anna",
        "login|refused|anna|-|gdm-password")
    ),
    (
      "sshd",
      SyslogLine(
        "pam_sss(sshd:auth): \(failure)ssh ruser= rhost=10.0.0.5 user=anna",
        "login|refused|anna|10.0.0.5|sshd")
    ),
    (
      "sshd",
      SyslogLine(
        "pam_unix(sshd:session): session opened for user anna(uid=1000) by (uid=0)",
        "session opened|succeeded|anna|-|sshd")
    ),
    (
      "sshd",
      SyslogLine(
        "pam_unix(sshd:session): session opened for user anna(uid=1000) by anna(uid=0)",
        "session opened|succeeded|anna|-|sshd")
    ),
    (
      "sshd",
      SyslogLine(
        "pam_unix(sshd:session): session opened for user anna by (uid=0)",
        "session opened|succeeded|anna|-|sshd")
    ),
    (
      "sshd",
      SyslogLine(
        "pam_unix(sshd:session): session closed for user anna", "session closed|succeeded|anna|-|sshd")
    ),
    (
      "login",
      SyslogLine(
        "pam_unix(login:session): session opened for user anna(uid=1000) by LOGIN(uid=0)",
        "session opened|succeeded|anna|-|login")
    ),
    (
      "gdm-password]",
      SyslogLine(
        "pam_unix(gdm-password:session): session opened for user anna(uid=1000) by (uid=0)",
        "session opened|succeeded|anna|-|gdm-password")
    ),
    (
      "systemd",
      SyslogLine(
        "pam_unix(systemd-user:session): session opened for user anna(uid=1000) by (uid=0)",
        "session opened|succeeded|anna|-|systemd-user")
    ),
    (
      "CRON",
      SyslogLine(
        "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)",
        "session opened|succeeded|root|-|cron")
    ),
    (
      "CRON",
      SyslogLine(
        "pam_unix(cron:session): session closed for user root", "session closed|succeeded|root|-|cron")
    ),
    (
      "su",
      SyslogLine(
        "pam_unix(su:session): session opened for user root(uid=0) by anna(uid=1000)",
        "session opened|succeeded|anna|-|su|as root")
    ),
    (
      "su",
      SyslogLine(
        "pam_unix(su-l:session): session opened for user root(uid=0) by anna(uid=1000)",
        "session opened|succeeded|anna|-|su-l|as root")
    ),
    (
      "su",
      SyslogLine(
        "pam_unix(su:auth): authentication failure; logname= uid=1 euid=0 tty= ruser=anna rhost= user=root",
        "login|refused|root|-|su")
    ),
    (
      "sshd",
      SyslogLine(
        "pam_unix(sshd:account): account anna has expired (account expired)", "login|refused|anna|-|sshd")
    ),
    (
      "sshd",
      SyslogLine(
        "pam_faillock(sshd:auth): Consecutive login failures for user anna account temporarily locked",
        "account locked|succeeded|-|-|sshd|as anna")
    ),
    (
      "login",
      SyslogLine(
        "pam_faillock(login:auth): Consecutive login failures for user anna account temporarily locked",
        "account locked|succeeded|-|-|login|as anna")
    ),
    (
      "sshd",
      SyslogLine(
        "pam_tally2(sshd:auth): user anna (1000) tally 4, deny 3", "account locked|succeeded|-|-|sshd|as anna"
      )
    ),
    ("sshd", SyslogLine("pam_unix(sshd:auth): check pass; user unknown", "other|succeeded|-|-|-")),
    ("sudo", SyslogLine("pam_unix(sudo:auth): conversation failed", "other|succeeded|-|-|-")),
    (
      "useradd",
      SyslogLine(
        "new user: name=bob, UID=1001, GID=1001, home=/srv/bob, shell=/bin/sh, from=none",
        "account created|succeeded|-|-|-|as bob")
    ),
    ("passwd", SyslogLine("pam_unix(passwd:chauthtok): password changed for anna", "other|succeeded|-|-|-")),
  ]

  @Test("say who was let in, refused or locked", arguments: lines)
  func table(program: String, line: SyslogLine) throws {
    #expect(try record(line.line, of: program).said == line.said)
  }

  @Test("every beginning and every changed octet is read without a name longer than the line")
  func hostile() throws {
    let all = Self.lines + SSHDLineTests.lines.map { ("sshd", $0) } + SudoLineTests.lines.map { ("sudo", $0) }
    for (program, line) in all {
      let octets = Array(line.line.utf8)
      func check(_ text: [UInt8]) throws {
        let whole = Array("<86>Mar  2 10:00:00 pump \(program)[71]: ".utf8) + text
        let record = LoginLine.record(try SyslogMessage(parsing: whole[...], clock: noon))
        #expect((record.person ?? "").utf8.count <= 3 * whole.count)
      }
      for end in octets.indices { try check(Array(octets[..<end])) }
      for at in octets.indices {
        for value: UInt8 in [0x20, 0x3A, 0xFF] {
          var changed = octets
          changed[at] = value
          try check(changed)
        }
      }
    }
  }
}
