import Vocabulary

/// A made sequence of a week: what only stands out against weeks of habit, and has no single forbidden
/// message.
public enum Incident: String, CaseIterable, Hashable, Sendable {
  case afterHoursLogin = "after-hours-login"
  case newEngineeringLaptop = "new-engineering-laptop"
  case unknownDevice = "unknown-device"
  case slowBruteForce = "slow-brute-force"
  case fastBruteForce = "fast-brute-force"
  case afterHoursDownload = "after-hours-download"
  case setpointOutOfRange = "setpoint-out-of-range"
  case stoppedPoll = "stopped-poll"
  case changedPeriod = "changed-period"
  case massRead = "mass-read"
  case outboundVolume = "outbound-volume"
  case programUpload = "program-upload"
  case rogueDHCP = "rogue-dhcp"
  case rogueDNS = "rogue-dns"
  case disabledAccount = "disabled-account"
  case sharedAccount = "shared-account"
  case vendorOutsideVisit = "vendor-outside-visit"
  case panelOnInternet = "panel-on-internet"
  case newConversation = "new-conversation"
  case historianWrite = "historian-write"

  func perform(in network: inout Network, at time: inout Timestamp) {
    switch self {
    case .afterHoursLogin: signOnAtNight(in: &network, at: &time)
    case .newEngineeringLaptop: bringLaptop(in: &network, at: &time)
    case .unknownDevice: plugIn(in: &network, at: &time)
    case .slowBruteForce:
      guess(.qualityPC, times: 30, pause: .seconds(240)...(.seconds(360)), in: &network, at: &time)
    case .fastBruteForce:
      guess(.purchasingPC, times: 40, pause: .milliseconds(300)...(.seconds(2)), in: &network, at: &time)
    case .afterHoursDownload: download(in: &network, at: &time)
    case .setpointOutOfRange: writeTooMuch(in: &network, at: &time)
    case .stoppedPoll: stopPoll(in: &network, at: time)
    case .changedPeriod: hurryPoll(in: &network, at: time)
    case .massRead: readShare(in: &network, at: &time)
    case .outboundVolume: sendOut(in: &network, at: &time)
    case .programUpload: copyProgram(in: &network, at: &time)
    case .rogueDHCP: offerAddresses(in: &network, at: &time)
    case .rogueDNS: answerNames(in: &network, at: &time)
    case .disabledAccount: useDisabledAccount(in: &network, at: &time)
    case .sharedAccount: shareAccount(in: &network, at: &time)
    case .vendorOutsideVisit: comeUnannounced(in: &network, at: &time)
    case .panelOnInternet: leavePlant(in: &network, at: &time)
    case .newConversation: askOtherCell(in: &network, at: &time)
    case .historianWrite: writeFromHistorian(in: &network, at: &time)
    }
  }

  /// Marks what is sent inside as the deed itself.
  func deed(in network: inout Network, _ act: (inout Network) -> Void) {
    let wasDeed = network.entry?.isDeed ?? false
    network.entry?.isDeed = true
    act(&network)
    network.entry?.isDeed = wasDeed
  }
}
