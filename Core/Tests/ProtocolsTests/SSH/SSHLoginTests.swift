import Protocols
import Streams
import Testing
import Vocabulary

@Suite("SSH logins by shape")
struct SSHLoginTests {
  static let newKeys = wireOctets("0000 000C 0A 15 00000000000000000000")

  /// Encrypted octets, as many as a message has.
  private static func encrypted(_ count: Int) -> [UInt8] { [UInt8](repeating: 0xE7, count: count) }

  /// Everything up to the service's acceptance, in packets of a cipher and a check of `added` octets.
  private static func opening(_ client: String = "PuTTY_Release_0.70", added: Int) -> [WireMessage] {
    [
      .server(SSHDissectorTests.line("SSH-2.0-OpenSSH_7.6")),
      .client(SSHDissectorTests.line("SSH-2.0-\(client)")),
      .server(newKeys), .client(newKeys), .server(encrypted(300)), .client(encrypted(32 + added)),
      .server(encrypted(32 + added)),
    ]
  }

  private static func story(_ messages: [WireMessage]) -> [String] {
    var flow = SSHDissectorTests.flow()
    flow.feed(messages)
    flow.finish()
    return flow.story
  }

  static let page: [WireMessage] =
    opening(added: 16) + [
      .client(encrypted(64)), .server(encrypted(64)), .client(encrypted(160)), .server(encrypted(32)),
    ]

  @Test("two refused passwords and a right one, whatever the cipher adds", arguments: [12, 16, 20, 32])
  func passwords(_ added: Int) {
    let refusal = WireMessage.server(Self.encrypted(48 + added))
    let attempt = WireMessage.client(Self.encrypted(128 + added))
    #expect(
      Self.story(
        Self.opening(added: added) + [
          .client(Self.encrypted(48 + added)), refusal, attempt, refusal, attempt, refusal, attempt,
          .server(Self.encrypted(16 + added)), .client(Self.encrypted(80)),
          .server(Self.encrypted(16 + added)),
        ])
        == [
          "connect - succeeded", "authenticate - refused", "authenticate - refused",
          "authenticate - succeeded",
        ])
  }

  @Test("a key that is offered, then used, is one login")
  func key() {
    #expect(
      Self.story(
        Self.opening(added: 16) + [
          .client(Self.encrypted(64)), .server(Self.encrypted(64)), .client(Self.encrypted(400)),
          .server(Self.encrypted(350)), .client(Self.encrypted(700)), .server(Self.encrypted(32)),
        ]) == ["connect - succeeded", "authenticate - succeeded"])
  }

  @Test("a text before the first refusal does not hide the next ones")
  func textBefore() {
    let refusal = WireMessage.server(Self.encrypted(64))
    let attempt = WireMessage.client(Self.encrypted(144))
    #expect(
      Self.story(
        Self.opening(added: 16) + [
          .client(Self.encrypted(64)), .server(Self.encrypted(500)), attempt, refusal, attempt, refusal,
          attempt, refusal,
        ]) == ["connect - succeeded", "authenticate - refused", "authenticate - refused"])
  }

  @Test("a program that tries at once, and a door without a lock")
  func atOnce() {
    #expect(
      Self.story(
        Self.opening("paramiko_2.4", added: 16) + [.client(Self.encrypted(64)), .server(Self.encrypted(64))])
        == ["connect - succeeded", "authenticate - refused"])
    #expect(
      Self.story(Self.opening(added: 16) + [.client(Self.encrypted(64)), .server(Self.encrypted(32))])
        == ["connect - succeeded", "authenticate - succeeded"])
  }

  @Test("a question for the methods alone has no answer; a first message that holds a password is a try")
  func questionAlone() {
    #expect(
      Self.story(Self.opening(added: 16) + [.client(Self.encrypted(64)), .server(Self.encrypted(64))])
        == ["connect - succeeded", "authenticate - unanswered"])
    #expect(
      Self.story(Self.opening(added: 16) + [.client(Self.encrypted(96)), .server(Self.encrypted(64))])
        == ["connect - succeeded", "authenticate - refused"])
  }

  @Test("nothing is told of version 1, of an odd beginning, or before the keys")
  func silent() {
    let dialogue: [WireMessage] = [
      .client(Self.encrypted(64)), .server(Self.encrypted(64)), .client(Self.encrypted(160)),
      .server(Self.encrypted(32)),
    ]
    var version1 = Self.opening(added: 16)
    version1[0] = .server(SSHDissectorTests.line("SSH-1.5-Cisco-1.25"))
    #expect(Self.story(version1 + dialogue) == ["connect - succeeded"])
    let odd = Self.opening(added: 500)
    #expect(Self.story(odd + dialogue) == ["connect - succeeded"])
    #expect(Self.story(Array(odd[..<2]) + dialogue) == ["connect - succeeded"])
  }
}
