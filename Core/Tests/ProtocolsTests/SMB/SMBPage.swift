import Protocols

/// One sample for each row of the protocol's page.
enum SMBPage {
  static let samples: [PageSample] = [
    PageSample("SMB2 tree connect", SMBDissectorTests.share(id: 4, "\\\\press-srv\\recipes")),
    PageSample("NTLMSSP authenticate", SMBDissectorTests.loginRequest(id: 3, NTLMTokens.authenticate("joe"))),
    PageSample(
      "NTLMSSP authenticate, anonymous",
      SMBDissectorTests.loginRequest(id: 3, NTLMTokens.authenticate(""))),
    PageSample(
      "NTLMSSP challenge",
      SMBDissectorTests.loginResponse(id: 2, status: SMBDissectorTests.more, NTLMTokens.challenge)),
    PageSample("SMB1 session setup by name", SMBDissectorTests.oldLogin),
    PageSample("SMB1 session setup response", SMBDissectorTests.oldAnswer),
    sample("SMB2 read", wire.open("a.prj", file: 1, id: 2) + wire.read(file: 1, id: 3, [1, 2, 3])),
    sample(
      "SMB2 write", wire.open("a.prj", file: 1, id: 2) + wire.write(file: 1, id: 3, [1, 2, 3])),
    sample("SMB2 create of a new file", wire.open("a.prj", file: 1, id: 2, action: 2)),
    sample(
      "SMB2 set info: rename", wire.open("a.prj", file: 1, id: 2) + wire.rename(file: 1, id: 3, to: "b.prj")),
    sample(
      "SMB2 set info: disposition", wire.open("a.prj", file: 1, id: 2) + wire.delete(file: 1, id: 3)),
    sample(
      "SMB2 query directory", wire.open("plans", file: 1, id: 2, attributes: 0x10) + wire.list(file: 1, id: 3)
    ),
    sample("SMB2 create of a pipe", share: "\\\\press-srv\\IPC$", wire.open("svcctl", file: 1, id: 2)),
    sample1("SMB1 read andX", wire.open1("a.prj", file: 1, id: 2) + wire.read1(file: 1, id: 3, [1, 2, 3])),
    sample1("SMB1 write andX", wire.open1("a.prj", file: 1, id: 2) + wire.write1(file: 1, id: 3, [1, 2, 3])),
    sample1(
      "SMB1 delete",
      [
        wire.ask1(6, id: 3, [0, 0], [4] + NTLMTokens.wide("\\a.prj") + [0, 0]), wire.answer1(6, id: 3),
      ]),
    sample1(
      "SMB1 rename",
      [
        wire.ask1(
          7, id: 3, [0, 0],
          [4] + NTLMTokens.wide("\\a.prj") + [0, 0, 4, 0] + NTLMTokens.wide("\\b.prj") + [0, 0]),
        wire.answer1(7, id: 3),
      ]),
    sample1(
      "SMB1 transaction2 find first",
      [
        wire.transaction(
          0x32, id: 3, total: 0, setup: [1, 0],
          parameters: [22, 0, 0, 2, 6, 0, 4, 1, 0, 0, 0, 0] + [0] + NTLMTokens.wide("\\plans\\*") + [0, 0]),
        wire.answer1(0x32, id: 3, wire.zeros(20)),
      ]),
  ]

  private static var wire: SMBWire.Type { SMBWire.self }

  private static func sample(
    _ message: String, share: String = "\\\\press-srv\\recipes", _ exchange: [WireMessage]
  ) -> PageSample {
    var sample = PageSample(message)
    sample.exchange = wire.connect(share) + exchange + wire.close(file: 1, id: 9)
    return sample
  }

  private static func sample1(_ message: String, _ exchange: [WireMessage]) -> PageSample {
    var sample = PageSample(message)
    sample.exchange = wire.connect1("\\\\press-srv\\recipes") + exchange + wire.close1(file: 1, id: 9)
    return sample
  }
}
