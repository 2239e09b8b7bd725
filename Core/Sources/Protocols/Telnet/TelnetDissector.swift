import Streams
import Vocabulary

/// Dissects Telnet as far as its login: who logs in by which name, and whether the host lets them.
///
/// A prompt says what the client types next. A password is counted and held against the known ones of
/// manuals as its octets pass, and never kept. What is typed behind a login is passed over.
public struct TelnetDissector: Sendable {
  public static let port: UInt16 = 23
  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 4_096
  /// Octets of a line, or of a name, that are looked at.
  static let lineLimit = 80
  /// Octets of a server that are searched for a prompt, and after a login for a verdict.
  private static let promptLimit = 8_192
  private static let verdictLimit = 400

  enum Asked: Sendable { case nothing, name, password }

  struct State: Sendable {
    var optionsToServer = TelnetOptions()
    var optionsToClient = TelnetOptions()
    var asked = Asked.nothing
    /// The server's line so far, and the name that the client typed.
    var line: [UInt8] = []
    var user: [UInt8] = []
    var login = DefaultCredentials(user: Span())
    var logins: UInt32 = 0
    var isJudged = true
    /// Nothing is looked at any more.
    var isOver = false
    var serverOctets = 0
  }

  var states = FlowStates<State>(limit: flowLimit)

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { states.dropped }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 3 else { return .undecided }
    if octets[0] == 0xFF { return (0xFA...0xFE).contains(octets[1]) && octets[2] <= 50 ? .consistent : .no }
    // A server that negotiates nothing begins with what it asks for.
    var start = octets.count
    while start > 0, octets[start - 1] >= 0x20, octets[start - 1] < 0x7F { start -= 1 }
    switch TelnetPrompt(unfinished: octets.extracting(start..<octets.count)) {
    case .name, .password: return .consistent
    default: return .no
    }
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    dissection.note(.telnet)
    let position = states.position(of: dissection.serial, initial: State())
    guard !states[position].isOver else { return StreamProgress(consumed: octets.count) }
    var options =
      dissection.isFromClient ? states[position].optionsToServer : states[position].optionsToClient
    for index in octets.indices {
      guard options.isText(octets[index]) else { continue }
      if dissection.isFromClient {
        takeClient(octets[index], position, &dissection)
      } else {
        takeServer(octets[index], position, &dissection)
      }
    }
    if dissection.isFromClient {
      states[position].optionsToServer = options
    } else {
      states[position].optionsToClient = options
    }
    if !dissection.isFromClient { takePrompt(position, &dissection) }
    return StreamProgress(consumed: octets.count)
  }

  private mutating func takeServer(_ octet: UInt8, _ position: Int, _ dissection: inout Dissection) {
    states[position].serverOctets += 1
    if octet == 0x0A || octet == 0x0D {
      let line = states[position].line
      let verdict = TelnetPrompt(whole: line.span)
      tellSystem(line.span, &dissection)
      states[position].line.removeAll(keepingCapacity: true)
      if verdict == .no { judge(.refused, position, &dissection) }
      if verdict == .command, !states[position].isJudged { judge(.succeeded, position, &dissection) }
    } else if octet >= 0x20, states[position].line.count < Self.lineLimit {
      states[position].line.append(octet)
    }
  }

  /// Looks at the line that the server stopped in.
  private mutating func takePrompt(_ position: Int, _ dissection: inout Dissection) {
    let line = states[position].line
    switch TelnetPrompt(unfinished: line.span) {
    case .name:
      judge(.refused, position, &dissection)
      tellHost(line.span, &dissection)
      states[position].asked = .name
      states[position].user.removeAll(keepingCapacity: true)
      states[position].line.removeAll(keepingCapacity: true)
    case .password:
      judge(.refused, position, &dissection)
      states[position].asked = .password
      let user = states[position].user
      states[position].login = DefaultCredentials(user: user.span)
      states[position].line.removeAll(keepingCapacity: true)
    case .command where !states[position].isJudged: judge(.succeeded, position, &dissection)
    default: break
    }
    let limit = states[position].isJudged ? Self.promptLimit : Self.verdictLimit
    guard states[position].serverOctets > limit else { return }
    // Whoever is shown so much was let in.
    if !states[position].isJudged { judge(.succeeded, position, &dissection) }
    states[position].isOver = true
  }

  private mutating func takeClient(_ octet: UInt8, _ position: Int, _ dissection: inout Dissection) {
    switch (states[position].asked, octet) {
    case (.nothing, _): break
    case (.name, 0x0D), (.name, 0x0A): if !states[position].user.isEmpty { states[position].asked = .nothing }
    case (.name, 0x08), (.name, 0x7F): _ = states[position].user.popLast()
    case (.name, 0x20...):
      if states[position].user.count < Self.lineLimit { states[position].user.append(octet) }
    case (.password, 0x0D): submit(position, &dissection)
    case (.password, 0x0A): if states[position].login.octets > 0 { submit(position, &dissection) }
    case (.password, 0x08), (.password, 0x7F): states[position].login.takeBack()
    case (.password, 0x20...): states[position].login.take(octet)
    default: break
    }
  }

  private mutating func submit(_ position: Int, _ dissection: inout Dissection) {
    let pair = states[position].login.pair
    let octets = states[position].login.octets
    let user = states[position].user
    states[position].asked = .nothing
    states[position].login = DefaultCredentials(user: Span())
    states[position].logins &+= 1
    states[position].isJudged = false
    states[position].serverOctets = 0
    if octets > 0 { dissection.secretInClear(.telnet, octets: octets) }
    dissection.request(
      .telnet, id: UInt64(states[position].logins), .authenticate,
      dissection.clientObject(.user, user.span),
      deed: pair > 0 ? .defaultCredentials : .plain, code: pair)
  }

  private mutating func judge(_ outcome: Outcome, _ position: Int, _ dissection: inout Dissection) {
    guard !states[position].isJudged else { return }
    states[position].isJudged = true
    states[position].serverOctets = 0
    dissection.reply(UInt64(states[position].logins), outcome)
    if outcome == .succeeded { states[position].isOver = true }
  }
}
