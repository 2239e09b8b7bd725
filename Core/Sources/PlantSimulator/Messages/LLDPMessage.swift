import Vocabulary

/// An LLDP frame: chassis, port, time to live and what the station says of itself.
///
/// Source: IEEE 802.1AB-2016, clause 8 (TLV formats); PROFINET's own TLVs (00-0E-CF): IEC 61158-6-10.
struct LLDPMessage: Sendable {
  var chassisName: String?
  var chassisMAC: MACAddress
  var port: String
  var portDescription: String
  var systemName: String
  var systemDescription: String
  var address: UInt32
  /// Bits of IEEE 802.1AB: 0x04 bridge, 0x80 station.
  var capabilities: UInt16 = 0x80
  var isProfinet = false

  var octets: [UInt8] {
    var octets: [UInt8] = []
    if let chassisName {
      append(1, [7] + [UInt8](chassisName.utf8), to: &octets)
    } else {
      append(1, [4] + FrameBuilder.octets(of: chassisMAC), to: &octets)
    }
    append(2, [7] + [UInt8](port.utf8), to: &octets)
    append(3, [0, 120], to: &octets)
    append(4, [UInt8](portDescription.utf8), to: &octets)
    append(5, [UInt8](systemName.utf8), to: &octets)
    append(6, [UInt8](systemDescription.utf8), to: &octets)
    var value: [UInt8] = []
    value.put16(capabilities)
    value.put16(capabilities)
    append(7, value, to: &octets)
    value = [5, 1]
    value.put32(address)
    value += [2, 0, 0, 0, 1, 0]
    append(8, value, to: &octets)
    if isProfinet {
      append(127, [0x00, 0x0E, 0xCF, 0x05] + FrameBuilder.octets(of: chassisMAC), to: &octets)
    }
    octets.put16(0)
    return octets
  }

  /// LLDP is never tagged.
  var frame: [UInt8] {
    FrameBuilder(destination: MACAddress(rawValue: 0x0180_C200_000E), source: chassisMAC, tag: nil)
      .frame(etherType: 0x88CC, payload: octets)
  }

  private func append(_ type: Int, _ value: [UInt8], to octets: inout [UInt8]) {
    octets.put16(type << 9 | value.count)
    octets += value
  }
}
