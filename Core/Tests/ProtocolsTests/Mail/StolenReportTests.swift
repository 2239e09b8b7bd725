import Protocols
import Testing
import Vocabulary

@Suite("Reports of password stealers")
struct StolenReportTests {
  private static func exploits(_ head: String, fromServer: Bool = false) -> [Exploit] {
    var flow = MailDissectorTests.flow(SMTPName.self)
    flow.feed([
      MailDissectorTests.server("220 mail.example ESMTP"), MailDissectorTests.client("EHLO host"),
      MailDissectorTests.server("250 ok"), MailDissectorTests.client("DATA"),
      MailDissectorTests.server("354 go on"),
    ])
    flow.feed(fromServer ? MailDissectorTests.server(head) : MailDissectorTests.client(head))
    return flow.dissection.observations.anomalies.compactMap(\.exploit)
  }

  @Test("a subject of the kind of loot, the user and the machine")
  func found() {
    #expect(Self.exploits("From: a\r\nSubject: PW_user/MACHINE") == [.stolenReport])
    #expect(Self.exploits("from: a\r\nsubject: KL_user/MACHINE\r\n") == [.stolenReport])
  }

  @Test("silent: other subjects, the server's lines, a cut at any place")
  func silent() {
    for subject in ["Subject: PW_RESET", "Subject: Order 7/2024", "Subject: ", "Re-Subject:PW_a/b"] {
      #expect(Self.exploits(subject).isEmpty)
    }
    #expect(Self.exploits("Subject: PW_a/b", fromServer: true).isEmpty)
    let head = "x\r\nsubject: PW_user/MACHINE"
    for count in 0...head.utf8.count { _ = Self.exploits(String(head.prefix(count))) }
  }
}
