import BuiltProgram
import Foundation
import Testing

/// What a site holds new passwords against, and how they are changed.
@Suite("Passwords of a site")
struct PasswordSettingsTests {
  let site: SiteTests

  init() throws { site = try SiteTests() }

  @Test("the plant's words and a file of stolen passwords are held against a password that is set")
  func held() throws {
    try site.made()
    var codes = try site.bindApp("administrator")
    let words = try site.scratch.file("words", Array("Turbinenwerk Nord\nabc\n".utf8))
    let hash = try BuiltProgram.run(
      program: "/bin/sh", ["-c", "printf 'seven wet boots in the sun' | sha1sum | cut -c1-40 | tr a-f A-F"])
    let lines = [
      String(repeating: "0", count: 40) + ":3", hash.outputText.prefix(40) + ":17",
      String(repeating: "F", count: 40) + ":1",
    ]
    let stolen = try site.scratch.file("stolen", Array(lines.map { $0 + "\n" }.joined().utf8))
    let set = try site.run(
      ["site", "passwords", "--words", words, "--stolen", stolen],
      typing: ["administrator", SiteTests.password, codes.removeLast()])
    try #require(set.status == 0, "\(set.errorText)")
    let told = "words of this plant: nord, turbinenwerk\nstolen passwords: \(stolen)\n"
    #expect(set.outputText == told)

    var password = SiteTests.password
    func change(to next: String) throws -> BuiltProgram.Run {
      try site.run(
        ["account", "password"], typing: ["administrator", password, codes.removeLast(), next])
    }
    let own = try change(to: "Turbinenwerk12!")
    #expect(own.status == 1 && own.errorText.contains("made of 'turbinenwerk'"), "\(own.errorText)")
    let known = try change(to: "seven wet boots in the sun")
    #expect(known.status == 1 && known.errorText.contains("17 times"), "\(known.errorText)")
    let fine = try change(to: "nine dry socks on the line")
    #expect(fine.status == 0, "\(fine.errorText)")
    let old = try change(to: "another one that is long enough")
    #expect(old.status == 1, "the old password works no more")
    password = "nine dry socks on the line"

    try FileManager.default.removeItem(atPath: stolen)
    let gone = try change(to: "a third one that is long enough")
    #expect(gone.status == 1 && gone.errorText.contains("\(stolen): cannot be read"), "\(gone.errorText)")
    let without = try site.run(
      ["site", "passwords", "--no-stolen"], typing: ["administrator", password, codes.removeLast()])
    #expect(without.outputText == "words of this plant: nord, turbinenwerk\nstolen passwords: no file\n")
    #expect(try change(to: "a third one that is long enough").status == 0)
    #expect(try site.ledger().contains("\"changePassword\""))
  }

  @Test(
    "what cannot be searched is refused, and nothing is changed", arguments: ["", "some text\n", "0:1\n"])
  func refused(text: String) throws {
    try site.made()
    let codes = try site.bindApp("administrator")
    let file = try site.scratch.file("stolen", Array(text.utf8))
    let set = try site.run(
      ["site", "passwords", "--stolen", file], typing: ["administrator", SiteTests.password, codes[0]])
    #expect(set.status == 1)
    #expect(set.errorLines.count == 1 && set.errorText.contains(file), "\(set.errorText)")
    let both = try site.run(["site", "passwords", "--stolen", file, "--no-stolen"])
    #expect(both.status == 1 && both.errorText.contains("one of them"), "\(both.errorText)")
  }

  @Test("at a terminal a password is told to be easy to guess, typed twice, and not shown")
  func terminal() throws {
    let made = try site.run(["site", "make", "works"])
    let code = try site.lastWord(made.outputText)
    let script = """
      import os, pty, sys
      def answer(pairs, arguments):
          child, terminal = pty.fork()
          if child == 0: os.execv(arguments[0], arguments)
          shown = b""
          for prompt, text in pairs + [(None, None)]:
              while True:
                  if prompt and shown.endswith(prompt): break
                  try: octets = os.read(terminal, 1024)
                  except OSError: octets = b""
                  if not octets: break
                  shown += octets
              if text is not None: os.write(terminal, text + b"\\n")
          return shown.decode() + "status %d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
      code, word, again = (text.encode() for text in sys.argv[1:4])
      pairs = [(b"Code: ", code), (b"New password: ", word), (b"once more: ", again)]
      print(answer(pairs, sys.argv[4:]))
      """
    func open(_ password: String, _ again: String) throws -> String {
      try BuiltProgram.run(
        program: "/usr/bin/env",
        [
          "python3", "-c", script, code, password, again, BuiltProgram.path, "account", "open", "--data",
          site.data,
        ]
      ).outputText
    }
    let two = try open("correct horse battery", "correct horse batterie")
    #expect(two.contains("the two are not the same") && two.hasSuffix("status 1\n"), "\(two)")
    let weak = try open("password1234567", "password1234567")
    #expect(weak.contains("very easy to guess; 'password' is among"), "\(weak)")
    let fine = try open(SiteTests.password, SiteTests.password)
    #expect(fine.contains("very hard to guess") && fine.hasSuffix("status 0\n"), "\(fine)")
    #expect(!fine.contains("seven"), "what is typed is not shown")
  }
}
