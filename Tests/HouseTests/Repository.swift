import Foundation

/// The checkout that these tests were built from.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let folder = root.path

  /// Every text file that is tracked, or would be: git's ignored files are left out.
  static let files: [SourceFile] = paths.compactMap { path in
    guard let contents = try? Data(contentsOf: root.appending(path: path)), !contents.contains(0) else {
      return nil
    }
    return String(bytes: contents, encoding: .utf8).map { SourceFile(path: path, text: $0) }
  }

  /// The folders straight inside a folder; none where it does not exist.
  static func folders(in path: String) -> [String] {
    let prefix = path + "/"
    let inside = paths.filter { $0.hasPrefix(prefix) }.map {
      $0.dropFirst(prefix.count).split(separator: "/")
    }
    return Set(inside.filter { $0.count > 1 }.map { String($0[0]) }).sorted()
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// Runs a program at the root, without input.
  static func run(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    let output = Pipe()
    // A file, because two pipes read one after the other can fill up.
    let errorFile = FileManager.default.temporaryDirectory.appending(path: "house-\(UUID().uuidString)")
    try Data().write(to: errorFile)
    defer { try? FileManager.default.removeItem(at: errorFile) }
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: said, as: UTF8.self),
      String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
    )
  }

  private static let paths: [String] = {
    if let listing = try? run(["git", "ls-files", "--cached", "--others", "--exclude-standard"]),
      listing.status == 0
    {
      return listing.output.split(separator: "\n").map(String.init).filter(exists).sorted()
    }
    // A source archive has no git; what is hidden in it was not packed by us.
    let walk = FileManager.default.enumerator(atPath: root.path)
    return (walk?.allObjects as? [String] ?? []).filter {
      !$0.split(separator: "/").contains { $0.hasPrefix(".") }
    }
    .sorted()
  }()
}
