import Vocabulary

/// Dissects the login of Microsoft's SQL Server: the client's name, the user, and whether they are let in.
///
///     0      1        2        4     6        7        8
///     +------+--------+--------+-----+--------+--------+---------
///     | type | status | length | pid | number | window | payload
///
/// Source: MS-TDS, sections 2.2.3.1 (packet), 2.2.6.4 (LOGIN7) and 2.2.7 (tokens).
public struct TDSDissector: Sendable {
  public static let port: UInt16 = 1_433
  private static let headerOctets = 8
  private static let response: UInt8 = 4
  private static let login: UInt8 = 16
  private static let preLogin: UInt8 = 18
  private static let textLimit = 64

  public init() {}

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= headerOctets else { return .undecided }
    let length = Int(octets[2]) << 8 | Int(octets[3])
    switch octets[0] {
    case 1, 3, response, 6, 14, login, 17, preLogin:
      return octets[1] <= 0x1F && length >= headerOctets && length <= 32_768 && octets[7] == 0
        ? .consistent : .no
    default: return .no
    }
  }

  public func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count - at >= Self.headerOctets {
      let rest = octets.extracting(at..<octets.count)
      guard Self.recognise(rest) == .consistent else { return .lost(after: at) }
      dissection.note(.tds)
      let length = Int(rest[2]) << 8 | Int(rest[3])
      if rest[0] == Self.login || rest[0] == Self.response, rest.count < length {
        // Only beginnings are looked at; a long answer is passed over.
        if rest[0] == Self.login { return StreamProgress(consumed: at, needs: length) }
      }
      let payload = rest.extracting(Self.headerOctets..<min(length, rest.count))
      switch rest[0] {
      case Self.login: takeLogin(payload, &dissection)
      case Self.response: takeTokens(payload, &dissection)
      default: break
      }
      at += length
    }
    return StreamProgress(consumed: at)
  }

  /// Places and lengths of texts of two octets a letter, from octet 36 on.
  private func takeLogin(_ payload: Span<UInt8>, _ dissection: inout Dissection) {
    let host = Self.text(payload, at: 36)
    let user = Self.text(payload, at: 40)
    dissection.tellFreely(.hostname, host.span, source: "server login of tds")
    dissection.request(.tds, id: 1, .authenticate, dissection.clientObject(.user, user.span))
    // The password's octets are only turned round.
    guard payload.count >= 48, !user.isEmpty else { return }
    let letters = Int(payload[46]) | Int(payload[47]) << 8
    if letters > 0 { dissection.secretInClear(.tds, octets: letters) }
  }

  private static func text(_ payload: Span<UInt8>, at place: Int) -> [UInt8] {
    guard payload.count >= place + 4 else { return [] }
    let start = Int(payload[place]) | Int(payload[place + 1]) << 8
    let letters = min(Int(payload[place + 2]) | Int(payload[place + 3]) << 8, textLimit)
    var text: [UInt8] = []
    for letter in 0..<letters where start + letter * 2 < payload.count {
      text.append(payload[start + letter * 2])
    }
    return text
  }

  private func takeTokens(_ payload: Span<UInt8>, _ dissection: inout Dissection) {
    var at = 0
    while payload.count - at >= 3 {
      switch payload[at] {
      case 0xAD:
        dissection.reply(1, .succeeded)
        return
      case 0xAA:
        dissection.reply(1, .refused)
        return
      // A change of the surroundings, and a message.
      case 0xE3, 0xAB: at += 3 + (Int(payload[at + 1]) | Int(payload[at + 2]) << 8)
      default: return
      }
    }
  }
}
