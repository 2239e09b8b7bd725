/// The names of services by which people reach machines from afar, in DNS questions, hellos and certificates.
///
/// What stands here is no accusation: a service partner may use it by contract.
///
/// Source: the makers' own lists of hosts that a firewall has to let through.
enum RemoteAccessNames {
  /// Whether a name is one of the list or below one, in either case.
  static func contains(_ name: Span<UInt8>) -> Bool {
    guard name.count >= 6 else { return false }
    for entry in domains where isBelow(name, entry) { return true }
    return isCommonName(name)
  }

  private static func isBelow(_ name: Span<UInt8>, _ domain: String) -> Bool {
    let lead = name.count - domain.utf8.count
    guard lead >= 0, lead == 0 || name[lead - 1] == UInt8(ascii: ".") else { return false }
    var at = lead
    for character in domain.utf8 {
      guard name[at] | 0x20 == character | 0x20 else { return false }
      at += 1
    }
    return true
  }

  /// What certificates are called that belong to a product and to no host.
  private static func isCommonName(_ name: Span<UInt8>) -> Bool {
    starts(name, with: "AnyNet Relay") || starts(name, with: "AnyDesk Client")
      || starts(name, with: "TeamViewer")
  }

  private static let domains = [
    // Desktops from afar.
    "teamviewer.com", "dyngate.com", "anydesk.com", "rustdesk.com", "splashtop.com", "splashtop.eu",
    "screenconnect.com", "logmein.com", "logmein-gateway.com", "logmeinrescue.com", "gotomypc.com",
    "gotoassist.com", "getgo.com", "remotedesktop.google.com", "remotedesktop-pa.googleapis.com",
    "supremocontrol.com", "nanosystems.it", "atera.com", "ammyy.com", "dwservice.net", "aeroadmin.com",
    "ultraviewer.net", "remoteutilities.com", "islonline.net", "islonline.com", "zohoassist.com",
    "assist.zoho.com", "assist.zoho.eu", "bomgarcloud.com", "beyondtrustcloud.com", "services.vnc.com",
    "vnc.com", "remotepc.com", "todesk.com", "oray.com", "getscreen.me", "simple-help.com", "parsec.app",
    "meshcentral.com", "hoptodesk.com",
    // Management of many machines from afar.
    "pulseway.com", "ninjarmm.com", "syncromsp.com", "action1.com", "level.io", "dattormm.com",
    // Networks over networks, and tunnels out of one.
    "tailscale.com", "zerotier.com", "hamachi.cc", "radmin-vpn.com", "ngrok.com", "ngrok.io", "ngrok.app",
    "ngrok-free.app", "ngrok-agent.com", "argotunnel.com", "trycloudflare.com", "localtonet.com",
    "playit.gg", "localxpose.io", "pinggy.io", "serveo.net", "devtunnels.ms",
    // Made for plants.
    "talk2m.com", "ewon.biz", "ixon.cloud", "ixon.net", "ayayot.com", "mbconnect24.net", "tosibox.com",
    "secomea.com",
  ]
}
