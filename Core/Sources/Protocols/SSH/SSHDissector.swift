import Streams
import Vocabulary

/// Dissects SSH as far as it can be seen: the identification that both sides send first, the handshake's
/// packets by their length, and how logins go by the shape of what is encrypted.
///
/// Source: RFC 4253, section 4.2: `SSH-protoversion-softwareversion SP comments CR LF`, at most 255 octets.
public struct SSHDissector: Sendable {
  public static let port: UInt16 = 22
  private static let bannerLimit = 255
  /// Flows that are remembered; then the one remembered longest gives way.
  public static let flowLimit = 16_384

  struct State: Sendable {
    var isEncryptedToServer = false
    var isEncryptedToClient = false
    /// Version 1, or the capture began too late: logins are not told.
    var isOpaque = false
    var login = SSHLogin()
  }

  var states = FlowStates<State>(limit: flowLimit)

  public init() {}

  /// Flows that gave way.
  public var droppedFlows: Int { states.dropped }

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return mayBegin(octets, with: "SSH-") ? .undecided : .no }
    return starts(octets, with: "SSH-2.0-") || starts(octets, with: "SSH-1.") ? .consistent : .no
  }

  private static func mayBegin(_ octets: Span<UInt8>, with text: String) -> Bool {
    for (index, character) in text.utf8.enumerated() where index < octets.count {
      if octets[index] != character { return false }
    }
    return true
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    let known = states.find(dissection.serial)
    let isEncrypted =
      known.map {
        dissection.isFromClient ? states[$0].isEncryptedToServer : states[$0].isEncryptedToClient
      } ?? false
    if let known, isEncrypted {
      dissection.note(.ssh)
      dissection.isEncrypted = true
      takeEncrypted(octets.count, known, &dissection)
      return StreamProgress(consumed: octets.count)
    }
    if octets.count < 4, Self.mayBegin(octets, with: "SSH-") { return StreamProgress(consumed: 0) }
    var at = 0
    if starts(octets, with: "SSH-") {
      let line = end(at: 0x0A, in: octets, from: 0)
      if line == octets.count, octets.count < Self.bannerLimit { return StreamProgress(consumed: 0) }
      dissection.note(.ssh)
      guard line < Self.bannerLimit else {
        dissection.malformed(.ssh)
        return StreamProgress(consumed: octets.count)
      }
      takeBanner(octets.extracting(trimmed(0..<line, of: octets)), &dissection)
      at = line + 1
    }
    return takePackets(octets, from: at, &dissection)
  }

  private mutating func takeBanner(_ banner: Span<UInt8>, _ dissection: inout Dissection) {
    let position = states.position(of: dissection.serial, initial: State())
    if !starts(banner, with: "SSH-2.") && !starts(banner, with: "SSH-1.99") {
      states[position].isOpaque = true
    }
    tell(banner, &dissection)
    guard dissection.isFromClient else { return }
    dissection.activity(.ssh, .connect)
    // Programs that log in without asking for the methods first.
    if Protocols.position(of: "paramiko", in: banner) != nil { states[position].login.triesAtOnce = true }
  }

  /// The handshake, packet by packet, up to new keys; what is no packet is taken as encrypted.
  private mutating func takePackets(
    _ octets: Span<UInt8>, from start: Int, _ dissection: inout Dissection
  ) -> StreamProgress {
    let position = states.position(of: dissection.serial, initial: State())
    var at = start
    while at < octets.count {
      dissection.note(.ssh)
      dissection.isEncrypted = true
      let left = octets.count - at
      if left < SSHPacket.headerOctets, octets[at] == 0 {
        return StreamProgress(consumed: at, needs: SSHPacket.headerOctets)
      }
      guard let packet = SSHPacket(octets, at: at) else {
        states[position].isOpaque = true
        markEncrypted(position, dissection)
        return StreamProgress(consumed: octets.count)
      }
      at += packet.octets
      guard packet.type == SSHPacket.newKeys else { continue }
      markEncrypted(position, dissection)
      if at < octets.count { takeEncrypted(octets.count - at, position, &dissection) }
      return StreamProgress(consumed: max(at, octets.count))
    }
    return StreamProgress(consumed: at)
  }

  private mutating func markEncrypted(_ position: Int, _ dissection: borrowing Dissection) {
    if dissection.isFromClient {
      states[position].isEncryptedToServer = true
    } else {
      states[position].isEncryptedToClient = true
    }
  }

  private mutating func takeEncrypted(_ count: Int, _ position: Int, _ dissection: inout Dissection) {
    guard !states[position].isOpaque else { return }
    let step =
      dissection.isFromClient
      ? states[position].login.takeClient(octets: count) : states[position].login.takeServer(octets: count)
    let id = UInt64(states[position].login.turn)
    switch step {
    case .none, .asked: break
    case .tried:
      dissection.withdrawOwn(id &- 1)
      dissection.request(.ssh, id: id, .authenticate)
    case .succeeded: dissection.reply(id, .succeeded)
    case .refused: dissection.reply(id, .refused)
    case .continued: dissection.withdraw(id)
    }
  }

  private func tell(_ banner: Span<UInt8>, _ dissection: inout Dissection) {
    let version = end(at: UInt8(ascii: "-"), in: banner, from: 4) + 1
    guard version < banner.count else { return }
    dissection.tellFreely(
      .software, banner.extracting(version..<banner.count), source: "ssh banner")
    for (word, system) in Self.systems where position(of: word, in: banner, from: version) != nil {
      return dissection.tell(.operatingSystem, system, source: "ssh banner")
    }
  }

  /// Words by which a banner gives its system away.
  private static let systems: [(word: String, system: String)] = [
    ("Ubuntu", "Ubuntu Linux"), ("Raspbian", "Raspbian Linux"), ("Debian", "Debian Linux"),
    ("FreeBSD", "FreeBSD"), ("NetBSD", "NetBSD"), ("for_Windows", "Windows"), ("Cisco", "Cisco IOS"),
    ("ROSSSH", "MikroTik RouterOS"),
  ]
}
