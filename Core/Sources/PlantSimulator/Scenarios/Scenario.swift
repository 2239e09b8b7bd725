/// A labelled deed that can be laid into the plant's day.
public enum Scenario: String, CaseIterable, Hashable, Sendable {
  case s7Stop = "s7-stop"
  case s7Download = "s7-download"
  case s7Upload = "s7-upload"
  case clockChange = "clock-change"
  case modbusOfficeWrite = "modbus-office-write"
  case modbusUnitScan = "modbus-unit-scan"
  case modbusFunctionScan = "modbus-function-scan"
  case addressScan = "address-scan"
  case portScan = "port-scan"
  case dcpRename = "dcp-rename"
  case dcpReaddress = "dcp-readdress"
  case dcpFactoryReset = "dcp-factory-reset"
  case cipReset = "cip-reset"
  case adsStop = "ads-stop"
  case firmwareUpdate = "firmware-update"
  case arpSpoofing = "arp-spoofing"
  case internetBeacon = "internet-beacon"
  case opcuaAnonymousWrite = "opcua-anonymous-write"
  case refusalBurst = "refusal-burst"
  case overlap = "overlap"
  case malformedControl = "malformed-control"
  case clearPassword = "clear-password"
  case officeProtocol = "office-protocol"
  /// No attack: the firewall's standby takes over and tells everybody its hardware address.
  case gatewayFailover = "gateway-failover"
  case ransomware
  /// No attacks: what does to many files what ransomware does to some extent.
  case encryptedBackup = "encrypted-backup"
  case drawingSaves = "drawing-saves"
}
