/// The names of MQTT's control packets.
///
/// Source: MQTT Version 5.0 (OASIS), section 2.1.2.
enum MQTTNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, Int(code.rawValue) < names.count ? names[Int(code.rawValue)] : "")
  }

  private static let names = [
    "", "connect", "connect acknowledgement", "publish", "publish acknowledgement", "publish received",
    "publish release", "publish complete", "subscribe", "subscribe acknowledgement", "unsubscribe",
    "unsubscribe acknowledgement", "ping request", "ping response", "disconnect", "authenticate",
  ]
}
