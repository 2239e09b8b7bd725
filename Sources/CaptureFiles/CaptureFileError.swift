public import Captures

/// Why a file, or the rest of it, could not be read.
public struct CaptureFileError: Error, Hashable, Sendable {
  public enum Kind: Error, Hashable, Sendable {
    case noSuchFile
    case isDirectory
    case noPermission
    /// What the system says, and the octet of the file at which it did.
    case system(String, at: Int)
    /// The file was read, but what it holds could not be.
    case capture(CaptureError)
  }

  public let path: String
  public let kind: Kind

  public init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }

  /// The octet at which reading had to stop; nil where it never began, or where all was read.
  public var truncatedAt: Int? {
    switch kind {
    case .noSuchFile, .isDirectory, .noPermission: nil
    case .system(_, let offset): offset == 0 ? nil : offset
    case .capture(let error): error.truncatedAt
    }
  }
}

extension CaptureFileError: CustomStringConvertible {
  /// One line: the file and what is wrong with it.
  public var description: String {
    "\(CaptureFileError.shown(path)): \(message)"
  }

  public var message: String {
    switch kind {
    case .noSuchFile: "no such file"
    case .isDirectory: "is a directory: give the capture files in it"
    case .noPermission: "no permission to read it"
    case .system(let reason, let offset): "cannot be read at octet \(offset): \(reason)"
    case .capture(let error): error.message
    }
  }

  /// A path is the caller's text, but may have come from a stranger's archive: no control character is
  /// printed.
  private static func shown(_ path: String) -> String {
    if path == "-" { return "standard input" }
    let scalars = path.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        ? "?" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
