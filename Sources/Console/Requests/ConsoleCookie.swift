import HTTPTypes
import Hummingbird
import Identity
import IdentityRecords
import Sealing

/// The two cookies. Their prefix makes a browser take them from this host over TLS alone: no neighbour, and
/// nobody on the wire, can plant one. Source: RFC 6265bis, section 4.1.3.2.
enum ConsoleCookie: String {
  /// The session's token.
  case session = "__Host-bulkhead"
  /// What a browser without certificate is known by: sessions are bound to it.
  case device = "__Host-bulkhead-device"

  private static let attributes = "; Path=/; Secure; HttpOnly; SameSite=Strict"

  /// A session ends when the browser does, or before; a device is known for as long as browsers allow.
  func set(_ value: String) -> String {
    rawValue + "=" + value + Self.attributes + (self == .device ? "; Max-Age=34560000" : "")
  }

  var cleared: String { rawValue + "=" + Self.attributes + "; Max-Age=0" }

  /// nil where there is none, or two: of two one was planted.
  func value(in headers: HTTPFields) -> String? {
    let found = headers[values: .cookie].flatMap { $0.split(separator: ";") }
      .compactMap { (pair: Substring) -> String? in
        let parts = pair.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == rawValue[...] else { return nil }
        return String(parts[1])
      }
    return found.count == 1 ? found.first : nil
  }
}

/// What a browser keeps to be known again: 256 random bits.
struct DeviceSecret {
  let text: String
  let key: DeviceKey

  init?(_ text: String) {
    guard text.utf8.count == 64, let octets = Hexadecimal.octets(text), let key = DeviceKey(secret: octets)
    else { return nil }
    (self.text, self.key) = (text, key)
  }

  init?(random: RandomOctets) { self.init(Hexadecimal.text(random(32))) }
}
