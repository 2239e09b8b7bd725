import Streams
public import Vocabulary

/// Dissects the logins of SMTP, POP3 and IMAP: who, by which name, with a password for everybody to read, and
/// whether the server lets them. Mail itself is passed over.
///
/// Source: RFC 5321 and RFC 4954 for SMTP; RFC 1939 and RFC 5034 for POP3; RFC 3501, section 6.2, for IMAP;
/// RFC 4616 for the login in one text.
public struct MailDissector: Sendable {
  public static let smtpPort: UInt16 = 25
  public static let submissionPort: UInt16 = 587
  public static let popPort: UInt16 = 110
  public static let imapPort: UInt16 = 143
  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 4_096
  /// Octets of a line that are looked at; further ones are passed over.
  private static let lineLimit = 2_048

  /// What the client's next line is.
  enum Awaited: Sendable { case command, plain, name, password, verdict, nothing }

  struct State: Sendable {
    var awaited = Awaited.command
    var isGreeted = false
    var asksForTLS = false
    var user: [UInt8] = []
    var logins: UInt32 = 0
  }

  var states = FlowStates<State>(limit: flowLimit)
  /// A login while it is read.
  var scratch: [UInt8] = []

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { states.dropped }

  public static func recognise(_ octets: Span<UInt8>, as name: ProtocolName) -> Recognition {
    guard octets.count >= 4 else { return .undecided }
    let openings: [String] =
      switch name {
      case .smtp: ["220 ", "220-", "EHLO ", "HELO ", "ehlo ", "helo "]
      case .pop: ["+OK", "-ERR", "USER ", "AUTH", "CAPA", "STLS", "APOP "]
      default: ["* OK", "* PREAUTH", "* BYE"]
      }
    for opening in openings where starts(octets, with: opening) { return .consistent }
    return name == .imap && isTagged(octets) ? .consistent : .no
  }

  /// A command of IMAP behind its tag.
  private static func isTagged(_ octets: Span<UInt8>) -> Bool {
    let space = end(at: 0x20, in: octets, from: 0)
    guard space > 0, space < 16 else { return false }
    for word in [" CAPABILITY", " LOGIN ", " capability", " login ", " AUTHENTICATE ", " STARTTLS", " ID "] {
      if starts(octets, with: word, at: space) { return true }
    }
    return false
  }

  public static func recogniseWithoutHint(_ octets: Span<UInt8>) -> ProtocolName? {
    if starts(octets, with: "220") {
      let line = octets.extracting(0..<end(at: 0x0A, in: octets, from: 0))
      return position(of: "SMTP", in: line) != nil ? .smtp : nil
    }
    if starts(octets, with: "EHLO ") { return .smtp }
    if starts(octets, with: "* OK ") { return .imap }
    return starts(octets, with: "+OK ") ? .pop : nil
  }

  public mutating func dissect(
    stream octets: Span<UInt8>, as name: ProtocolName, _ dissection: inout Dissection
  ) -> StreamProgress {
    dissection.note(name)
    let position = states.position(of: dissection.serial, initial: State())
    guard states[position].awaited != .nothing else {
      if name == .smtp, dissection.isFromClient { Self.noteStolenReport(octets, &dissection) }
      return StreamProgress(consumed: octets.count)
    }
    var at = 0
    while at < octets.count {
      let lineEnd = end(at: 0x0A, in: octets, from: at)
      guard lineEnd < octets.count else {
        let isLong = octets.count - at > Self.lineLimit
        return StreamProgress(consumed: isLong ? octets.count : at)
      }
      let line = octets.extracting(trimmed(at..<lineEnd, of: octets))
      at = lineEnd + 1
      if dissection.isFromClient {
        takeClient(line, name, position, &dissection)
      } else {
        takeServer(line, name, position, &dissection)
      }
      if states[position].awaited == .nothing { return StreamProgress(consumed: octets.count) }
      if dissection.refinedName == .tls { break }
    }
    return StreamProgress(consumed: at)
  }

  /// A word of a line, in either case.
  static func has(_ line: Span<UInt8>, _ word: String, at start: Int = 0) -> Bool {
    guard line.count - start >= word.utf8.count else { return false }
    var at = start
    for character in word.utf8 {
      let octet = line[at]
      guard octet == character || ((0x61...0x7A).contains(octet) && octet & 0xDF == character) else {
        return false
      }
      at += 1
    }
    return true
  }
}
