import Vocabulary

extension OwnerList {
  /// Reads the owner's list.
  ///
  /// Throws: ``OwnerError`` with line and column at the first thing that cannot be read.
  public init(parsing text: String) throws(OwnerError) {
    let lines = try SeparatedText.lines(text)
    self.init()
    guard let header = lines.first else {
      throw OwnerError(line: 1, column: 0, message: "the list is empty: its first line names the columns")
    }
    let columns = try Self.columns(header)
    for line in lines.dropFirst() {
      guard assets.count < Self.deviceLimit else {
        throw OwnerError(
          line: line.number, column: 0, message: "a list holds at most \(Self.deviceLimit) devices")
      }
      append(try Self.asset(line, columns))
    }
  }

  private enum Column: String, CaseIterable {
    case address, mac, vlan, name, role, level, vendor, model, orderNumber, firmware, serial, location
  }

  private static func columns(_ header: SeparatedText.Line) throws(OwnerError) -> [Column?] {
    var columns: [Column?] = []
    for field in header.fields {
      let column = Column.allCases.first { plain($0.rawValue) == plain(field.text) }
      if let column, columns.contains(column) {
        throw OwnerError(
          line: header.number, column: field.column, message: "the column '\(column.rawValue)' stands twice")
      }
      columns.append(column)
    }
    guard columns.contains(.address) || columns.contains(.mac) else {
      throw OwnerError(
        line: header.number, column: 0,
        message: "no column is called 'address' or 'mac': by what is a device known?")
    }
    return columns
  }

  private static func asset(
    _ line: SeparatedText.Line, _ columns: [Column?]
  ) throws(OwnerError) -> OwnedAsset {
    var asset = OwnedAsset()
    for (number, field) in line.fields.enumerated() {
      guard number < columns.count else {
        throw OwnerError(
          line: line.number, column: field.column, message: "more fields than the first line names columns")
      }
      guard let column = columns[number], !field.text.isEmpty else { continue }
      do throws(Refusal) {
        try set(column, of: &asset, to: field.text)
      } catch {
        throw OwnerError(line: line.number, column: field.column, message: error.message)
      }
    }
    guard !asset.addresses.isEmpty else {
      throw OwnerError(
        line: line.number, column: 0, message: "neither an address nor a hardware address stands here")
    }
    return asset
  }

  private struct Refusal: Error {
    let message: String
  }

  private static func set(
    _ column: Column, of asset: inout OwnedAsset, to text: String
  ) throws(Refusal) {
    switch column {
    case .address:
      guard let address = HostAddress(text), address.kind != .mac else {
        throw Refusal(message: "'\(text)' is no address: write it as 192.168.1.5 or fe80::1")
      }
      asset.addresses.append(address)
    case .mac:
      guard let address = HostAddress(text), address.kind == .mac else {
        throw Refusal(message: "'\(text)' is no hardware address: write it as 00:1b:1b:01:02:03")
      }
      asset.addresses.append(address)
    case .vlan:
      guard let vlan = UInt16(text), vlan < 4095 else {
        throw Refusal(message: "'\(text)' is no VLAN: write a number from 0 to 4094")
      }
      asset.vlan = vlan
    case .role: asset.roles = try roles(text)
    case .level:
      guard let level = Int(text), (0...5).contains(level) else {
        throw Refusal(message: "'\(text)' is no Purdue level: write a number from 0 to 5")
      }
      asset.level = level
    case .name: asset.name = text
    case .vendor: asset.vendor = text
    case .model: asset.model = text
    case .orderNumber: asset.orderNumber = text
    case .firmware: asset.firmware = text
    case .serial: asset.serial = text
    case .location: asset.location = text
    }
  }

  private static func roles(_ text: String) throws(Refusal) -> [Role] {
    var roles: [Role] = []
    for part in text.split(whereSeparator: { $0 == "/" || $0 == "+" || $0 == "|" }) {
      guard let role = Role.allCases.first(where: { plain($0.text) == plain(String(part)) }) else {
        var known = ""
        for role in Role.allCases { known += (known.isEmpty ? "" : ", ") + role.text }
        throw Refusal(message: "'\(part)' is no role; the roles are \(known)")
      }
      if !roles.contains(role) { roles.append(role) }
    }
    return roles
  }

  /// Small letters and digits only, so that `Order Number` is `orderNumber`.
  private static func plain(_ text: String) -> [UInt8] {
    var plain: [UInt8] = []
    for octet in text.utf8 {
      switch octet {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): plain.append(octet + 32)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): plain.append(octet)
      default: break
      }
    }
    return plain
  }
}
