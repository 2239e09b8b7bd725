import Vocabulary

/// How well the source of a fact knows the device; the best one's value stands in the report, all stand as
/// evidence.
///
/// Of one rank, the value told first stands.
enum FactPrecedence: UInt8, Comparable {
  /// A banner of a service, which may be another machine's behind it: HTTP, TLS, SSH, FTP.
  case banner
  /// What a host gave to find its way in the network: DHCP, DNS, NetBIOS, SMB, NTLMSSP, LLMNR.
  case network
  /// The device's own identity message in an automation or management protocol: MEI, SZL, ListIdentity, DCP,
  /// LLDP.
  case identity

  init(_ source: StaticString) {
    let text = source.description
    let banners = ["http", "user", "tls", "ssh", "ftp", "server", "telnet", "rdp"]
    let network = ["dhcp", "dns", "mdns", "llmnr", "nbns", "smb", "ntlmssp"]
    if banners.contains(where: { text.hasPrefix($0) }) {
      self = .banner
    } else if network.contains(where: { text.hasPrefix($0) }) {
      self = .network
    } else {
      self = .identity
    }
  }

  static func < (left: FactPrecedence, right: FactPrecedence) -> Bool { left.rawValue < right.rawValue }
}
