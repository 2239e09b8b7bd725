import Bytes
import Vocabulary

/// Dissects NTP: who asks whom for the time, and the questions about a server itself that a stranger asks.
///
///     0       1         2      3           4                     24       32        40
///     +-------+---------+------+-----------+---------------------+--------+---------+----------
///     | modes | stratum | poll | precision | delay ... reference | origin | receive | transmit
///
/// Source: RFC 5905, section 7.3; RFC 9327 for mode 6; the reference implementation for mode 7.
public struct NTPDissector: Sendable {
  public static let port: UInt16 = 123

  private static let client: UInt8 = 3
  private static let server: UInt8 = 4
  private static let control: UInt8 = 6
  private static let implementation: UInt8 = 7

  public init() {}

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 8 else { return .no }
    let version = octets[0] >> 3 & 7
    let mode = octets[0] & 7
    guard (1...4).contains(version), mode != 0 else { return .no }
    // Modes 6 and 7 are control messages of any length.
    return mode >= control || octets.count >= 48 ? .consistent : .no
  }

  public func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.ntp)
    guard octets.count >= 4 else { return }
    var reader = ByteReader(octets)
    switch octets[0] & 7 {
    case Self.client:
      guard (try? reader.skip(40)) != nil, let transmit = try? reader.uint64() else { return }
      dissection.request(.ntp, id: transmit, .read)
    case Self.server:
      dissection.receiverIsClient = true
      guard (try? reader.skip(24)) != nil, let origin = try? reader.uint64() else { return }
      dissection.reply(origin, .succeeded)
    case Self.control: takeControl(octets, &dissection)
    case Self.implementation:
      // The list of those who asked lately, in its two forms.
      guard octets[0] & 0x80 == 0, octets[3] == 20 || octets[3] == 42 else { return }
      dissection.activity(
        .ntp, .browse, dissection.clientObject(.text, Array("monlist".utf8).span), outcome: .unanswered)
    default: break
    }
  }

  /// Variables of a server, in its answer as `version="ntpd 4.2.8", system="Linux/4.9"`.
  private func takeControl(_ octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard octets.count >= 12, octets[1] & 0x80 != 0 else { return }
    if let value = Self.quoted("version=\"", in: octets) {
      dissection.tellFreely(.software, octets.extracting(value), source: "ntp variables")
    }
    if let value = Self.quoted("system=\"", in: octets) {
      dissection.tellFreely(.operatingSystem, octets.extracting(value), source: "ntp variables")
    }
  }

  private static func quoted(_ name: String, in octets: Span<UInt8>) -> Range<Int>? {
    guard let at = position(of: name, in: octets, from: 12) else { return nil }
    let start = at + name.utf8.count
    return start..<max(start, min(end(at: UInt8(ascii: "\""), in: octets, from: start), start + 80))
  }
}
