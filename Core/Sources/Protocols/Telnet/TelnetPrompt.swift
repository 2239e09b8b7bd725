/// What a terminal's line says: it asks for a name or a password, says no, or waits for a command.
enum TelnetPrompt: Sendable {
  case name, password, no, command, none

  /// Reads an unfinished line, without the spaces at its end.
  init(unfinished line: Span<UInt8>) {
    let end = trimmed(0..<line.count, of: line).upperBound
    guard end > 0 else {
      self = .none
      return
    }
    let text = line.extracting(0..<end)
    switch text[end - 1] {
    case UInt8(ascii: ":"):
      // "Last login: Mon" may be cut behind its colon.
      if Self.ends(text, with: Self.passwords) {
        self = .password
      } else if !Self.has(text, "last login"), Self.ends(text, with: Self.names) {
        self = .name
      } else {
        self = Self.has(text, "password for") ? .password : .none
      }
    case UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "%"): self = .command
    default: self = .none
    }
  }

  /// Reads a line that is whole.
  init(whole line: Span<UInt8>) {
    for word in Self.refusals where Self.has(line, word) {
      self = .no
      return
    }
    self = Self.has(line, "last login") || Self.has(line, "welcome to") ? .command : .none
  }

  private static let names = [
    "login:", "username:", "user name:", "user:", "logon:", "benutzername:", "benutzer:",
  ]
  private static let passwords = ["password:", "passwort:", "passwd:", "passcode:", "kennwort:"]
  private static let refusals = [
    "incorrect", "invalid", "failed", "failure", "denied", "bad password", "wrong password", "% login",
    "% bad",
  ]

  private static func ends(_ line: Span<UInt8>, with words: [String]) -> Bool {
    for word in words where has(line, word, from: line.count - word.utf8.count) { return true }
    return false
  }

  /// Whether the line holds a word of small letters, in either case.
  private static func has(_ line: Span<UInt8>, _ word: String, from first: Int = 0) -> Bool {
    let last = line.count - word.utf8.count
    guard first >= 0, first <= last else { return false }
    for start in first...last {
      var at = start
      for character in word.utf8 {
        let octet = line[at]
        let lower = (0x41...0x5A).contains(octet) ? octet | 0x20 : octet
        guard lower == character else { break }
        at += 1
      }
      if at - start == word.utf8.count { return true }
    }
    return false
  }
}
