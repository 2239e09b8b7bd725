import Protocols
import Testing
import Vocabulary

@Suite("What a stream of no known protocol gives away")
struct RemoteControlTests {
  private static let stub = Array("This program cannot be run in DOS mode.".utf8)

  @Test("greetings of command interpreters, and programs with and without a length before them")
  func found() {
    #expect(
      RemoteControl.judge(Array("Microsoft Windows [Version 10.0.19045]\r\n".utf8).span) == .commandShell)
    let program =
      [0x4D, 0x5A, 0x90, 0] + [UInt8](repeating: 0, count: 74) + Self.stub + [UInt8](repeating: 0, count: 90)
    #expect(RemoteControl.judge(program.span) == .rawProgram)
    #expect(RemoteControl.judge(([0, 0x40, 2, 0] + program).span) == .rawProgram)
  }

  @Test("silent: a page about these, two letters, nothing; no length traps")
  func silent() {
    let page = Array("about Microsoft Windows [Version".utf8)
    let letters = [0x4D, 0x5A] + [UInt8](repeating: 0, count: 400)
    #expect(RemoteControl.judge(page.span) == nil && RemoteControl.judge(letters.span) == nil)
    let program = [0x4D, 0x5A, 0x90, 0] + [UInt8](repeating: 0, count: 74) + Self.stub
    for count in 0...program.count { #expect(RemoteControl.judge(Array(program[..<count]).span) == nil) }
  }
}
