import Bytes
import Vocabulary

/// Dissects LLDP: what a neighbour says of itself to its segment.
///
/// A frame is a row of TLVs, each with 7 bits of type and 9 bits of length before its value.
///
/// Source: IEEE 802.1AB-2016, clause 8; IEC 61158-6-10 for PROFINET's TLVs (organisation 00-0E-CF).
public struct LLDPDissector: Sendable {
  public init() {}

  /// TLVs of one frame that are read.
  static let entryLimit = 128

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.note(.lldp)
    var frame = LLDPFrame()
    do throws(DecodeError) {
      var reader = ByteReader(octets)
      for _ in 0..<Self.entryLimit where !reader.isAtEnd {
        let head = try reader.uint16()
        let type = UInt8(truncatingIfNeeded: head >> 9)
        if type == 0 { break }
        let start = reader.position
        try reader.skip(Int(head & 0x1FF))
        try frame.take(type, start..<reader.position, octets)
      }
    } catch {
      return dissection.malformed(.lldp)
    }
    guard frame.hasChassis else { return dissection.malformed(.lldp) }
    dissection.activity(.lldp, .identify, deed: .announce)
    frame.tell(octets, &dissection)
  }
}

/// What the TLVs of a frame say, as places in it.
struct LLDPFrame: Sendable {
  var hasChassis = false
  /// The device's own hardware address, where the frame says it; its ports have others.
  var chassis: MACAddress?
  /// A chassis id that its maker or owner gave: for PROFINET devices the name of station.
  var chassisName: Range<Int>?
  var systemName: Range<Int>?
  var description: Range<Int>?
  var capabilities: UInt16 = 0
  var managementAddress: HostAddress?
  var isProfinet = false

  mutating func take(_ type: UInt8, _ range: Range<Int>, _ octets: Span<UInt8>) throws(DecodeError) {
    var reader = ByteReader(octets.extracting(range))
    switch type {
    case 1: try takeChassis(try reader.uint8(), range, &reader)
    case 5: systemName = range
    case 6: description = range
    case 7:
      try reader.skip(2)
      capabilities = try reader.uint16()
    case 8: try takeManagementAddress(&reader)
    case 127:
      guard range.count >= 4, try reader.uint24() == 0x00_0ECF else { return }
      isProfinet = true
      // The hardware address of the whole device.
      if try reader.uint8() == 5, reader.remaining == 6, chassis == nil { chassis = try Self.mac(&reader) }
    default: break
    }
  }

  private mutating func takeChassis(
    _ subtype: UInt8, _ range: Range<Int>, _ reader: inout ByteReader
  ) throws(DecodeError) {
    guard !hasChassis else { return }
    hasChassis = true
    switch subtype {
    case 4 where reader.remaining == 6: chassis = try Self.mac(&reader)
    case 7: chassisName = (range.lowerBound + 1)..<range.upperBound
    default: break
    }
  }

  /// Length, family, address: only the first one counts.
  private mutating func takeManagementAddress(_ reader: inout ByteReader) throws(DecodeError) {
    guard managementAddress == nil else { return }
    let length = try reader.uint8()
    let family = try reader.uint8()
    switch (family, length) {
    case (1, 5): managementAddress = HostAddress(ipv4: try reader.uint32())
    case (2, 17): managementAddress = HostAddress(ipv6High: try reader.uint64(), low: try reader.uint64())
    default: break
    }
  }

  private static func mac(_ reader: inout ByteReader) throws(DecodeError) -> MACAddress {
    MACAddress(rawValue: UInt64(try reader.uint16()) << 32 | UInt64(try reader.uint32()))
  }
}

extension LLDPFrame {
  /// Tells what the frame says of the device: of its own hardware address, or of the port that sent it.
  func tell(_ octets: Span<UInt8>, _ dissection: inout Dissection) {
    var device = dissection.sender
    if let chassis, !chassis.isGroup, chassis != .zero {
      device = dissection.endpoints.intern(Endpoint(HostAddress(mac: chassis), vlan: dissection.vlan))
    }
    if let managementAddress, let mac = dissection.endpoints[device].address.mac {
      dissection.bind(mac, to: managementAddress, source: .lldp)
    }
    if let systemName {
      dissection.tell(
        .hostname, octets.extracting(systemName), of: device, source: "lldp system name")
    } else if isProfinet, let chassisName, isWord(octets.extracting(chassisName)) {
      dissection.tell(.hostname, octets.extracting(chassisName), of: device, source: "lldp chassis id")
    }
    if let description {
      LLDPDescription.tell(
        octets.extracting(description), isProfinet: isProfinet, of: device, &dissection)
    }
    // Bits from 1 on: repeater, bridge, access point, router, telephone, DOCSIS, station.
    if capabilities & 0x0004 != 0, capabilities & 0x0080 == 0 {
      dissection.tell(.role, Role.networkSwitch.text, of: device, source: "lldp capabilities")
    }
  }

  /// PROFINET's newer chassis ids hold a whole type plate, in columns; only a name is one word.
  private func isWord(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where text[index] <= 0x20 { return false }
    return true
  }
}
