import Testing

@Suite("Options of a live capture")
struct LiveOptionsTests {
  @Test(
    "wrong usage is status 1 and says what goes together",
    arguments: [
      (["--interface", "eth1", "a.pcap"], "one or the other"),
      (["--interface", "eth1", "--interface", "eth2"], "one interface"),
      (["--interface", ""], "the name is empty"),
      (["--for", "60s", "a.pcap"], "--for goes with --interface"),
      (["--filter", "tcp", "a.pcap"], "--filter goes with --interface"),
      ([], "nothing to inspect"),
    ])
  func refuses(arguments: [String], words: String) throws {
    let run = try BulkheadRun(["inspect"] + arguments)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.error.contains(words))
  }

  @Test(
    "a time to listen is a whole number from 1 and a unit",
    arguments: ["60", "s", "0s", "-5s", "1.5h", "1d", "60 s", "1h30m", "9999999999s", "٣s", ""])
  func refusesTimes(text: String) throws {
    let run = try BulkheadRun(["inspect", "--interface", "no-such-interface", "--for=\(text)"])
    #expect(run.status == 1)
    #expect(run.error.contains("no time to listen") || text.isEmpty)
  }

  @Test("seconds, minutes and hours are taken", arguments: ["1s", "60s", "5m", "1h", "999999999h"])
  func takesTimes(text: String) throws {
    let run = try BulkheadRun(["inspect", "--interface", "no-such-interface", "--for", text])
    #expect(run.status == 1)
    #expect(!run.error.contains("no time to listen"))
  }
}
