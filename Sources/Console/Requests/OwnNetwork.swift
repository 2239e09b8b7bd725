import NIOCore
import Vocabulary

/// Whether somebody asks from the plant's own networks: from this machine, or from a network that one of its
/// interfaces is in.
///
/// What a router, a tunnel or a proxy stands between counts as where that stands: an address says no more.
enum OwnNetwork {
  static func contains(_ text: String) -> Bool {
    guard let address = HostAddress(plain(text)) else { return false }
    if address.scope == .loopback { return true }
    let devices = (try? System.enumerateDevices()) ?? []
    return devices.contains { device in
      guard let own = device.address?.ipAddress.flatMap({ HostAddress(plain($0)) }),
        let mask = device.netmask?.ipAddress.flatMap({ HostAddress(plain($0)) }),
        own.kind == address.kind, mask.kind == address.kind
      else { return false }
      // A mask of nothing would be everybody's network.
      return mask.high | mask.low != 0 && (own.high ^ address.high) & mask.high == 0
        && (own.low ^ address.low) & mask.low == 0
    }
  }

  /// Without an interface's name (RFC 4007), and an IPv4 address as itself where it came to an IPv6 socket.
  static func plain(_ text: String) -> String {
    let address = String(text.prefix { $0 != "%" })
    return address.lowercased().hasPrefix("::ffff:") && address.contains(".")
      ? String(address.dropFirst(7)) : address
  }
}
