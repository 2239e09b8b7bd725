import Foundation

/// A folder of its own for one test, gone with it.
public final class ScratchFolder: Sendable {
  public let path: String

  public init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "bulkhead-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  public func file(_ name: String, _ octets: [UInt8]) throws -> String {
    let place = path + "/" + name
    try Data(octets).write(to: URL(filePath: place))
    return place
  }
}
