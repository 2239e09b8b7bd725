import Glibc

/// Files that belong together: of a folder with all below it, of a tar archive (plain or gzip), or one file.
public struct CaseFolder {
  /// The most octets of one file, of an archive, and of what it unpacks to.
  public static let fileLimitOctets = 64 << 20
  public static let archiveLimitOctets = 256 << 20
  public static let unpackedLimitOctets = 1 << 30
  /// The most files of a folder, and folders inside one another.
  public static let fileLimit = 500_000
  public static let nestingLimit = 64

  /// The names of all JSON files, in order.
  public let jsonNames: [String]

  private let content: Content

  private enum Content {
    case folder(path: String)
    case archive(octets: [UInt8], files: [String: Range<Int>])
  }

  /// Takes whatever lies at `path`.
  public init(_ path: String) throws(CaseFileError) {
    if let names = try FolderListing.files(below: path) {
      jsonNames = names.filter { $0.hasSuffix(".json") }
      content = .folder(path: path)
      return
    }
    let octets = try FileReading.octets(path, limitOctets: Self.archiveLimitOctets)
    let isArchive = Gzip.begins(octets) || path.hasSuffix(".tar")
    guard isArchive else {
      let slash = path.lastIndex(of: "/")
      jsonNames = [slash.map { String(path[path.index(after: $0)...]) } ?? path]
      content = .folder(path: slash.map { String(path[..<$0]) } ?? ".")
      return
    }
    let unpacked =
      Gzip.begins(octets)
      ? try Gzip.inflate(octets, limitOctets: Self.unpackedLimitOctets, path: path) : octets
    let archive = try TarArchive(unpacked, path: path)
    var files: [String: Range<Int>] = [:]
    // Of two with one name the later counts, as when they are unpacked.
    for file in archive.files { files[file.name] = file.octets }
    jsonNames = files.keys.filter { $0.hasSuffix(".json") }.sorted()
    content = .archive(octets: unpacked, files: files)
  }

  /// A file by its name here.
  public func octets(_ name: String) throws(CaseFileError) -> [UInt8] {
    switch content {
    case .folder(let path):
      return try FileReading.octets(path + "/" + name, limitOctets: Self.fileLimitOctets)
    case .archive(let octets, let files):
      guard let range = files[name] else { throw CaseFileError(name, "is not in the archive") }
      return Array(octets[range])
    }
  }

  /// The file that a case names: looked for from the folder taken, then from the case's own folder upwards.
  public func octets(_ name: String, namedBy caseName: String) throws(CaseFileError) -> [UInt8] {
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      throw CaseFileError(name, "is no path below the case's folder")
    }
    if let octets = try? octets(name) { return octets }
    var folder = caseName.split(separator: "/").dropLast()
    while !folder.isEmpty {
      if let octets = try? octets(folder.joined(separator: "/") + "/" + name) { return octets }
      folder.removeLast()
    }
    guard case .folder(let path) = content else { throw CaseFileError(name, "is not in the archive") }
    var above = path
    for _ in 0..<Self.nestingLimit {
      above += "/.."
      if let octets = try? FileReading.octets(above + "/" + name, limitOctets: Self.fileLimitOctets) {
        return octets
      }
    }
    throw CaseFileError(name, "is not found beside the case or above it")
  }
}
