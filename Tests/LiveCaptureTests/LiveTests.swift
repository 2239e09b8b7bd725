import BuiltProgram
import Foundation
import Testing

@Suite(
  "A live capture", .serialized, .enabled(if: CaptureNetwork.isPossible, "needs root and network namespaces"))
struct LiveTests {
  @Test("tells of the wire what a file of the same packets tells, and sends no frame")
  func isLikeAFile() throws {
    let network = try CaptureNetwork()
    let before = try network.framesSentByTap()
    let listener = try network.listen()
    try network.send(Sample.plant)
    listener.signal(SIGINT)
    let run = try listener.finish()
    let (live, file) = (try LiveReport(run), try Sample.report(Sample.plant))
    #expect(run.status == 0)
    #expect(run.errorText.isEmpty)
    #expect(live.format == "live")
    #expect(live.path == CaptureNetwork.tap)
    #expect(live.packets == file.packets)
    #expect(live.octets == file.octets)
    #expect(live.protocols == file.protocols)
    #expect(live.assets == file.assets)
    #expect(live.kernelDropped == 0)
    #expect(live.interfaceDropped == 0)
    #expect(try network.framesSentByTap() == before)
  }

  @Test("a signal ends it, and it still reports", arguments: [SIGINT, SIGTERM])
  func reportsAtASignal(signal: Int32) throws {
    let network = try CaptureNetwork()
    let listener = try network.listen()
    listener.signal(signal)
    let run = try listener.finish()
    #expect(run.status == 0)
    #expect(try LiveReport(run).packets == 0)
  }

  @Test("lines leave while it listens: findings, and conversations that are over")
  func linesLeave() throws {
    let network = try CaptureNetwork()
    let listener = try network.listen(["--format", "jsonl"])
    try network.send(Sample.plant)
    // What is over is told after 15 seconds of silence, by the time of the packets.
    Thread.sleep(forTimeInterval: 16)
    try network.send(Sample.large, packetsPerSecond: 250)
    try listener.wait("lines leave") {
      let lines = listener.output
      return lines.contains(#""type":"conversation""#) && lines.contains(#""settled":false"#)
    }
    #expect(!listener.output.contains(#""type":"coverage""#))
    listener.signal(SIGINT)
    let run = try listener.finish()
    #expect(run.status == 0)
    #expect(run.outputText.split(separator: "\n").last?.contains(#""type":"coverage""#) == true)
  }

  @Test("a second signal ends it at once, though nobody takes the report")
  func endsAtTheSecondSignal() throws {
    let network = try CaptureNetwork()
    // Nobody reads the pipe, which is smaller than the report.
    let listener = try network.listen(output: Pipe())
    try network.send(Sample.plant)
    listener.signal(SIGINT)
    try listener.wait("the first signal is taken") { !listener.holdsSignals }
    Thread.sleep(forTimeInterval: 1)
    #expect(listener.isRunning)
    listener.signal(SIGINT)
    #expect(try listener.finish().signal == SIGINT)
  }

  @Test("ends when its time is over")
  func endsInTime() throws {
    let network = try CaptureNetwork()
    let start = ContinuousClock.now
    let run = try network.inspect(["--interface", CaptureNetwork.tap, "--for", "2s"])
    let duration = ContinuousClock.now - start
    #expect(run.status == 0)
    #expect(duration >= .seconds(2))
    #expect(duration < .seconds(20))
  }

  @Test("a filter lets through what it names")
  func filters() throws {
    let network = try CaptureNetwork()
    let listener = try network.listen(["--filter", "arp"])
    try network.send(Sample.plant)
    listener.signal(SIGINT)
    let live = try LiveReport(listener.finish())
    let rows = try JSONSerialization.jsonObject(with: Sample.report(Sample.plant).protocols)
    let arp = (rows as? [[String: Any]])?.first { $0["name"] as? String == "arp" }
    #expect(live.packets > 0)
    #expect(live.packets == arp?["packets"] as? Int)
  }

  @Test("counts what found no room while it could not read; nothing is lost uncounted")
  func countsDrops() throws {
    let network = try CaptureNetwork()
    let listener = try network.listen()
    listener.signal(SIGSTOP)
    try network.send(Sample.large, loops: 100, packetsPerSecond: nil)
    listener.signal(SIGCONT)
    listener.signal(SIGINT)
    let live = try LiveReport(listener.finish())
    let dropped = try #require(live.kernelDropped)
    #expect(dropped > 0)
    // The ring holds more than half of what its size divided by a frame's gives.
    #expect(live.packets > 20_000)
    #expect(live.packets + dropped == 100_000)
  }

  @Test("an interface that goes down: one line, the report of what was seen, status 2")
  func goesDown() throws {
    let network = try CaptureNetwork()
    let listener = try network.listen()
    try network.send(Sample.plant)
    try network.inside("ip", "link", "set", CaptureNetwork.tap, "down")
    let run = try listener.finish()
    #expect(run.status == 2)
    #expect(run.errorLines.count == 1)
    #expect(run.errorText.contains("tap0: the interface went down"))
    #expect(try LiveReport(run).packets == Sample.report(Sample.plant).packets)
  }

  @Test("an interface that vanishes: one line, the report of what was seen, status 2")
  func vanishes() throws {
    let network = try CaptureNetwork()
    let listener = try network.listen()
    try network.send(Sample.plant)
    try network.inside("ip", "link", "del", CaptureNetwork.tap)
    let run = try listener.finish()
    #expect(run.status == 2)
    #expect(run.errorLines.count == 1)
    #expect(run.errorText.contains("tap0: the interface vanished"))
    #expect(try LiveReport(run).packets == Sample.report(Sample.plant).packets)
  }

  @Test("an interface that cannot be opened: one line with what to do, no report, status 1")
  func cannotBeOpened() throws {
    let network = try CaptureNetwork()
    let absent = try network.inspect(["--interface", "eth77"])
    #expect(absent.errorText.contains("eth77: there is no such interface; there are"))
    #expect(absent.errorText.contains(CaptureNetwork.tap))
    try network.inside("ip", "link", "set", CaptureNetwork.tap, "down")
    let down = try network.inspect(["--interface", CaptureNetwork.tap])
    #expect(down.errorText.contains("tap0: the interface is down"))
    let filter = try network.inspect(["--interface", CaptureNetwork.wire, "--filter", "host plc1"])
    #expect(filter.errorText.contains("down") || filter.errorText.contains("character 6, 'plc1'"))
    for run in [absent, down, filter] {
      #expect(run.status == 1)
      #expect(run.errorLines.count == 1)
      #expect(run.output.isEmpty)
    }
  }

  @Test("who may not capture is told how to be let; status 1")
  func needsTheRight() throws {
    let network = try CaptureNetwork()
    // A copy where anybody may run it.
    let program = "/tmp/bulkhead-unprivileged-\(getpid())"
    try FileManager.default.copyItem(atPath: BuiltProgram.path, toPath: program)
    defer { try? FileManager.default.removeItem(atPath: program) }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let run = try BuiltProgram.run(
      program: "/usr/bin/setpriv",
      ["--reuid=65534", "--regid=65534", "--clear-groups", program, "inspect", "--interface", "lo"])
    #expect(run.status == 1)
    #expect(run.errorLines.count == 1)
    #expect(run.errorText.contains("no permission to capture"))
    #expect(run.errorText.contains("cap_net_raw"))
    _ = network
  }
}
