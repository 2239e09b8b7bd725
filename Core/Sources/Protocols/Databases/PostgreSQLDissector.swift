import Vocabulary

/// Dissects the login of PostgreSQL: the user, a password in clear, and whether they are let in.
///
/// Source: PostgreSQL's documentation, "Message Formats": StartupMessage, SSLRequest, Authentication,
/// ErrorResponse, PasswordMessage.
public struct PostgreSQLDissector: Sendable {
  public static let port: UInt16 = 5_432
  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 4_096
  private static let startupLimit = 2_048

  struct State: Sendable {
    var asksForTLS = false
    var asksForPassword = false
    var isOver = false
  }

  var states = FlowStates<State>(limit: flowLimit)

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { states.dropped }

  /// A startup that fills its segment, or a server's first answer.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return octets.count > 1 || octets.isEmpty ? .undecided : .no }
    if octets[0] == UInt8(ascii: "R") || octets[0] == UInt8(ascii: "E") {
      return octets[1] == 0 && octets[2] == 0 ? .consistent : .no
    }
    return recogniseWithoutHint(octets)
  }

  public static func recogniseWithoutHint(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8, octets[0] == 0, octets[1] == 0 else { return .no }
    guard Int(octets[2]) << 8 | Int(octets[3]) == octets.count else { return .no }
    let version = octets[4] == 0 && octets[5] == 3 && octets[6] == 0 && octets[7] <= 2
    let request = octets[4] == 0x04 && octets[5] == 0xD2 && octets[6] == 0x16 && octets.count <= 16
    return version && position(of: "user", in: octets) == 8 || request ? .consistent : .no
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    dissection.note(.postgresql)
    let position = states.position(of: dissection.serial, initial: State())
    guard !states[position].isOver, !octets.isEmpty else { return StreamProgress(consumed: octets.count) }
    if dissection.isFromClient {
      takeClient(octets, position, &dissection)
    } else {
      takeServer(octets, position, &dissection)
    }
    return StreamProgress(consumed: octets.count)
  }

  private mutating func takeClient(
    _ octets: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) {
    if octets[0] == UInt8(ascii: "p"), states[position].asksForPassword {
      states[position].asksForPassword = false
      if octets.count > 6 { dissection.secretInClear(.postgresql, octets: octets.count - 6) }
    }
    guard Self.recogniseWithoutHint(octets) == .consistent else { return }
    guard octets[5] == 3 else {
      states[position].asksForTLS = octets[7] == 0x2F
      return
    }
    var at = 8
    while at < octets.count, octets[at] != 0 {
      let name = end(at: 0, in: octets, from: at)
      let value = end(at: 0, in: octets, from: name + 1)
      guard value < octets.count else { return }
      if name - at == 4, starts(octets, with: "user", at: at) {
        let user = dissection.clientObject(.user, octets.extracting((name + 1)..<value))
        dissection.request(.postgresql, id: 1, .authenticate, user)
      }
      at = value + 1
    }
  }

  private mutating func takeServer(
    _ octets: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) {
    if octets.count == 1, states[position].asksForTLS {
      if octets[0] == UInt8(ascii: "S") { dissection.refinedName = .tls }
      return
    }
    switch octets[0] {
    case UInt8(ascii: "R"):
      guard octets.count >= 9 else { return }
      if octets[8] == 0 {
        dissection.reply(1, .succeeded)
        states[position].isOver = true
      }
      states[position].asksForPassword = octets[8] == 3
    case UInt8(ascii: "E"):
      dissection.reply(1, .refused)
      states[position].isOver = true
    default: states[position].isOver = true
    }
  }
}
