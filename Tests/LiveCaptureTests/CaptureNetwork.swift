import BuiltProgram
import Foundation
import Synchronization
import Testing

/// A network of one wire in a namespace of its own: what is sent into `wire0` arrives at `tap0`.
final class CaptureNetwork: Sendable {
  static let tap = "tap0"
  static let wire = "wire0"

  /// Whether this machine lets us make one: it takes root and a kernel with namespaces and veth.
  static let isPossible: Bool = {
    guard geteuid() == 0 else { return false }
    return (try? CaptureNetwork()) != nil
  }()

  private static let made = Atomic(0)
  private let name: String

  init() throws {
    name = "bulkhead-\(getpid())-\(Self.made.add(1, ordering: .relaxed).newValue)"
    try Self.ip("netns", "add", name)
    // What the system says by itself on a new interface would be counted as ours.
    try inside("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1")
    try addWire()
  }

  deinit { try? Self.ip("netns", "del", name) }

  func addWire() throws {
    try inside("ip", "link", "add", Self.tap, "type", "veth", "peer", "name", Self.wire)
    try inside("ip", "link", "set", Self.tap, "up")
    try inside("ip", "link", "set", Self.wire, "up")
  }

  /// Runs a program to its end; what it prints on standard output.
  @discardableResult
  func inside(_ arguments: String...) throws -> String {
    let run = try BuiltProgram.run(program: Self.ipPath, ["netns", "exec", name] + arguments)
    try #require(run.status == 0, "\(arguments): \(run.errorText)")
    return run.outputText
  }

  /// Sends a capture's packets into the wire.
  func send(_ capture: String, loops: Int = 1, packetsPerSecond: Int? = 20_000) throws {
    let speed = packetsPerSecond.map { "--pps=\($0)" } ?? "--topspeed"
    try inside("tcpreplay", "-q", "-i", Self.wire, "-K", "--loop=\(loops)", speed, capture)
  }

  /// Frames that came out of the interface of the capture: what the peer received.
  func framesSentByTap() throws -> Int {
    let text = try inside("cat", "/sys/class/net/\(Self.wire)/statistics/rx_packets")
    return Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
  }

  /// Runs `bulkhead inspect` to its end.
  func inspect(_ arguments: [String], program: String = BuiltProgram.path) throws -> BuiltProgram.Run {
    try BuiltProgram.run(
      program: Self.ipPath,
      ["netns", "exec", name, program, "inspect", "--format", "json", "--registry", "none"] + arguments)
  }

  /// Starts `bulkhead inspect` on the tap, and waits until it listens.
  func listen(_ arguments: [String] = [], output: Pipe? = nil) throws -> Listener {
    let listener = try Listener(
      program: Self.ipPath,
      [
        "netns", "exec", name, BuiltProgram.path, "inspect", "--format", "json", "--registry", "none",
        "--interface", Self.tap,
      ] + arguments, output: output)
    try listener.waitUntilItListens()
    return listener
  }

  private static let ipPath =
    ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"]
    .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "/usr/sbin/ip"

  private static func ip(_ arguments: String...) throws {
    let run = try BuiltProgram.run(program: ipPath, arguments)
    try #require(run.status == 0, "ip \(arguments): \(run.errorText)")
  }
}

/// A capture that runs.
final class Listener {
  private let process = Process()
  private let folder: ScratchFolder
  private let start = ContinuousClock.now

  init(program: String, _ arguments: [String], output: Pipe?) throws {
    folder = try ScratchFolder()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    if let output {
      process.standardOutput = output
    } else {
      process.standardOutput = try FileHandle(
        forWritingTo: URL(filePath: folder.file("output", [])))
    }
    process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.file("errors", [])))
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  var isRunning: Bool { process.isRunning }

  func signal(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Until the kernel has bound the program's packet socket to its interface, and the signals wait.
  func waitUntilItListens() throws {
    try wait("it listens") {
      guard holdsSignals, let sockets = try? text(of: "net/packet") else { return false }
      return sockets.split(separator: "\n").dropFirst().contains { line in
        let fields = line.split(separator: " ")
        return fields.count > 5 && fields[4] != "0" && fields[5] == "1"
      }
    }
    // A filter is set right after.
    Thread.sleep(forTimeInterval: 0.2)
  }

  /// Whether SIGINT waits to be fetched, as it does until the first one came.
  var holdsSignals: Bool {
    guard let status = try? text(of: "status"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigBlk:") }),
      let mask = line.split(whereSeparator: \.isWhitespace).last.flatMap({ UInt64($0, radix: 16) })
    else { return false }
    return mask & (1 << UInt64(SIGINT - 1)) != 0
  }

  func wait(_ what: String, until isTrue: () -> Bool) throws {
    for _ in 0..<600 {
      if isTrue() { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    Issue.record("waited 30 s in vain until \(what)")
    throw CancellationError()
  }

  /// What it has written so far.
  var output: String { (try? String(contentsOfFile: folder.path + "/output", encoding: .utf8)) ?? "" }

  /// Waits for its end.
  func finish() throws -> BuiltProgram.Run {
    try wait("it ends") { !process.isRunning }
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return BuiltProgram.Run(
      status: process.terminationStatus, signal: isSignal ? process.terminationStatus : nil,
      output: (try? Data(contentsOf: URL(filePath: folder.path + "/output"))) ?? Data(),
      errors: try Data(contentsOf: URL(filePath: folder.path + "/errors")))
  }

  private func text(of file: String) throws -> String {
    try String(contentsOfFile: "/proc/\(process.processIdentifier)/\(file)", encoding: .utf8)
  }
}
