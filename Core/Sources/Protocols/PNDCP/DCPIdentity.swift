import Bytes
import Vocabulary

/// What a PROFINET device says of itself in Identify, Get and Hello.
///
/// Source: IEC 61158-6-10, clause 4.3 (DeviceVendorValue, NameOfStationValue, DeviceIDValue,
/// DeviceRoleDetails, IPParameterValue).
enum DCPIdentity {
  static func tell(
    _ message: DCPMessage, _ blocks: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    while !blocks.isAtEnd {
      let block = try DCPBlock(parsing: &blocks, of: message)
      tell(block, blocks.octets.extracting(block.value), &dissection)
    }
  }

  static func tell(_ block: DCPBlock, _ value: Span<UInt8>, _ dissection: inout Dissection) {
    switch block.option {
    case .typeOfStation:
      dissection.tell(.model, value, source: "pn_dcp type of station")
      if isOrderNumber(value) {
        dissection.tell(.orderNumber, value, source: "pn_dcp type of station")
      }
    case .nameOfStation: dissection.tell(.hostname, value, source: "pn_dcp name of station")
    case .deviceID:
      guard value.count >= 4 else { return }
      if let vendor = vendor(UInt16(value[0]) << 8 | UInt16(value[1])) {
        dissection.tell(.vendor, vendor, source: "pn_dcp device id")
      }
    case .deviceRole:
      guard value.count >= 1 else { return }
      for role in roles(value[0]) {
        dissection.tell(.role, role.text, source: "pn_dcp device role")
      }
    case .ipParameter, .fullIPSuite:
      if let address = address(value) { bind(dissection.sender, address, &dissection) }
    default: break
    }
  }

  /// A Set that was carried out: the device has the name or the address from now on.
  static func adopt(_ option: DCPOption, _ kept: UInt32, _ dissection: inout Dissection) {
    switch option {
    case .nameOfStation:
      // An empty name takes the device's name away, which tells nothing.
      let name = Array(dissection.names.octets(of: NameID(rawValue: kept)))
      dissection.tell(.hostname, name, source: "pn_dcp set name of station")
    case .ipParameter, .fullIPSuite: bind(dissection.sender, kept, &dissection)
    default: break
    }
  }

  /// The IPv4 address that an IP block begins with; mask and gateway stand behind it.
  static func address(_ value: Span<UInt8>) -> UInt32? {
    guard value.count >= 12 else { return nil }
    return UInt32(value[0]) << 24 | UInt32(value[1]) << 16 | UInt32(value[2]) << 8 | UInt32(value[3])
  }

  private static func bind(_ device: EndpointID, _ address: UInt32, _ dissection: inout Dissection) {
    guard let mac = dissection.endpoints[device].address.mac else { return }
    dissection.bind(mac, to: HostAddress(ipv4: address), source: .dcp)
  }

  /// Bits: IO device, IO controller, IO multidevice, PN supervisor.
  private static func roles(_ bits: UInt8) -> [Role] {
    var roles: [Role] = []
    if bits & 2 != 0 { roles.append(.controller) }
    if bits & 5 != 0 { roles.append(.ioDevice) }
    if bits & 8 != 0 { roles.append(.engineeringWorkstation) }
    return roles
  }

  /// Siemens' order numbers begin with a digit and a letter of their product groups: 6ES7, 6GK5, 3RK1.
  private static func isOrderNumber(_ value: Span<UInt8>) -> Bool {
    guard value.count >= 12 else { return false }
    for group in ["6ES7", "6GK", "6AV", "6SL3", "6AG", "6GT", "6DL", "3RK", "3SU", "7KM"] {
      if starts(value, with: group) { return true }
    }
    return false
  }

  /// Makers by PROFINET's vendor id, as their GSDML files state them.
  static func vendor(_ id: UInt16) -> String? {
    switch id {
    case 0x002A: "Siemens"
    case 0x010C: "HMS Industrial Networks"
    case 0x011E: "Baumer"
    case 0x015A: "GE Intelligent Platforms"
    default: nil
    }
  }
}
