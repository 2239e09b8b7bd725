import Streams
import Vocabulary

/// Dissects the opening of RFB, the protocol of VNC: its version, how one logs in, and whether one was let
/// in.
///
///     server  RFB 003.008\n      client  RFB 003.008\n
///     server  count, kinds       client  the kind chosen
///     server  challenge          client  response            kind 2
///     server  result
///
/// Source: RFC 6143, sections 7.1 and 7.2.
public struct VNCDissector: Sendable {
  /// One port a display.
  public static let ports: ClosedRange<UInt16> = 5_900...5_909
  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 4_096

  private static let versionOctets = 12
  private static let none: UInt8 = 1
  private static let password: UInt8 = 2
  private static let challengeOctets = 16

  enum ServerStep: Sendable { case version, kinds, afterChoice, result, over }
  enum ClientStep: Sendable { case version, choice, response, over }

  struct State: Sendable {
    var server = ServerStep.version
    var client = ClientStep.version
    var minor = 8
    var kind: UInt8 = 0
  }

  var states = FlowStates<State>(limit: flowLimit)

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { states.dropped }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= versionOctets else {
      return octets.count < 4 || starts(octets, with: "RFB ") ? .undecided : .no
    }
    return starts(octets, with: "RFB 00") && octets[7] == UInt8(ascii: ".") && octets[11] == 0x0A
      ? .consistent : .no
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    dissection.note(.vnc)
    let position = states.position(of: dissection.serial, initial: State())
    var at = 0
    while at < octets.count {
      let rest = octets.extracting(at..<octets.count)
      let needed =
        dissection.isFromClient
        ? takeClient(rest, position, &dissection) : takeServer(rest, position, &dissection)
      guard needed <= rest.count else { return StreamProgress(consumed: at, needs: needed) }
      if needed == 0 { return StreamProgress(consumed: octets.count) }
      at += needed
    }
    return StreamProgress(consumed: at)
  }

  /// Gives the octets that the next message has; more than there are where it is not whole, 0 where nothing
  /// more is looked at.
  private mutating func takeServer(
    _ octets: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) -> Int {
    switch states[position].server {
    case .version:
      guard octets.count >= Self.versionOctets else { return Self.versionOctets }
      guard Self.recognise(octets) == .consistent else { return end(position) }
      states[position].server = .kinds
      dissection.receiverIsClient = true
      dissection.tell(.software, octets.extracting(0..<11), source: "server of vnc")
      return Self.versionOctets
    case .kinds: return takeKinds(octets, position, &dissection)
    case .afterChoice:
      switch states[position].kind {
      case Self.password:
        guard octets.count >= Self.challengeOctets else { return Self.challengeOctets }
        states[position].server = .result
        return Self.challengeOctets
      case Self.none where states[position].minor >= 8:
        states[position].server = .result
        return takeServer(octets, position, &dissection)
      default: return end(position)
      }
    case .result:
      guard octets.count >= 4 else { return 4 }
      dissection.reply(1, octets[3] == 0 ? .succeeded : .refused)
      return end(position)
    case .over: return 0
    }
  }

  private mutating func takeKinds(
    _ octets: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) -> Int {
    if states[position].minor >= 7 {
      let count = Int(octets[0])
      guard octets.count >= 1 + count else { return 1 + count }
      if count == 0 { return end(position) }
      states[position].server = .afterChoice
      return 1 + count
    }
    // Before version 3.7 the server chooses.
    guard octets.count >= 4 else { return 4 }
    states[position].kind = octets[3]
    if octets[3] == Self.none {
      return end(position)
    }
    guard octets[3] == Self.password else { return end(position) }
    states[position].server = .afterChoice
    states[position].client = .response
    return 4
  }

  private mutating func takeClient(
    _ octets: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) -> Int {
    switch states[position].client {
    case .version:
      guard octets.count >= Self.versionOctets else { return Self.versionOctets }
      guard Self.recognise(octets) == .consistent else { return end(position) }
      states[position].minor = octets[10] >= 0x30 && octets[10] <= 0x39 ? Int(octets[10] - 0x30) : 3
      states[position].client = .choice
      dissection.senderIsClient = true
      return Self.versionOctets
    case .choice:
      if states[position].minor < 7 {
        // No login was asked for: the client goes on at once.
        if states[position].kind == Self.none { dissection.activity(.vnc, .authenticate, deed: .anonymous) }
        return end(position)
      }
      states[position].kind = octets[0]
      switch octets[0] {
      case Self.none:
        states[position].client = .over
        if states[position].minor >= 8 {
          dissection.request(.vnc, id: 1, .authenticate, deed: .anonymous)
        } else {
          dissection.activity(.vnc, .authenticate, deed: .anonymous)
        }
      case Self.password: states[position].client = .response
      default: states[position].client = .over
      }
      return 1
    case .response:
      guard octets.count >= Self.challengeOctets else { return Self.challengeOctets }
      states[position].client = .over
      dissection.request(.vnc, id: 1, .authenticate)
      return Self.challengeOctets
    case .over: return 0
    }
  }

  private mutating func end(_ position: Int) -> Int {
    states[position].server = .over
    if states[position].kind != Self.none || states[position].minor >= 7 { states[position].client = .over }
    return 0
  }
}
