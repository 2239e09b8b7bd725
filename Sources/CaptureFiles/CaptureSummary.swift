public import Captures

/// What was read of one capture file.
public struct CaptureSummary: Sendable {
  /// As it was given; `-` is standard input.
  public let path: String
  public internal(set) var tally = CaptureTally()
  /// Why the capture, or part of it, could not be read; nil where all was.
  public internal(set) var error: CaptureFileError?

  /// The octet of the file at which reading had to stop; nil where it came to the end.
  public var truncatedAt: Int? { error?.truncatedAt }

  init(path: String) {
    self.path = path
  }
}
