import BuiltProgram
import Foundation
import Glibc
import Testing

/// The processes of a site, as they are started.
@Suite("Console and watch")
struct ServeTests {
  private let scratch: ScratchFolder
  private let data: String
  private let capture: String

  init() throws {
    scratch = try ScratchFolder()
    data = scratch.path + "/works"
    capture = scratch.path + "/plant.pcap"
    let made = try BuiltProgram.run(["site", "make", "works", "--data", data, "--system-user", "nobody-here"])
    try #require(made.status == 0, "\(made.errorText)")
    let plant = try BuiltProgram.run([
      "plant", "make", "--seed", "7", "--hours", "1", "--attack", "s7-stop", "--out", capture,
    ])
    try #require(plant.status == 0, "\(plant.errorText)")
  }

  /// Packets of a pcap file.
  private var packets: Int {
    get throws {
      let octets = [UInt8](try Data(contentsOf: URL(filePath: capture)))
      var (place, count) = (24, 0)
      while place + 16 <= octets.count {
        let length = octets[(place + 8)..<(place + 12)].reversed().reduce(0) { $0 << 8 | Int($1) }
        place += 16 + length
        count += 1
      }
      return count
    }
  }

  /// A process of the built program whose output goes to files.
  private final class Running {
    let process = Process()
    let output: String

    init(_ arguments: [String], in folder: String) throws {
      output = folder + "/output-\(UUID().uuidString)"
      _ = FileManager.default.createFile(atPath: output, contents: nil)
      process.executableURL = URL(filePath: BuiltProgram.path)
      process.arguments = arguments
      let handle = try FileHandle(forWritingTo: URL(filePath: output))
      process.standardOutput = handle
      process.standardError = handle
      process.standardInput = FileHandle.nullDevice
      try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    var text: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

    func waitFor(_ words: String, seconds: Int = 60) throws {
      for _ in 0..<(seconds * 20) {
        if text.contains(words) { return }
        usleep(50_000)
      }
      throw Missing(words: words, text: text)
    }

    func end(_ signal: Int32 = SIGTERM) -> Int32 {
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  private struct Missing: Error {
    let words: String
    let text: String
  }

  private func listen() throws -> Running {
    let console = try Running(
      ["listen", "--address", "127.0.0.1:0", "--data", data, "--watch", data + "/watch.sock"],
      in: scratch.path)
    try console.waitFor("listening on")
    return console
  }

  private func watch(_ options: [String] = []) throws -> Running {
    try Running(["watch", "--to", data + "/watch.sock", capture] + options, in: scratch.path)
  }

  /// What the store counts, read by a program that is not ours.
  private func stored(_ sql: String) throws -> Int {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import sqlite3, sys
      database = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)
      print(database.execute(sys.argv[2]).fetchone()[0] or 0)
      """, data + "/watch.db", sql,
    ]
    process.standardOutput = pipe
    try process.run()
    let octets = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Int(String(decoding: octets, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
  }

  @Test("one command runs both; a stop is told, once, and what passed is kept")
  func serve() throws {
    let all = try Running(
      ["serve", "--address", "127.0.0.1:0", "--data", data, capture], in: scratch.path)
    try all.waitFor("to stop its program")
    for _ in 0..<200 {
      if try stored("SELECT sum(packets) FROM traffic") == packets { break }
      usleep(100_000)
    }
    #expect(try stored("SELECT sum(packets) FROM traffic") == packets)
    #expect(try stored("SELECT count(*) FROM findings WHERE kind = 'controller-stopped'") == 1)
    #expect(all.end() == 0)
    #expect(all.text.ranges(of: "to stop its program").count == 1, "\(all.text)")
    #expect(all.text.contains("critical: "))
    #expect(try stored("SELECT sum(packets) FROM traffic") == packets)
  }

  @Test(
    "a console that is killed while a watch replays loses nothing that was told, and counts nothing twice")
  func killedConsole() throws {
    var console = try listen()
    let watch = try watch(["--speed", "600"])
    for _ in 0..<2 {
      usleep(1_500_000)
      _ = console.end(SIGKILL)
      console = try listen()
    }
    watch.process.waitUntilExit()
    #expect(watch.process.terminationStatus == 0, "\(watch.text)")
    #expect(try stored("SELECT sum(packets) FROM traffic") == packets)
    #expect(try stored("SELECT sum(packets_to_server + packets_to_client) FROM conversations") == packets)
    #expect(console.end() == 0)
  }

  @Test("a watch that is killed is missed by nobody: the console goes on, and the next watch is heard")
  func killedWatch() throws {
    let console = try listen()
    let first = try watch(["--speed", "600"])
    usleep(2_000_000)
    _ = first.end(SIGKILL)
    let second = try watch()
    second.process.waitUntilExit()
    #expect(second.process.terminationStatus == 0, "\(second.text)")
    #expect(console.text.ranges(of: "to stop its program").count == 1)
    #expect(console.end() == 0, "\(console.text)")
  }

  @Test("a watch without a console says so at its end, and that not all was taken")
  func alone() throws {
    let watch = try Running(
      ["watch", "--to", data + "/nobody.sock", scratch.path + "/none.pcap"], in: scratch.path)
    watch.process.waitUntilExit()
    #expect(watch.process.terminationStatus == 1)
    #expect(watch.text.contains("no such file"), "\(watch.text)")
  }

  @Test(
    "wrong options are told in the user's words",
    arguments: [
      (["watch"], "nothing to watch"), (["watch", "--sensor", "a b", "x.pcap"], "no name of a watch"),
      (["watch", "--speed", "0", "x.pcap"], "no speed"), (["serve"], "nothing to watch"),
      (["watch", "--interface", "eth1", "--speed", "2"], "--speed goes with captures"),
    ])
  func wrong(arguments: [String], words: String) throws {
    let run = try BuiltProgram.run(arguments)
    #expect(run.status == 1)
    #expect(run.errorText.contains(words), "\(run.errorText)")
  }
}
