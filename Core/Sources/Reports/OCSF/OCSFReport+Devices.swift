import Inventory
import JSON
import Vocabulary

extension OCSFReport {
  /// A device as Device Inventory Info.
  mutating func write(_ asset: Asset) {
    begin(.deviceInventory, .collect, .info, asset.first, asset.last)
    let kind = DeviceKind(asset.roles.first?.role)
    json.key("device")
    json.beginObject()
    json.member(.uid, asset.id)
    json.member(.typeID, kind.id)
    json.member(.type, kind.name)
    if let name = asset.hostnames.first {
      json.member(.hostname, name)
      json.member(.name, name)
    }
    let addresses = asset.ipv4 + asset.ipv6
    if let address = addresses.first { json.member(.ip, plain: { address.append(to: &$0) }) }
    if let mac = asset.macs.first { json.member(.mac, plain: { mac.append(to: &$0) }) }
    if let vlan = asset.vlans.first, asset.vlans.count == 1, vlan != 0 {
      json.member("vlan_uid", plain: { appendDecimal(UInt64(vlan), to: &$0) })
    }
    if addresses.count > 1 || asset.macs.count > 1 { writeInterfaces(asset, addresses) }
    if let name = asset.operatingSystem {
      json.key("os")
      json.beginObject()
      json.member(.name, name)
      json.member(.typeID, Self.systemType(name))
      json.endObject()
    }
    if let serial = asset.serial {
      json.key("hw_info")
      json.beginObject()
      json.member("serial_number", serial)
      json.endObject()
    }
    let description = [asset.vendor, asset.model, asset.orderNumber, asset.firmware.map { "firmware \($0)" }]
      .compactMap { $0 }.joined(separator: ", ")
    if !description.isEmpty { json.member(.description, description) }
    json.member(.firstSeenTime, milliseconds: asset.first)
    json.member(.lastSeenTime, milliseconds: asset.last)
    json.endObject()
    writeUnmapped(asset)
    json.endObject()
  }

  /// An interface for each address.
  private mutating func writeInterfaces(_ asset: Asset, _ addresses: [HostAddress]) {
    json.key("network_interfaces")
    json.beginArray()
    for (key, address) in asset.macs.map({ (JSONKey.mac, HostAddress(mac: $0)) })
      + addresses.map({ (JSONKey.ip, $0) })
    {
      json.beginObject()
      json.member(key, plain: { address.append(to: &$0) })
      json.member(.typeID, UInt64(0))
      json.endObject()
    }
    json.endArray()
  }

  /// What the framework has no attribute for in this version.
  private mutating func writeUnmapped(_ asset: Asset) {
    json.key(.unmapped)
    json.beginObject()
    json.member(.vendor, asset.vendor)
    json.member(.model, asset.model)
    json.member(.orderNumber, asset.orderNumber)
    json.member(.firmware, asset.firmware)
    json.member(.hardware, asset.hardware)
    json.key(.roles)
    json.values(asset.roles) { $1.append(contentsOf: $0.role.text.utf8) }
    json.key(.level)
    if let level = asset.level { json.value(level) } else { json.null() }
    json.endObject()
  }

  /// Source: OCSF schema 1.3.0, object os, type_id.
  private static func systemType(_ name: String) -> UInt64 {
    if name.utf8.starts(with: "Windows".utf8) { return 100 }
    for word in ["Linux", "Debian", "Ubuntu"] where name.utf8.starts(with: word.utf8) { return 200 }
    return 99
  }
}

/// What a device is in the framework's words.
///
/// Source: OCSF schema 1.3.0, object device, type_id.
private struct DeviceKind {
  let id: UInt64
  let name: String

  init(_ role: Role?) {
    (id, name) =
      switch role {
      case .server, .historian, .domainController: (1, "Server")
      case .workstation, .engineeringWorkstation: (2, "Desktop")
      case .controller, .hmi, .ioDevice, .drive, .camera, .printer: (7, "IOT")
      case .networkSwitch: (10, "Switch")
      case .gateway: (99, "Gateway")
      case .scanner: (99, "Scanner")
      case nil: (0, "Unknown")
      }
  }
}
