import Streams
import Vocabulary

/// Dissects the control connection of FTP: who logs in, which files go which way, and at which port.
///
/// Replies end the commands in their order. A password is counted and held against the known ones of manuals,
/// and never kept.
public struct FTPDissector: Sendable {
  public static let port: UInt16 = 21
  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 4_096
  /// Octets of a line; a longer one is none.
  private static let lineLimit = 4_096

  struct State: Sendable {
    var sent: UInt32 = 0
    var answered: UInt32 = 0
    var user: [UInt8] = []
    var isGreeted = false
  }

  static let userLimit = 80

  var states = FlowStates<State>(limit: flowLimit)
  /// Where data is waited for.
  public internal(set) var expected = ExpectedFlows()

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { states.dropped }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4 else { return .undecided }
    let line = octets.extracting(0..<end(at: 0x0A, in: octets, from: 0))
    if let reply = FTPReply(line) {
      // A server of mail greets with the same digits.
      return reply.code < 600 && position(of: "SMTP", in: line) == nil ? .consistent : .no
    }
    guard let command = FTPCommand(line.extracting(trimmed(0..<line.count, of: line))) else { return .no }
    return openings.contains(command.name) ? .consistent : .no
  }

  /// The same where no port hints at it: a greeting that names it, or a first command.
  public static func recogniseWithoutHint(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return .no }
    if starts(octets, with: "220") {
      let line = octets.extracting(0..<end(at: 0x0A, in: octets, from: 0))
      return position(of: "FTP", in: line) != nil ? .consistent : .no
    }
    return starts(octets, with: "USER ") || starts(octets, with: "AUTH TLS") ? .consistent : .no
  }

  private static let openings: [UInt32] = [
    FTPCommand.user, FTPCommand.password, FTPCommand.authenticate, FTPCommand.system,
    FTPCommand.code("FEAT"), FTPCommand.code("QUIT"), FTPCommand.code("OPTS"), FTPCommand.code("TYPE"),
    FTPCommand.code("PASV"), FTPCommand.code("EPSV"), FTPCommand.port, FTPCommand.list,
    FTPCommand.retrieve, FTPCommand.store, FTPCommand.code("PWD"), FTPCommand.code("CWD"),
    FTPCommand.code("SIZE"), FTPCommand.code("NOOP"), FTPCommand.code("HELP"), FTPCommand.site,
  ]

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    dissection.note(.ftp)
    var at = 0
    while at < octets.count {
      let lineEnd = end(at: 0x0A, in: octets, from: at)
      guard lineEnd < octets.count else {
        return octets.count - at > Self.lineLimit ? .lost(after: at) : StreamProgress(consumed: at)
      }
      let line = octets.extracting(trimmed(at..<lineEnd, of: octets))
      at = lineEnd + 1
      let position = states.position(of: dissection.serial, initial: State())
      if dissection.isFromClient {
        takeCommand(line, position, &dissection)
      } else {
        takeReply(line, position, &dissection)
        // What follows is TLS.
        if dissection.refinedName == .tls { break }
      }
    }
    return StreamProgress(consumed: at)
  }
}

/// Names the data of a file transfer, which looks like anything: the control connection told its port.
public enum FTPData {
  public static func recognise(_ octets: Span<UInt8>) -> Recognition { .consistent }
}
