public import Vocabulary

/// What a stream of no known protocol gives away by its first octets: somebody sits at the other end's
/// machine.
public enum RemoteControl {
  /// Octets in which a program's first words are looked for.
  private static let stubOctets = 160

  public static func judge(_ octets: Span<UInt8>) -> Exploit? {
    for greeting in greetings where starts(octets, with: greeting) { return .commandShell }
    // A loader takes the length first.
    for at in [0, 4] where octets.count > at + stubOctets && octets[at] == 0x4D && octets[at + 1] == 0x5A {
      let stub = octets.extracting(at..<(at + stubOctets))
      if position(of: "cannot be run in DOS mode", in: stub) != nil { return .rawProgram }
    }
    return nil
  }

  /// What the interpreters of Windows and Unix say first where no terminal is.
  private static let greetings = [
    "Microsoft Windows [Version", "Microsoft Windows XP [Version", "Microsoft Windows 2000 [Version",
    "Windows PowerShell", "bash: no job control", "bash: cannot set terminal", "/bin/sh: 0: can't access tty",
    "sh: no job control", "uid=0(root) gid=0(root)",
  ]
}
