import Glibc
import Identity

/// A secret that a person types: without showing it where a terminal is, else a line of standard input.
enum TypedSecret {
  static func read(_ prompt: String) throws -> String {
    var before = termios()
    let isTerminal = isatty(STDIN_FILENO) == 1
    if isTerminal {
      // SAFETY: the terminal's settings are read into the variable, and set from one, during the calls only.
      unsafe tcgetattr(STDIN_FILENO, &before)
      var hidden = before
      hidden.c_lflag &= ~tcflag_t(ECHO)
      // SAFETY: as above.
      unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
      // Asked once nothing is shown any more: what is typed before is thrown away.
      StandardStream.error.write(Array("\(prompt): ".utf8))
    }
    let line = readLine(strippingNewline: true)
    if isTerminal {
      // SAFETY: as above.
      unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      StandardStream.error.write([UInt8(ascii: "\n")])
    }
    guard let line, !line.isEmpty else { throw refusal("nothing was typed for: \(prompt)") }
    return line
  }
}

extension TypedSecret {
  /// A password that is set. At a terminal it is told how hard it is to guess, and typed once more.
  static func new(_ strength: (String) throws -> PasswordStrength) throws -> String {
    let password = try read("New password")
    guard isatty(STDIN_FILENO) == 1 else { return password }
    StandardStream.error.write(Array((try strength(password).words + "\n").utf8))
    guard try read("The same once more") == password else { throw refusal("the two are not the same") }
    return password
  }

  /// What may be seen while it is typed.
  static func shown(_ prompt: String, mayBeEmpty: Bool = false) throws -> String {
    if isatty(STDIN_FILENO) == 1 { StandardStream.error.write(Array("\(prompt): ".utf8)) }
    guard let line = readLine(strippingNewline: true), mayBeEmpty || !line.isEmpty else {
      throw refusal("nothing was typed for: \(prompt)")
    }
    return line
  }
}

extension PasswordStrength {
  fileprivate var words: String {
    let grade =
      switch grade {
      case .veryWeak: "very easy to guess"
      case .weak: "easy to guess"
      case .fair: "not easy to guess"
      case .good: "hard to guess"
      case .strong: "very hard to guess"
      }
    return ([grade] + reasons).joined(separator: "; ")
  }
}
