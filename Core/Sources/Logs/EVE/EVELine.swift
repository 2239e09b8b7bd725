public import JSON
import Vocabulary

/// One line of the log of another sensor on the wire, Suricata.
///
/// An alert is a record of its own. What somebody did becomes a record of an activity: who, which verb, on
/// what, how it ended. What only counts packets is kept as other.
///
/// Source: Suricata 7 user guide, "Eve JSON Format".
public enum EVELine {
  /// A line's largest size.
  public static let octetLimit = 1 << 20

  public static func record(parsing octets: ArraySlice<UInt8>) throws(LogError) -> LogRecord {
    let value: JSONValue
    do {
      value = try JSONReader(textLimitOctets: octetLimit).read(Array(octets))
    } catch {
      throw LogError(error.kind == .ended ? .truncated : .malformed, at: error.offset)
    }
    guard let record = record(value) else { throw LogError(.malformed, at: 0) }
    return record
  }

  /// nil where it is no event of EVE.
  public static func record(_ event: JSONValue) -> LogRecord? {
    guard let type = event["event_type"]?.string else { return nil }
    var seen = SeenOnWire()
    var record = LogRecord(kind: .other)
    record.time = event["timestamp"]?.string.flatMap(moment)
    record.host = event["host"]?.string
    record.program = "suricata"
    record.session = event["flow_id"]?.number?.text
    record.client = event["src_ip"]?.string.flatMap { HostAddress($0) }
    record.clientPort = event["src_port"]?.integer
    seen.server = event["dest_ip"]?.string.flatMap { HostAddress($0) }
    seen.serverPort = event["dest_port"]?.integer
    seen.name = protocolName(event["app_proto"]?.string ?? type)
    record.detail = type
    if type == "alert" {
      record.kind = .alert
      take(event["alert"], &record, &seen)
    } else if type == "anomaly" {
      record.kind = .alert
      seen.signature = event["anomaly"]?["event"]?.string
      seen.category = event["anomaly"]?["type"]?.string
      if seen.name == .unknown { seen.name = nil }
    } else if let fields = event[type], EVEActivity.take(type, fields, &record, &seen) {
      record.kind = record.kind == .other ? .activity : record.kind
    }
    record.seen = seen
    return record
  }

  private static func take(_ alert: JSONValue?, _ record: inout LogRecord, _ seen: inout SeenOnWire) {
    seen.signatureID = alert?["signature_id"]?.integer
    seen.signature = alert?["signature"]?.string
    seen.category = alert?["category"]?.string
    seen.alertSeverity = alert?["severity"]?.integer
    // A sensor in the path may have stopped it.
    if alert?["action"]?.string == "blocked" { record.outcome = .refused }
    if seen.name == .unknown { seen.name = nil }
  }

  /// `2026-03-02T10:00:00.123456+0100`: the offset has no colon.
  private static func moment(_ text: String) -> Timestamp? {
    var octets = Array(text.utf8)
    let tail = octets.suffix(5)
    if let sign = tail.first, sign == 0x2B || sign == 0x2D, tail.dropFirst().allSatisfy(LogCursor.isDigit) {
      octets.insert(0x3A, at: octets.count - 2)
    }
    return Timestamp(rfc3339: octets[...])
  }

  private static func protocolName(_ text: String) -> ProtocolName {
    switch text {
    case "dns": .dns
    case "http", "http1", "http2": .http
    case "tls": .tls
    case "ssh": .ssh
    case "smb": .smb2
    case "modbus": .modbus
    case "dnp3": .dnp3
    case "enip": .enip
    case "rdp": .rdp
    case "krb5": .kerberos
    case "ftp": .ftp
    case "ftp-data", "ftp_data": .ftpData
    case "mqtt": .mqtt
    case "snmp": .snmp
    case "tftp": .tftp
    case "dhcp": .dhcp
    case "ntp": .ntp
    case "nfs": .nfs
    case "rfb": .vnc
    case "sip": .sip
    case "smtp": .smtp
    case "telnet": .telnet
    case "dcerpc": .dcerpc
    case "quic": .quic
    default: .unknown
    }
  }
}
