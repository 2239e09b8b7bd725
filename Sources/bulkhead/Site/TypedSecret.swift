import Glibc

/// A secret that a person types: without showing it where a terminal is, else a line of standard input.
enum TypedSecret {
  static func read(_ prompt: String) throws -> String {
    var before = termios()
    let isTerminal = isatty(STDIN_FILENO) == 1
    if isTerminal {
      StandardStream.error.write(Array("\(prompt): ".utf8))
      // SAFETY: the terminal's settings are read into the variable, and set from one, during the calls only.
      unsafe tcgetattr(STDIN_FILENO, &before)
      var hidden = before
      hidden.c_lflag &= ~tcflag_t(ECHO)
      // SAFETY: as above.
      unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
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
  /// What may be seen while it is typed.
  static func shown(_ prompt: String, mayBeEmpty: Bool = false) throws -> String {
    if isatty(STDIN_FILENO) == 1 { StandardStream.error.write(Array("\(prompt): ".utf8)) }
    guard let line = readLine(strippingNewline: true), mayBeEmpty || !line.isEmpty else {
      throw refusal("nothing was typed for: \(prompt)")
    }
    return line
  }
}
