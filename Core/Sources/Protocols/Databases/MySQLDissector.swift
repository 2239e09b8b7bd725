import Vocabulary

/// Dissects the login of MySQL and MariaDB: the server's version, the user, and whether they are let in.
///
///     0        3          4
///     +--------+----------+---------
///     | length | sequence | payload      length from its lowest octet on
///
/// Source: MySQL Internals, "Protocol::HandshakeV10", "HandshakeResponse41", "OK_Packet", "ERR_Packet".
public struct MySQLDissector: Sendable {
  public static let port: UInt16 = 3_306
  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 4_096
  private static let headerOctets = 4
  private static let greetingLimit = 512
  private static let protocolVersion: UInt8 = 10
  /// The client's options, its largest packet and character set, and octets that are kept free.
  private static let userAt = 32

  enum Step: Sendable { case greeting, login, verdict, over }

  var states = FlowStates<Step>(limit: flowLimit)

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { states.dropped }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 6 else { return .undecided }
    let length = Int(octets[0]) | Int(octets[1]) << 8 | Int(octets[2]) << 16
    guard length + headerOctets == octets.count, length <= greetingLimit else { return .no }
    switch octets[3] {
    case 0:
      let isGreeting = octets[4] == protocolVersion && (0x30...0x39).contains(octets[5])
      return isGreeting || (octets[4] == 0xFF && length > 3) ? .consistent : .no
    case 1: return isLogin(octets) ? .consistent : .no
    default: return .no
    }
  }

  private static func isLogin(_ octets: Span<UInt8>) -> Bool {
    guard octets.count >= headerOctets + userAt else { return false }
    for index in (headerOctets + 9)..<(headerOctets + 27) where octets[index] != 0 { return false }
    return true
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    dissection.note(.mysql)
    let position = states.position(of: dissection.serial, initial: .greeting)
    guard states[position] != .over else { return StreamProgress(consumed: octets.count) }
    guard octets.count > Self.headerOctets else { return StreamProgress(consumed: 0) }
    let length = Int(octets[0]) | Int(octets[1]) << 8 | Int(octets[2]) << 16
    guard length > 0, length <= Self.greetingLimit * 4 else {
      states[position] = .over
      return StreamProgress(consumed: octets.count)
    }
    let whole = Self.headerOctets + length
    guard octets.count >= whole else { return StreamProgress(consumed: 0, needs: whole) }
    let payload = octets.extracting(Self.headerOctets..<whole)
    if dissection.isFromClient {
      takeClient(payload, position, &dissection)
    } else {
      takeServer(payload, sequence: octets[3], position, &dissection)
    }
    return StreamProgress(consumed: dissection.refinedName == .tls ? whole : octets.count)
  }

  private mutating func takeServer(
    _ payload: Span<UInt8>, sequence: UInt8, _ position: Int, _ dissection: inout Dissection
  ) {
    switch (states[position], payload[0]) {
    case (.greeting, Self.protocolVersion) where sequence == 0:
      dissection.receiverIsClient = true
      let stop = end(at: 0, in: payload, from: 1)
      dissection.tellFreely(.software, payload.extracting(1..<max(1, stop)), source: "server of mysql")
      states[position] = .login
    case (.verdict, 0x00):
      dissection.reply(1, .succeeded)
      states[position] = .over
    case (.verdict, 0xFF):
      dissection.reply(1, .refused)
      states[position] = .over
    case (.verdict, _): break
    default: states[position] = .over
    }
  }

  private mutating func takeClient(
    _ payload: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) {
    guard states[position] == .login else { return }
    // The options alone ask for TLS.
    if payload.count == Self.userAt {
      dissection.refinedName = .tls
      return
    }
    guard payload.count > Self.userAt else { return }
    let stop = end(at: 0, in: payload, from: Self.userAt)
    let user = dissection.clientObject(.user, payload.extracting(Self.userAt..<stop))
    dissection.request(.mysql, id: 1, .authenticate, user)
    states[position] = .verdict
  }
}
