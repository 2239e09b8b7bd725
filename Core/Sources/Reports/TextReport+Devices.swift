import Inventory
import Vocabulary

extension TextReport {
  /// The devices, those nearest to the process first.
  ///
  /// A host behind a router is an asset of its own in each VLAN that shows it; where nothing but its address
  /// is known there, and the address stands in the list already, it is not listed again.
  mutating func writeDevices() {
    guard report.book.count > 0 else { return }
    var devices: [Device] = []
    devices.reserveCapacity(report.book.count)
    report.book.forEachAsset { devices.append(Device($0)) }
    devices.sort { ($0.rank.1, $0.rank.2, $0.isBare ? 1 : 0) < ($1.rank.1, $1.rank.2, $1.isBare ? 1 : 0) }
    var last: HostAddress?
    devices.removeAll { device in
      defer { last = device.address }
      return device.isBare && device.address != nil && device.address == last
    }
    devices.sort { $0.rank < $1.rank }
    page.line()
    page.line("DEVICES (\(devices.count), those nearest to the process first)", .strong)
    for device in devices.prefix(Self.rowLimit) { write(device) }
    rest(devices.count, "devices")
  }

  private mutating func write(_ device: Device) {
    let address = TextPage.column(device.addressText, 18)
    let name = TextPage.safe(Array(device.name.utf8)[...])
    page.line(TextPage.trimmed("  \(address)\(TextPage.column(name, 24)) \(device.what)"))
    if !device.told.isEmpty { page.paragraph(Array(device.told.utf8), indent: 20) }
  }
}

/// What a line of the table says.
private struct Device {
  let address: HostAddress?
  let addressText: String
  let name: String
  /// Its role and level.
  let what: String
  /// What it says of itself.
  let told: String
  /// Nothing but its address is known.
  let isBare: Bool
  /// Level, then address.
  let rank: (Int, UInt64, UInt64)

  init(_ asset: Asset) {
    address = asset.ipv4.first ?? asset.ipv6.first ?? asset.macs.first.map { HostAddress(mac: $0) }
    addressText = address?.text ?? asset.id
    name = asset.hostnames.first ?? ""
    what = [asset.roles.first?.role.text, asset.level.map { "level \($0)" }].compactMap { $0 }
      .joined(separator: ", ")
    told = [
      asset.vendor, asset.model, asset.orderNumber, asset.firmware.map { "firmware \($0)" },
      asset.serial.map { "serial \($0)" }, asset.operatingSystem,
    ].compactMap { $0 }.joined(separator: ", ")
    isBare = asset.macs.isEmpty && told.isEmpty && name.isEmpty
    rank = (asset.level ?? 6, address?.high ?? 0, address?.low ?? 0)
  }
}
