import Bytes
import Vocabulary

/// What a HART device says of itself.
///
/// Source: FieldComm Group TS20127, Universal Command Specification: commands 0, 11 and 21 (identity), 13
/// (tag) and 20 (long tag); TS20183, Common Tables: manufacturers.
extension HARTIPDissector {
  /// Of what stands behind a gateway nothing is told: it has no address of its own.
  mutating func tell(_ frame: HARTFrame, _ data: Span<UInt8>, _ dissection: inout Dissection) {
    switch frame.command {
    case 0, 11, 21: tellIdentity(data, &dissection)
    case 13:
      guard isOwn(frame, dissection), data.count >= 6 else { return }
      dissection.tell(.hostname, Self.unpacked(data.extracting(0..<6)), source: "hart command 13")
    case 20:
      guard isOwn(frame, dissection), data.count >= 32 else { return }
      var end = 0
      while end < 32, data[end] != 0 { end &+= 1 }
      dissection.tell(.hostname, data.extracting(0..<end), source: "hart command 20")
    default: break
    }
  }

  private func isOwn(_ frame: HARTFrame, _ dissection: borrowing Dissection) -> Bool {
    guard let flow = flows.find(dissection.serial), let own = flows[flow].ownDevice else { return false }
    return own == frame.device
  }

  /// 254, device type (2), preambles, revisions: universal, device, software, hardware (5 bits); flags,
  /// device's number (3); from revision 7 on further fields, the manufacturer in octets 17 and 18.
  private mutating func tellIdentity(_ data: Span<UInt8>, _ dissection: inout Dissection) {
    guard data.count >= 12, data[0] == 254 else { return }
    let device =
      UInt64(data[1] & 0x3F) << 32 | UInt64(data[2]) << 24 | UInt64(data[9]) << 16 | UInt64(data[10]) << 8
      | UInt64(data[11])
    let flow = flows.position(of: dissection.serial, initial: HARTIPFlow())
    if flows[flow].ownDevice == nil { flows[flow].ownDevice = device }
    guard flows[flow].ownDevice == device else { return }
    let isNew = data[4] >= 7 && data.count >= 19
    let maker = isNew ? UInt32(data[17]) << 8 | UInt32(data[18]) : UInt32(data[1])
    if let vendor = Self.vendor(maker) { dissection.tell(.vendor, vendor, source: "hart command 0") }
    var type = Array("HART device type 0x".utf8)
    appendHexadecimal(UInt64(data[1]) << 8 | UInt64(data[2]), width: 4, to: &type)
    dissection.tell(.model, type, source: "hart command 0")
    var number: [UInt8] = []
    appendHexadecimal(device & 0xFF_FFFF, width: 6, to: &number)
    dissection.tell(.serial, number, source: "hart command 0")
    var revision: [UInt8] = []
    appendDecimal(UInt64(data[6]), to: &revision)
    dissection.tell(.firmware, revision, source: "hart command 0")
    revision = []
    appendDecimal(UInt64(data[7] >> 3), to: &revision)
    dissection.tell(.hardware, revision, source: "hart command 0")
  }

  /// Four characters in three octets, 6 bits each.
  ///
  /// Source: FieldComm Group TS20099, Command Summary Specification: packed ASCII.
  private static func unpacked(_ octets: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for index in octets.indices {
      bits = bits << 8 | UInt32(octets[index])
      count += 8
      while count >= 6 {
        count -= 6
        let character = UInt8(truncatingIfNeeded: bits >> count & 0x3F)
        text.append(character < 0x20 ? character | 0x40 : character)
      }
    }
    // A device that was never named holds zeros or question marks.
    return text.allSatisfy { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "?") } ? [] : text
  }

  private static func vendor(_ code: UInt32) -> String? {
    switch code {
    case 17: "Endress+Hauser"
    case 19: "Fisher Controls"
    case 23: "Honeywell"
    case 26: "ABB"
    case 31: "Micro Motion"
    case 38: "Rosemount"
    case 42: "Siemens"
    case 55: "Yokogawa"
    case 69: "KROHNE"
    case 98: "VEGA"
    default: nil
    }
  }
}
