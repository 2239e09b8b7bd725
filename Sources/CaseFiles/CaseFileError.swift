/// Why a file or an archive could not be read.
public struct CaseFileError: Error, Hashable, Sendable {
  public let path: String
  /// Lower case, in the user's words.
  public let message: String

  public init(_ path: String, _ message: String) {
    self.path = path
    self.message = message
  }
}
