public import Foundation

/// The program as this build made it, run as its users run it.
public enum BuiltProgram {
  /// The checkout that these tests were built from.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// `bulkhead` lies beside the runner of the tests.
  public static let path: String = {
    let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: runner).deletingLastPathComponent().appending(path: "bulkhead").path
  }()

  /// What a run left behind.
  public struct Run: Sendable {
    public let status: Int32
    /// The signal that ended it; nil where it ended by itself.
    public let signal: Int32?
    public let output: Data
    public let errors: Data

    public init(status: Int32, signal: Int32?, output: Data, errors: Data) {
      self.status = status
      self.signal = signal
      self.output = output
      self.errors = errors
    }

    public var outputText: String { String(decoding: output, as: UTF8.self) }
    public var errorText: String { String(decoding: errors, as: UTF8.self) }
    public var errorLines: [String] { errorText.split(separator: "\n").map(String.init) }
  }

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - folder: where it runs; the root where none is given
  ///   - input: the file that is its standard input; none is an empty one
  ///   - secondsLimit: seconds of processor time after which it is ended by a signal
  public static func run(
    _ arguments: [String], in folder: String? = nil, input: String? = nil, secondsLimit: Int = 60
  ) throws -> Run {
    try run(
      program: "/bin/sh", ["-c", "ulimit -t \(secondsLimit); exec \"$0\" \"$@\"", path] + arguments,
      in: folder,
      input: input)
  }

  /// Runs any program. Output goes to files, because two pipes read one after the other can fill up.
  public static func run(
    program: String, _ arguments: [String], in folder: String? = nil, input: String? = nil
  ) throws -> Run {
    let scratch = try ScratchFolder()
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder.map { URL(filePath: $0) } ?? root
    process.standardInput =
      try input.map { try FileHandle(forReadingFrom: URL(filePath: $0)) }
      ?? FileHandle.nullDevice
    let (output, errors) = (try scratch.file("output", []), try scratch.file("errors", []))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
    try process.run()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return Run(
      status: process.terminationStatus, signal: isSignal ? process.terminationStatus : nil,
      output: try Data(contentsOf: URL(filePath: output)), errors: try Data(contentsOf: URL(filePath: errors))
    )
  }
}
